"""A document's text as YAML, or the one fault that keeps it from being read."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode

from flows.problems import Place, Problem
from flows.yaml_guard import LARGEST_FILE_BYTES, NotTaken, guarded_yaml, unseen_in

_LOOK = "Look at the colons, quotes and indents here"


class YamlFault(ValueError):
    """A text that is no YAML, or more than a document may be; `problem` says what and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.what} in line {problem.line}")
        self.problem = problem

    def in_file(self, file: str) -> "YamlFault":
        """The same fault in a file of another name."""
        place = replace(self.problem.place, file=file)
        return YamlFault(replace(self.problem, place=place))


def load(text: str, file: str) -> CommentedMap:
    """The document with the places of its values.

    Raises:
        YamlFault: it can't be read, or holds no mapping.
    """
    document = _guarded(text, file, lambda: guarded_yaml().load(_body(text)))
    if not isinstance(document, CommentedMap):
        raise _fault(file, 1, 1, "the file holds no mapping", "Begin it with 'format: 1'")
    return document


def compose(text: str) -> MappingNode:
    """The document as nodes with the marks of their beginnings and ends.

    Raises:
        YamlFault: it can't be read, or holds no mapping.
    """
    node = _guarded(text, "", lambda: guarded_yaml().compose(_body(text)))
    if not isinstance(node, MappingNode):
        raise _fault("", 1, 1, "the file holds no mapping", "Begin it with 'format: 1'")
    return node


def _body(text: str) -> str:
    return text.removeprefix("\ufeff")


def _guarded(text: str, file: str, read: Callable[[], Any]) -> Any:
    _look_at(_body(text), file)
    try:
        return read()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = (error.problem or "not YAML").split(" with value")[0]
        raise _fault(file, line, column, what, _remedy(error)) from None
    except (YAMLError, ValueError) as error:
        what = f"not YAML: {error}".splitlines()[0]
        raise _fault(file, 1, 1, what, "Save it as plain UTF-8 text") from None


def _remedy(error: MarkedYAMLError) -> str:
    if isinstance(error, NotTaken):
        return error.remedy
    return "Keep one of the two" if isinstance(error, DuplicateKeyError) else _LOOK


def _look_at(text: str, file: str) -> None:
    if len(text.encode("utf-8", "replace")) > LARGEST_FILE_BYTES:
        remedy = f"Keep it under {LARGEST_FILE_BYTES // 1024} kB"
        raise _fault(file, 1, 1, "the file is too large", remedy)
    unseen = unseen_in(text.replace("\r\n", "\n"))
    if unseen:
        before = text.replace("\r\n", "\n")[: unseen[0]]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        what = f"a character that nobody can see ({unseen[1]})"
        raise _fault(file, line, column, what, "Remove it, and save the file as plain UTF-8 text")


def _fault(file: str, line: int, column: int, what: str, remedy: str) -> YamlFault:
    return YamlFault(Problem(Place(file, line, column), what, remedy))
