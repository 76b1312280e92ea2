"""What a `<Stream>` asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from telephony.simulator.execution import Execution, ExecutionFailed
from telephony.simulator.reports import Callback
from telephony.simulator.settings import Method
from telephony.simulator.twiml_document import Element

_MAX_PARAMETER = 500
_TRACKS: Mapping[str, tuple[str, ...]] = {
    "inbound_track": ("inbound",),
    "outbound_track": ("outbound",),
    "both_tracks": ("inbound", "outbound"),
}


@dataclass(frozen=True)
class StreamSetup:
    """Where a stream goes and what it carries."""

    url: str
    """wss, absolute, as it is signed."""
    tracks: tuple[Literal["inbound", "outbound"], ...]
    name: str | None
    parameters: Mapping[str, str]
    callback: Callback | None


def setup_of(execution: Execution, noun: Element) -> StreamSetup:
    """Read a `<Stream>`.

    Raises:
        ExecutionFailed: 31940 no URL, or a parameter that is too long.
    """
    if "url" not in noun.attributes:
        raise ExecutionFailed(31940, "<Stream> lacks a url", execution.document_url)
    url = execution.resolve(noun.attributes["url"])
    url = url.replace("https://", "wss://", 1)
    parameters = {child.attributes["name"]: child.attributes["value"] for child in noun.children}
    for name, value in parameters.items():
        if len(name) + len(value) >= _MAX_PARAMETER:
            raise ExecutionFailed(
                31940, f"parameter {name} has {_MAX_PARAMETER} or more characters", url
            )
    callback = None
    if "statusCallback" in noun.attributes:
        callback = Callback(
            execution.resolve(noun.attributes["statusCallback"]),
            cast("Method", noun.get("statusCallbackMethod", "POST")),
        )
    tracks = _TRACKS[noun.get("track", "inbound_track")]
    return StreamSetup(
        url,
        cast("tuple[Literal['inbound', 'outbound'], ...]", tracks),
        noun.attributes.get("name"),
        parameters,
        callback,
    )
