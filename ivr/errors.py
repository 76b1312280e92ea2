"""Failures of the application, one a stage, each with a code for the record."""


class WarmlineError(Exception):
    """Base of the application's own failures."""

    code = "failed"


class SettingsInvalid(WarmlineError):
    """A setting can't be used; the message says which and what to write."""

    code = "settings-invalid"


class LineNotReady(WarmlineError):
    """A part the line needs can't start; the message says which and what to mend."""

    code = "line-not-ready"
