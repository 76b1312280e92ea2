"""Checks of everything a line needs, one subject a file; each says what to mend."""
