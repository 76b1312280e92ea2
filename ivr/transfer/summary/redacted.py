"""Facts without secrets, whatever table their texts come from."""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from ivr.store.redaction import redact_text

T = TypeVar("T")


def redacted(value: T) -> T:
    """The same value with every text in it redacted, in tuples and dataclasses too."""
    found: object = value
    if isinstance(value, str):
        found = redact_text(value)
    elif isinstance(value, tuple):
        found = tuple(redacted(each) for each in value)
    elif is_dataclass(value) and not isinstance(value, type):
        found = replace(value, **{f.name: redacted(getattr(value, f.name)) for f in fields(value)})
    return cast("T", found)
