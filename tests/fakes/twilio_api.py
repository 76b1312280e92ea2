"""Requests to Twilio held against Twilio's published description of its REST API."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ruamel.yaml import YAML

DESCRIPTION = Path(__file__).parents[1] / "telephony" / "twilio_api.yaml"
_PHONE = r"\+[1-9][0-9]{6,14}"
_SHAPES: Mapping[str, str] = {
    "text": r"(?s).*",
    "twiml": r"(?s)<.*>",
    "phone": _PHONE,
    "endpoint": rf"{_PHONE}|client:[A-Za-z0-9_]+|sips?:[^\s@]+@[^\s@]+",
    "uri": r"https?://[^\s/_]+(/\S*)?",
    "flag": r"true|false",
    "whole": r"[0-9]+",
    "date": r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]{8}Z)?",
}


@dataclass(frozen=True)
class SentRequest:
    """One request as it went over the wire."""

    method: str
    target: str
    """Path and query."""
    body: str = ""
    """Form-encoded."""


@cache
def described() -> Mapping[str, Any]:
    """The operations of the description, by operationId."""
    return dict(YAML(typ="safe", pure=True).load(DESCRIPTION.read_text(encoding="utf-8")))


def operation_of(request: SentRequest) -> str | None:
    """The operationId of the request; None where the description has no such path."""
    path = urlsplit(request.target).path
    for name, operation in described().items():
        method, _, template = operation["request"].partition(" ")
        if method == request.method and re.fullmatch(_path_shape(template), path):
            return str(name)
    return None


def complaints(request: SentRequest) -> list[str]:
    """What of the request is not as Twilio describes it, a sentence each; empty where all is."""
    name = operation_of(request)
    if name is None:
        return [f"{request.method} {request.target} is no operation of the description"]
    operation = described()[name]
    in_query = parse_qs(urlsplit(request.target).query, keep_blank_values=True)
    in_body = parse_qs(request.body, keep_blank_values=True)
    given = in_body if request.method == "POST" else in_query
    wrong = list(_of_parameters(name, given, operation.get("parameters", {})))
    if in_query if request.method == "POST" else in_body:
        wrong.append(f"{name}: parameters stand in the wrong place")
    wrong += [f"{name} lacks {each}" for each in operation.get("required", ()) if each not in given]
    if "one_of" in operation and not set(operation["one_of"]) & set(given):
        wrong.append(f"{name} has none of {', '.join(operation['one_of'])}")
    return wrong


def _of_parameters(
    name: str, given: Mapping[str, list[str]], known: Mapping[str, Any]
) -> Iterator[str]:
    for parameter, values in given.items():
        rule = known.get(parameter)
        if rule is None:
            yield f"{name} has no parameter {parameter}"
            continue
        if len(values) > 1 and not rule.get("many"):
            yield f"{name}: {parameter} is given {len(values)} times"
        yield from (
            f"{name}: {parameter} cannot be {value!r}" for value in values if not _fits(value, rule)
        )


def _fits(value: str, rule: Mapping[str, Any]) -> bool:
    kind = rule["type"]
    if isinstance(kind, list):
        return value in kind
    if not re.fullmatch(_SHAPES.get(kind, rf"{kind}[0-9a-fA-F]{{32}}"), value):
        return False
    if kind == "whole":
        return rule.get("least", 0) <= int(value) <= rule.get("most", 10**9)
    return len(value) <= rule.get("most", 4000)


def _path_shape(template: str) -> str:
    """The path with its `{…}` parts as expressions: an identifier, or a label."""
    parts = re.split(r"\{(\w+)\}", template)
    shapes = [
        (r"[^/]+" if part == "text" else rf"{part}[0-9a-fA-F]{{32}}") if at % 2 else re.escape(part)
        for at, part in enumerate(parts)
    ]
    return "".join(shapes)
