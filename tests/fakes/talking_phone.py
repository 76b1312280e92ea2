"""A page that talks to a draft: a telephone that is told of turns too."""

import json
from typing import Any

from tests.fakes.phone import Phone

_SOUND = ("media", "mark", "clear")


class TalkingPhone(Phone):
    """Takes the line's sound as a telephone does, and keeps what else it is told."""

    def __init__(self, speed: float) -> None:
        super().__init__("try", "CA" + "0" * 32, speed)
        self.told: list[dict[str, Any]] = []

    def send(self, message: str) -> None:
        fields = json.loads(message)
        if fields["event"] in _SOUND:
            super().send(message)
            return
        with self._changed:
            self.told.append(fields)
            self._changed.notify_all()

    def of(self, event: str) -> list[dict[str, Any]]:
        """What it was told of one kind."""
        return [each for each in list(self.told) if each["event"] == event]

    def enter(self, by: str, text: str = "") -> None:
        """Type."""
        self.inject(json.dumps({"event": "enter", "by": by, "text": text}))

    def turn(self, number: int) -> dict[str, Any]:
        """The turn with that number, once it was taken; the first is 1."""
        self.until(lambda: len(self.of("turn")) >= number)
        return dict(self.of("turn")[number - 1]["turn"])

    def falls_quiet(self) -> None:
        """Wait until the line has begun to speak and is done."""
        self.until(lambda: self.is_playing)
        self.until(lambda: not self.is_playing)
