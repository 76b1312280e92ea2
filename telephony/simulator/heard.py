"""What words the audio of a call stood for.

Audio carries no text. The network knows the words of its own `<Say>`; those of a media stream
the application knows, by the mark at the end of each prompt.
"""

import asyncio
from collections.abc import Callable, Sequence

from telephony.simulator.leg import Leg, Played
from telephony.simulator.result import HeardPrompt

PromptText = Callable[[str], Sequence[tuple[str, str]]]
"""Given a call's SID, the prompts the application has sent so far: name of the mark at the end,
and the words. Called in a thread of its own, so it may read a database; a mark it does not name
yet is asked for again."""


class PromptsHeard:
    """The prompts one phone has heard to their end."""

    def __init__(self, leg: Leg, prompt_text: PromptText | None) -> None:
        """Begin to note what a call's phone hears.

        Args:
            leg: the call.
            prompt_text: words of the application's prompts; None lets the name of a mark stand
                for the words before it.
        """
        self._leg = leg
        self._prompt_text = prompt_text
        self._words: dict[str, str] = {}

    async def now(self) -> tuple[HeardPrompt, ...]:
        """All prompts so far whose words are known, in order."""
        played = tuple(self._leg.played)
        if any(self._unknown(item) for item in played) and self._prompt_text is not None:
            self._words.update(await asyncio.to_thread(self._prompt_text, self._leg.sid))
        found = ((self._text(item), item) for item in played)
        return tuple(HeardPrompt(text, item.at_ms, item.mark) for text, item in found if text)

    def _unknown(self, item: Played) -> bool:
        return item.mark is not None and item.mark not in self._words

    def _text(self, item: Played) -> str | None:
        if item.mark is None:
            return item.text
        return item.mark if self._prompt_text is None else self._words.get(item.mark)
