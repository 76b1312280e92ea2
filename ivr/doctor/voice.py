"""The voice: real words through the real synthesiser."""

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem
from ivr.speech.voice import APOLOGY
from telephony.mulaw import SAMPLE_RATE
from telephony.synthesis import Synthesiser, SynthesisFailed

_REMEDY = "Set WARMLINE_VOICE to a voice of espeak-ng, such as en-us or en-gb+f3."


def voice(settings: Settings) -> Finding:
    """Whether the line can speak with the configured voice and rate."""
    try:
        synthesiser = Synthesiser()
    except SynthesisFailed as failed:
        return _failed(failed)
    try:
        samples = synthesiser.speak(APOLOGY, settings.voice, settings.voice_rate_wpm)
    except SynthesisFailed as failed:
        return _failed(failed)
    finally:
        synthesiser.close()
    if not samples.size:
        return problem(f"The voice {settings.voice} gave no sound.", _REMEDY)
    seconds = samples.size / SAMPLE_RATE
    rate = settings.voice_rate_wpm
    return ok(f"{settings.voice} at {rate} words a minute spoke {seconds:.1f} s of speech.")


def _failed(failed: SynthesisFailed) -> Finding:
    if failed.code == "unknown_voice":
        return problem(f"The voice can't be used. {failed}", _REMEDY)
    return problem(
        f"Nothing can be spoken ({failed.code}). {failed}",
        "Install the requirements anew (make setup): espeakng-loader brings the voices.",
    )
