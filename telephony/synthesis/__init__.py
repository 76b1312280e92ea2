"""Text to telephone speech: pyttsx3 in a process of its own."""

from telephony.synthesis.failure import SynthesisFailed
from telephony.synthesis.synthesiser import MAX_TEXT_LENGTH, Synthesiser

__all__ = ["MAX_TEXT_LENGTH", "SynthesisFailed", "Synthesiser"]
