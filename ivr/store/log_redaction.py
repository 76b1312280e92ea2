"""A structlog processor that keeps secrets and telephone numbers out of the logs."""

from collections.abc import Callable, MutableMapping
from typing import Any

from ivr.store.redaction import SECRET, mask_number, redact_text

_NUMBERS = frozenset({"number", "from_number", "to_number", "phone", "caller"})
_SECRETS = frozenset(
    {"authorization", "auth_token", "cookie", "digits", "key", "password", "pin", "signature"}
    | {"token", "value"}
)
_OURS = frozenset({"event", "level", "timestamp", "logger", "call_sid", "stream_sid"})


def redact_log(_logger: Any, _method: str, fields: MutableMapping[str, Any]) -> Any:
    """Mask the fields known to hold numbers or secrets; search all other text for secrets."""
    for name, value in fields.items():
        if name in _OURS:
            continue
        fields[name] = _redacted(name, value)
    return fields


def _redacted(name: str, value: Any) -> Any:
    if name in _SECRETS and value is not None:
        return SECRET
    if not isinstance(value, str):
        return value
    hide: Callable[[str], str] = mask_number if name in _NUMBERS else redact_text
    return hide(value)
