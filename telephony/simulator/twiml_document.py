"""TwiML as it comes from the application: bytes in, elements out."""

import xml.etree.ElementTree as Xml
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

MAX_DOCUMENT_BYTES = 64 * 1024
_XML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})
_WAV_TYPES = frozenset({"audio/wav", "audio/wave", "audio/x-wav", "audio/basic"})


class DocumentRefused(Exception):
    """TwiML that Twilio would not carry out; `code` is Twilio's.

    11750 too long; 12100 not XML; 12102 no Response at its root; 12200 against the schema;
    12300 a content type that is not TwiML.
    """

    def __init__(self, code: int, what: str) -> None:
        super().__init__(what)
        self.code = code


@dataclass(frozen=True)
class Element:
    """A verb or noun."""

    name: str
    attributes: Mapping[str, str]
    children: tuple["Element", ...] = ()
    text: str = ""
    """Its text, that of elements within it included, with white space made single."""

    def get(self, attribute: str, otherwise: str) -> str:
        """Value of an attribute, or what stands in for it."""
        return self.attributes.get(attribute, otherwise)

    def named(self, *names: str) -> Iterator["Element"]:
        """The children of those names, in order."""
        return (child for child in self.children if child.name in names)


def parse(body: bytes) -> tuple[Element, ...]:
    """The verbs of a document.

    Raises:
        DocumentRefused: 11750, 12100 or 12102.
    """
    if len(body) > MAX_DOCUMENT_BYTES:
        raise DocumentRefused(11750, f"TwiML of {len(body)} bytes; {MAX_DOCUMENT_BYTES} at most")
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise DocumentRefused(12100, "TwiML has no document type or entities")
    try:
        root = Xml.fromstring(body)  # noqa: S314 (entities are refused above)
    except (Xml.ParseError, ValueError, LookupError) as broken:
        raise DocumentRefused(12100, f"not XML: {broken}") from None
    if root.tag != "Response":
        raise DocumentRefused(12102, f"the root element is {root.tag}, not Response")
    return tuple(_element(node) for node in root)


def of_answer(content_type: str, body: bytes, url: str) -> tuple[Element, ...]:
    """The verbs of a webhook's answer; text stands for a Say, sound for a Play.

    Args:
        content_type: value of the header, empty where there was none.
        body: the answer's bytes.
        url: where it came from, for the Play.

    Raises:
        DocumentRefused: as for parse, and 12300.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind in _XML_TYPES:
        return parse(body)
    if kind == "text/plain":
        return (Element("Say", {}, (), body.decode("utf-8", "replace").strip()),)
    if kind in _WAV_TYPES:
        return (Element("Play", {}, (), url),)
    raise DocumentRefused(12300, f"content type {content_type!r} is not TwiML")


def _element(node: Xml.Element) -> Element:
    return Element(
        name=str(node.tag),
        attributes=dict(node.attrib),
        children=tuple(_element(child) for child in node),
        text=" ".join("".join(node.itertext()).split()),
    )
