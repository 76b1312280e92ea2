"""Checks of flows, one a file, each with a sentence that says what to mend."""
