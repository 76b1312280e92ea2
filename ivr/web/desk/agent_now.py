"""What an agent is doing, as their desk shows it."""

from dataclasses import dataclass
from datetime import timedelta

from flows.policy import Policy
from ivr.store.agents import Agent, AgentState
from ivr.transfer.ending import MISSED
from ivr.web.records.words import number_words

_WORDS: dict[AgentState, tuple[str, str]] = {
    AgentState.AWAY: ("Away", "No calls come to you."),
    AgentState.AVAILABLE: ("Available", "The next call of your queues rings here."),
    AgentState.RINGING: ("Ringing", "A caller is waiting for you."),
    AgentState.IN_CALL: ("In a call", "You are talking with a caller."),
    AgentState.WRAP_UP: ("Wrap-up", "Time for your notes before the next call."),
}
_MAY_RING_BACK = frozenset({AgentState.AWAY, AgentState.AVAILABLE})
_FREE = frozenset({AgentState.AWAY, AgentState.AVAILABLE, AgentState.WRAP_UP})
_MISSED = "You missed calls, so no more come. Switch to available when you are back."
_RINGING_BACK = "You are ringing somebody back. No transfer comes to you until you are done."


@dataclass(frozen=True)
class AgentNow:
    """One agent."""

    state: AgentState
    label: str
    sentence: str
    was_set_away: bool
    """True where the line did it, because calls were missed."""
    is_ringing_back: bool
    since: str
    """ISO 8601."""
    address: str
    """What rings."""
    queues: tuple[str, ...]
    """Titles."""

    @property
    def may_switch(self) -> bool:
        """Whether they may go away or come back now."""
        return self.state in _FREE

    @property
    def may_ring_back(self) -> bool:
        """Whether they may ring somebody back now."""
        return self.state in _MAY_RING_BACK and not self.is_ringing_back


def agent_now(agent: Agent, policy: Policy) -> AgentNow:
    """An agent, ready to be shown."""
    state = AgentState(agent.state)
    label, sentence = _WORDS[state]
    missed = state is AgentState.AWAY and agent.away_why == MISSED
    if agent.rings_back:
        sentence = _RINGING_BACK
    return AgentNow(
        state=state,
        label=label,
        sentence=_MISSED if missed else sentence,
        was_set_away=missed,
        is_ringing_back=agent.rings_back,
        since=agent.since.isoformat(),
        address=_place(agent.address),
        queues=tuple(queue_title(policy, name) for name in agent.queues),
    )


def queue_title(policy: Policy, name: str) -> str:
    """A queue as agents read it."""
    queue = policy.queues.get(name)
    return queue.title if queue else name


def wrap_up_ends(agent: Agent, policy: Policy) -> str | None:
    """When an agent's time for notes is over, ISO 8601; None where there is none running."""
    if agent.state != AgentState.WRAP_UP:
        return None
    return (agent.since + timedelta(seconds=policy.transfer.wrap_up_s)).isoformat()


def _place(address: str) -> str:
    """Where somebody is rung, in words."""
    if address.startswith("client:"):
        return "your browser"
    return number_words(address) if address.startswith("+") else address.removeprefix("sip:")
