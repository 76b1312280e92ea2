"""An ear whose recogniser breaks: it says so once, and goes on telling of silences."""

import pytest

from flows.events import Grammar
from ivr.speech.ear import Ear
from ivr.speech.ear_events import HearingFailed, SilenceLasted
from ivr.speech.recognition import RecogniserPool
from telephony.mulaw import SILENCE, encode


class Breaking(RecogniserPool):
    """Lends recognisers that break in one of their methods, and counts those that came back."""

    def __init__(self, model, method: str) -> None:
        super().__init__(model)
        self._method = method
        self.returned = 0

    def borrow(self, *grammar: str):
        recogniser = super().borrow(*grammar)

        def gone(*_: object) -> None:
            raise OSError("the model is gone")

        setattr(recogniser, self._method, gone)
        return recogniser

    def give_back(self, recogniser) -> None:
        self.returned += 1
        super().give_back(recogniser)


@pytest.mark.parametrize("method", ["feed", "expect", "finish"])
def test_it_tells_once_and_then_of_silences_alone(model, sounds, method):
    pool = Breaking(model, method)
    ear = Ear(pool)
    ear.expect(Grammar("yes_no"), silence_ms=2000)
    speech = encode(sounds.say("where is my order")) + SILENCE * 16_000
    events = ear.hear(speech) + ear.finish()
    events += ear.hear(speech)
    failed = [each for each in events if isinstance(each, HearingFailed)]
    assert len(failed) == 1
    ear.expect(Grammar(), silence_ms=1000)
    assert [type(each) for each in ear.hear(SILENCE * 16_000)] == [SilenceLasted]
    assert not ear.speaking
    ear.close()
    assert pool.returned == 0
