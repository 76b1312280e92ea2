"""Phones of people who can be called: an agent with a behaviour."""

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, get_args

from telephony.simulator import tones
from telephony.simulator.heard import PromptsHeard
from telephony.simulator.leg import Leg
from telephony.simulator.performance import Cause, Performance
from telephony.simulator.phone import Pickup
from telephony.simulator.result import AgentResult
from telephony.simulator.script import Agent, Behaviour
from telephony.simulator.scripted_phone import ScriptedPhone
from telephony.simulator.sounds import TurnFailed, Voice, rehearse
from telephony.simulator.turns import AgentStage

if TYPE_CHECKING:
    from telephony.simulator.network import Network

_PICKUPS: Mapping[Behaviour, Pickup] = {"busy": "busy", "fail": "failed"}
_LISTENED_MS = 600
"""Silence after the whisper until an agent acts on it."""
_WHISPER_S = 60
_GREETING = (
    "Hello. You have reached my voicemail. I cannot take your call right now. "
    "Please leave a message after the tone."
)
_RECORDING_MS = 30000
_STAGES: tuple[AgentStage, ...] = get_args(AgentStage)


class AgentPhone(ScriptedPhone):
    """One call to an agent."""

    def __init__(
        self, network: "Network", agent: Agent, position: int = 0, cause: Cause | None = None
    ) -> None:
        """Make a phone that is not on a call.

        Args:
            network: it belongs to.
            agent: whose it is.
            position: of the agent in the script, from 0.
            cause: makes the faults happen that the agent's turns ask for.
        """
        super().__init__(network.clock)
        self.agent = agent
        self._position = position
        self._cause = cause
        self._accepted = False
        self.error: str | None = None
        """Why the agent's own turns could not be played to their end."""
        self._network = network
        self._leg: Leg | None = None

    async def ring(self, leg: Leg) -> Pickup:
        """Ring, and be picked up or not."""
        self._leg = leg
        if self.agent.behaviour in _PICKUPS:
            return _PICKUPS[self.agent.behaviour]
        await self.clock.sleep(self._network.settings.ring_ms)
        if self.agent.behaviour == "no_answer":
            await leg.over.wait()
        return "answered"

    def connected(self, leg: Leg) -> None:
        """Do what this agent does."""
        self._network.spawn(_BEHAVIOURS[self.agent.behaviour](self, leg))

    @property
    def is_done(self) -> bool:
        """Whether no call is left on this phone."""
        return self._leg is None or self._leg.is_over

    def has_reached(self, stage: AgentStage) -> bool:
        """Whether this call goes on and has come so far."""
        leg = self._leg
        if leg is None or leg.is_over:
            return False
        if self._network.conferences.is_talking(leg.sid):
            return True
        if self._accepted:
            return _STAGES.index(stage) <= _STAGES.index("accepted")
        if leg.is_up and self.ears.has_heard:
            return _STAGES.index(stage) <= _STAGES.index("whispering")
        return stage == "ringing"

    async def result(self) -> AgentResult | None:
        """What came of the call; None where the phone never rang."""
        if self._leg is None:
            return None
        leg = self._leg
        heard = await PromptsHeard(leg, None).now()
        texts = tuple(prompt.text for prompt in heard)
        agent = self.agent
        return AgentResult(
            self._position,
            agent.number,
            agent.behaviour,
            leg.sid,
            leg.status,
            texts,
            leg.duration_s,
            leg.others_heard_ms,
            tuple(leg.keyed),
        )

    async def listened(self, leg: Leg) -> bool:
        """Wait until something was said and is followed by silence; False where it was not."""
        spoken = await self.clock.until(
            lambda: leg.is_over or self.ears.spoken_for_ms > 0, 1000 * _WHISPER_S
        )
        silent = spoken and await self.clock.until(
            lambda: leg.is_over or self.ears.silent_for_ms > _LISTENED_MS, 1000 * _WHISPER_S
        )
        return silent and not leg.is_over

    async def perform(self, leg: Leg) -> None:
        """Play the agent's own turns, stay a little and hang up."""
        agent, network = self.agent, self._network
        try:
            sounds = await rehearse(agent.turns, Voice(agent.voice), network.speech)
            performance = Performance(
                self, leg, PromptsHeard(leg, None), sounds, self._cause, self.has_reached
            )
            await performance.play(agent.turns)
        except TurnFailed as failure:
            self.error = str(failure)
        await self.clock.until(lambda: leg.is_over, 1000 * agent.stay_s)
        leg.hang_up()

    async def key(self, leg: Leg, digit: str) -> None:
        """Press a key, after the time this agent takes for it."""
        await self.clock.until(lambda: leg.is_over, 1000 * self.agent.after_s)
        leg.press(digit)
        self._accepted = digit == "1"

    async def play(self, leg: Leg, text: str) -> None:
        """Speak a text and wait for its end."""
        self.say(await self._network.speech.mulaw(text, self.agent.voice))
        await self.clock.until(lambda: leg.is_over or not self.is_speaking, 1000 * _WHISPER_S)


async def _accept(phone: AgentPhone, leg: Leg) -> None:
    if await phone.listened(leg):
        await phone.key(leg, "1")
        await phone.perform(leg)


async def _hear_again(phone: AgentPhone, leg: Leg) -> None:
    if await phone.listened(leg):
        await phone.key(leg, "3")
        await _accept(phone, leg)


async def _decline(phone: AgentPhone, leg: Leg) -> None:
    if await phone.listened(leg):
        await phone.key(leg, "2")


async def _nothing(phone: AgentPhone, leg: Leg) -> None:
    await leg.over.wait()


async def _voicemail(phone: AgentPhone, leg: Leg) -> None:
    await phone.play(leg, _GREETING)
    phone.say(tones.beep())
    await phone.clock.until(lambda: leg.is_over, _RECORDING_MS)
    leg.hang_up()


async def _hang_up_in_whisper(phone: AgentPhone, leg: Leg) -> None:
    await phone.clock.until(lambda: leg.is_over or phone.ears.spoken_for_ms > 1000, 30000)
    leg.hang_up()


_BEHAVIOURS: Mapping[Behaviour, Callable[[AgentPhone, Leg], Coroutine[None, None, None]]] = {
    "accept": _accept,
    "decline": _decline,
    "no_key": _nothing,
    "no_answer": _nothing,
    "busy": _nothing,
    "fail": _nothing,
    "voicemail": _voicemail,
    "hang_up_in_whisper": _hang_up_in_whisper,
    "hear_again": _hear_again,
}
