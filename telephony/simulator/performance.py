"""Plays the turns of a script on a phone that is on a call."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from telephony.simulator.clock import FRAME_MS
from telephony.simulator.ears import AnswerWatch
from telephony.simulator.heard import PromptsHeard
from telephony.simulator.leg import Leg
from telephony.simulator.matching import find_end, plain
from telephony.simulator.result import HeardPrompt, Moment, TurnResult
from telephony.simulator.scripted_phone import ScriptedPhone
from telephony.simulator.sounds import Sounds, TurnFailed
from telephony.simulator.texted import WITHIN_S, newest_code, wants_code, with_code
from telephony.simulator.turns import (
    Act,
    AgentStage,
    AwaitAgent,
    CauseFault,
    HangUp,
    Hear,
    Interrupt,
    KeepSilent,
    KillStream,
    LoseFrames,
    PlayWav,
    Press,
    Say,
    SendRaw,
    Turn,
    name_of,
)

_REACTION_MS = 250
"""How long a person takes to begin, after what they waited for."""
_KEY_MS = 180
"""From one key to the next."""
_ASK_EVERY_MS = 60


Cause = Callable[[str], None]
"""Makes the fault of that name happen. Called in a thread of its own; a ValueError says that there
is no such fault."""
AgentReached = Callable[[AgentStage], bool]
"""Whether the call to some agent, one that is not over, has come so far."""


@dataclass
class _Played:
    """A turn as far as it has been played."""

    turn: Turn
    began: Moment
    said: str
    prompts_before: int
    speech_end: Moment | None = None
    watch: AnswerWatch | None = None


@dataclass
class Performance:
    """One person's turns on one call."""

    phone: ScriptedPhone
    leg: Leg
    prompts: PromptsHeard
    sounds: Sounds
    cause: Cause | None = None
    agent_reached: AgentReached = lambda stage: False
    _played: list[_Played] = field(default_factory=list)
    _taken: int = 0
    """Characters of the plain transcript that no `hear` may match any more: up to the words of the
    last one, or up to the caller's last turn with sound or keys."""

    async def play(self, turns: tuple[Turn, ...]) -> None:
        """Play the turns until the last one, or until the call ends.

        Raises:
            TurnFailed: something waited for did not come.
        """
        for turn in turns:
            await self._play(turn)

    async def results(self) -> tuple[TurnResult, ...]:
        """What came of the turns so far."""
        prompts = await self.prompts.now()
        return tuple(
            TurnResult(
                kind=name_of(item.turn.act),
                said=item.said,
                began=item.began,
                speech_end=item.speech_end,
                first_audio=item.watch.first if item.watch else None,
                heard=tuple(p.text for p in prompts[item.prompts_before : self._end(at)]),
            )
            for at, item in enumerate(self._played)
        )

    def _end(self, at: int) -> int | None:
        """How many prompts had been heard when the turn after that one began.

        A `hear` belongs to the turn before it, which it waits for an answer to.
        """
        waits = isinstance(self._played[at].turn.act, Hear)
        for item in self._played[at + 1 :]:
            if waits or not isinstance(item.turn.act, Hear):
                return item.prompts_before
        return None

    async def _play(self, turn: Turn) -> None:
        if self.leg.is_over and not isinstance(turn.act, Hear | HangUp):
            raise self._failed(turn, f"the call is over ({self.leg.status})")
        prompts = await self.prompts.now()
        before = len(prompts)
        if not isinstance(turn.act, Hear):
            self._taken = len(_transcript(prompts))
        record = _Played(turn, self._now, _said(turn.act), before)
        self._played.append(record)
        act = await self._with_code(turn) if wants_code(turn.act) else turn.act
        match act:
            case Hear():
                await self._hear(turn, act)
            case Press(keys):
                await self._press(keys)
            case KeepSilent(seconds):
                await self._until_over(1000 * seconds)
            case LoseFrames() | SendRaw() | KillStream():
                await self._fault(turn)
            case CauseFault(what):
                await self._cause(turn, what)
            case AwaitAgent():
                await self._await_agent(turn, act)
            case HangUp():
                self.leg.hang_up()
            case _:
                await self._speak(turn, act, record)

    async def _with_code(self, turn: Turn) -> Act:
        """The turn's act with the code of the newest text message, waited for."""
        leg = self.leg

        def code() -> str | None:
            return newest_code(leg.network.texts_for(leg))

        await self.phone.clock.until(lambda: leg.is_over or code() is not None, 1000 * WITHIN_S)
        found = code()
        if found is None:
            why = "the call ended" if leg.is_over else f"within {WITHIN_S:g} s"
            raise self._failed(turn, f"no text message with a code reached the caller: {why}")
        return with_code(turn.act, found)

    async def _hear(self, turn: Turn, act: Hear) -> None:
        clock = self.phone.clock
        end_ms = clock.now_ms + 1000 * act.within_s
        while True:
            over = self.leg.is_over
            transcript = _transcript(await self.prompts.now())
            for words in (act.words, *act.or_words):
                if (end := find_end(transcript, words, self._taken)) is not None:
                    self._taken = end
                    return
            if over or clock.now_ms >= end_ms:
                why = "the call ended" if over else f"not heard within {act.within_s:g} s"
                heard = transcript[self._taken :].strip() or "nothing"
                raise self._failed(turn, f"{act.words!r}: {why}; heard in its place: {heard}")
            await clock.sleep(_ASK_EVERY_MS)

    async def _speak(self, turn: Turn, act: Act, record: _Played) -> None:
        sound = await self.sounds.of(turn, act)
        if isinstance(act, Interrupt):
            after_ms = act.after_ms
            began = await self.phone.clock.until(
                lambda: self.leg.is_over or self.phone.ears.spoken_for_ms >= after_ms,
                1000 * act.within_s,
            )
            if not began or self.leg.is_over:
                raise self._failed(turn, "there was nothing to interrupt")
        else:
            await self._until_over(_REACTION_MS)
        self.phone.say(sound)
        while self.phone.is_speaking and not self.leg.is_over:
            await self.phone.clock.sleep(FRAME_MS)
        record.speech_end = self.phone.last_sound
        record.watch = self.phone.ears.await_answer()

    async def _press(self, keys: str) -> None:
        await self._until_over(_REACTION_MS)
        for key in keys:
            self.leg.press(key)
            await self._until_over(_KEY_MS)

    async def _fault(self, turn: Turn) -> None:
        stream = self.leg.stream
        if stream is None:
            raise self._failed(turn, "the call is not connected to a stream")
        match turn.act:
            case LoseFrames(seconds):
                stream.lose(round(1000 * seconds))
            case SendRaw(message):
                stream.inject(message)
            case _:
                stream.kill()

    async def _cause(self, turn: Turn, what: str) -> None:
        if self.cause is None:
            raise self._failed(turn, "nobody is there to cause it")
        try:
            await asyncio.to_thread(self.cause, what)
        except ValueError as unknown:
            raise self._failed(turn, str(unknown)) from None

    async def _await_agent(self, turn: Turn, act: AwaitAgent) -> None:
        clock = self.phone.clock
        reached = await clock.until(
            lambda: self.leg.is_over or self.agent_reached(act.stage), 1000 * act.within_s
        )
        if not self.agent_reached(act.stage):
            why = "the call ended" if reached else f"not within {act.within_s:g} s"
            raise self._failed(turn, f"{act.stage}: {why}")

    @property
    def _now(self) -> Moment:
        return Moment(self.phone.clock.now_ms, time.monotonic())

    async def _until_over(self, milliseconds: float) -> None:
        """Wait; no longer than the call lasts."""
        await self.phone.clock.until(lambda: self.leg.is_over, milliseconds)

    def _failed(self, turn: Turn, why: str) -> TurnFailed:
        return TurnFailed(f"line {turn.line}: {name_of(turn.act)}: {why}")


def _said(act: Act) -> str:
    match act:
        case Hear(words) | Say(words) | Interrupt(words):
            return words
        case Press(keys):
            return keys
        case PlayWav(path):
            return path.name
    return ""


def _transcript(prompts: Sequence[HeardPrompt]) -> str:
    return " ".join(plain(prompt.text) for prompt in prompts)
