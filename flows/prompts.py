"""Prompts: what is said to the caller, in wordings that take turns."""

import re
from dataclasses import dataclass

from flows.problems import Place
from flows.reading import Node
from flows.templates import Template, TemplateInvalid, parse

_RECORDING = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}(\.wav)?")


@dataclass(frozen=True)
class Prompt:
    """One wording.

    ```yaml
    prompt: "What's your order number?"
    prompt: {audio: order_number.wav, text: "What's your order number?"}
    ```
    """

    text: Template
    place: Place
    audio: str | None = None
    """Name of a recorded WAV; the text stands in the record and where the file is missing."""


Wordings = tuple[Prompt, ...]
"""The same thing said in different words: a repeat takes the next one."""


def read_wordings(node: Node) -> Wordings:
    """One prompt, or a list of wordings that take turns."""
    return tuple(read_prompt(item) for item in node.items())


def read_rising(node: Node) -> tuple[Wordings, ...]:
    """A list of helps: one for each failed attempt, the last for all that follow."""
    return tuple(read_wordings(item) for item in node.items())


def read_prompt(node: Node) -> Prompt:
    """A template, or a mapping of `audio` and `text`."""
    if isinstance(node.value, str):
        return Prompt(read_template(node), node.place)
    fields = node.keys_of(("audio", "text"), required=("audio", "text"))
    text = fields.read("text", read_template, Template(()))
    return Prompt(text, node.place, fields.read("audio", _recording, "") or None)


def _recording(node: Node) -> str:
    """The name of a recording: of a file, never a way to one elsewhere."""
    name = node.text()
    if name and not _RECORDING.fullmatch(name):
        remedy = "Write the name of a WAV in the folder of recordings: letters, digits, - and _"
        node.wrong("a recording is a file's name", remedy)
        return ""
    return name


def read_template(node: Node) -> Template:
    """A template; its faults are noted at the place of the text."""
    source = node.text()
    try:
        return parse(source)
    except TemplateInvalid as error:
        node.wrong(error.what, error.remedy[:1].upper() + error.remedy[1:])
        return Template((source,))
