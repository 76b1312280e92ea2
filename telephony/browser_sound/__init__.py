"""Scripts of pages that speak and listen as telephones do: a microphone as mu-law at 8 kHz."""

from pathlib import Path

SCRIPTS = Path(__file__).parent
"""The folder; its scripts find one another beside themselves."""
