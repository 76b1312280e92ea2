"""Places a scripted call and tells what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from telephony.simulator.agent import AgentPhone
from telephony.simulator.call_parameters import Parties
from telephony.simulator.heard import PromptsHeard, PromptText
from telephony.simulator.leg import Leg
from telephony.simulator.network import Network
from telephony.simulator.performance import Cause, Performance
from telephony.simulator.result import AgentResult, CallResult
from telephony.simulator.script import Agent, Script
from telephony.simulator.scripted_phone import ScriptedPhone
from telephony.simulator.sounds import TurnFailed, Voice, rehearse
from telephony.simulator.turns import HangUp

_ANSWER_MS = 60000
"""How long a caller lets it ring."""
_LINGER_MS = 30000
"""How long a caller stays who has nothing more to do and is not asked for anything."""
_AGENTS_MS = 5000
"""How long agents may still be on the line after the caller."""
_ANONYMOUS = "+266696687"
"""What Twilio gives as From where the number is withheld."""


async def place_call(
    network: Network,
    script: Script,
    prompt_text: PromptText | None = None,
    cause: Cause | None = None,
) -> CallResult:
    """Play a script from ringing to hanging up.

    Raises:
        TurnFailed: a voice or a file of the script that cannot be had; nothing was called.
        NumberUnknown: the account has no such number; nothing was called.
    """
    caller = script.caller
    voice = Voice(caller.voice, caller.rate_wpm)
    sounds = await rehearse(script.turns, voice, network.speech)
    phone = ScriptedPhone(network.clock, caller.noise_level)
    called = script.to or next(iter(network.settings.numbers), "")
    number = _ANONYMOUS if caller.number == "anonymous" else caller.number
    with _agents_at_their_phones(network, script.agents, cause) as agents:
        leg = network.call_number(phone, Parties(number, called, caller.forwarded_from))
        performance = Performance(
            phone,
            leg,
            PromptsHeard(leg, prompt_text),
            sounds,
            cause,
            lambda stage: any(agent.has_reached(stage) for agent in agents),
        )
        error = await _perform(performance, script)
        await network.clock.until(lambda: all(a.is_done for a in agents), _AGENTS_MS)
        await leg.reported()
        prompts = await performance.prompts.now()
        return CallResult(
            script=script.name,
            call_sid=leg.sid,
            status=leg.status,
            duration_s=leg.duration_s,
            turns=await performance.results(),
            prompts=prompts,
            agents=await _results(agents),
            notices=network.notices.of_call(leg.sid),
            error=error,
            sent=bytes(phone.sent),
            received=bytes(phone.received),
            others_heard_ms=leg.others_heard_ms,
            texts=tuple(text.body for text in network.texts_for(leg)),
        )


async def _perform(performance: Performance, script: Script) -> str | None:
    """Play the turns and end the call; why that failed, or None."""
    leg, clock = performance.leg, performance.phone.clock
    try:
        await clock.until(lambda: leg.is_up or leg.is_over, _ANSWER_MS)
        if not leg.is_up and not leg.is_over:
            return "the call was not answered"
        await performance.play(script.turns)
        if not any(isinstance(turn.act, HangUp) for turn in script.turns):
            await _linger(performance.phone, leg)
    except TurnFailed as failure:
        return f"{script.name}: {failure}"
    finally:
        leg.hang_up()
    return None


async def _linger(phone: ScriptedPhone, leg: Leg) -> None:
    """Stay until the other side hangs up or has long been silent."""
    clock = phone.clock
    began_ms = clock.now_ms
    while not leg.is_over:
        silent_ms = min(phone.ears.silent_for_ms, clock.now_ms - began_ms)
        if silent_ms > _LINGER_MS:
            return
        await clock.sleep(100)


@contextmanager
def _agents_at_their_phones(
    network: Network, agents: tuple[Agent, ...], cause: Cause | None
) -> Iterator[list[AgentPhone]]:
    """Have the agents' numbers answered during the call; the list fills with their calls."""
    rung: list[AgentPhone] = []

    def phone_of(agent: Agent, position: int) -> AgentPhone:
        rung.append(AgentPhone(network, agent, position, cause))
        return rung[-1]

    for position, agent in enumerate(agents):
        network.phones[agent.number] = partial(phone_of, agent, position)
    yield rung


async def _results(agents: list[AgentPhone]) -> tuple[AgentResult, ...]:
    results = [await agent.result() for agent in agents]
    return tuple(result for result in results if result is not None)
