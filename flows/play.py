"""Playing flows in text: lines in, lines out, the way a call would go."""

from collections.abc import Callable
from datetime import datetime

from flows.definition import FlowSet
from flows.engine import begin, resume
from flows.events import (
    Act,
    ActionFinished,
    HangUp,
    Heard,
    Input,
    Json,
    Keyed,
    Listen,
    Output,
    RecordMessage,
    SilenceFell,
    Speak,
    TransferCaller,
)
from flows.run import RunState

Understand = Callable[[str], Heard]
"""Turns what the caller typed into what the line heard."""
Carry = Callable[[Act], ActionFinished]
"""Carries out an action."""
HandOver = Callable[[TransferCaller], ActionFinished]
"""Brings a person, or tells why none came."""


def nobody(wanted: TransferCaller) -> ActionFinished:
    """Nobody is there to take the call."""
    return ActionFinished("nobody", {"why": "nobody_available"}, wanted.key)


class Player:
    """One call in text.

    An empty line is silence; `#` and digits are keys (`#4512`, a lone `#` is the hash key); all
    else is spoken. Where the line records a message, the next line is the message.
    """

    def __init__(
        self,
        flows: FlowSet,
        understand: Understand,
        act: Carry,
        now: Callable[[], datetime],
        hand_over: HandOver = nobody,
    ) -> None:
        self._flows = flows
        self._understand = understand
        self._act = act
        self._now = now
        self._hand_over = hand_over
        self.inputs: list[Input] = []
        """All that happened so far, after the beginning."""
        self.outputs: list[Output] = []
        """All that came out so far."""
        self.state: RunState | None = None
        """Where the call stands; None before `begin`."""

    @property
    def ended(self) -> HangUp | None:
        """How the call ended; None while it goes on."""
        last = self.outputs[-1] if self.outputs else None
        return last if isinstance(last, HangUp) else None

    @property
    def waiting(self) -> Listen | None:
        """What the line waits for; None once the call has ended."""
        last = self.outputs[-1] if self.outputs else None
        return last if isinstance(last, Listen) else None

    def begin(self, slots: dict[str, Json] | None = None) -> list[str]:
        """Start the call.

        Args:
            slots: values known before the first word.

        Returns:
            What the line says, a sentence a line.
        """
        self.state, outputs = begin(self._flows, self._now(), slots)
        return self._carry_on(outputs)

    def enter(self, line: str) -> list[str]:
        """One line of the caller's.

        Returns:
            What the line says.
        """
        return self.take(self._input(line.strip())) if self.state else self.begin()

    def take(self, happened: Input) -> list[str]:
        """What no line of text can tell: noise, or words that were understood already.

        Args:
            happened: as the engine takes it; the first thing begins the call.

        Returns:
            What the line says.
        """
        return self._go_on(self.state, happened) if self.state else self.begin()

    def _input(self, line: str) -> Input:
        last = self.outputs[-1] if self.outputs else None
        if isinstance(last, RecordMessage):
            return ActionFinished("recorded" if line.strip("#") else "empty", {}, last.key)
        if not line:
            return SilenceFell()
        if line.startswith("#"):
            return Keyed(line.strip("#"))
        return self._understand(line)

    def _go_on(self, state: RunState, happened: Input) -> list[str]:
        self.inputs.append(happened)
        self.state, outputs = resume(self._flows, state, happened, self._now())
        return self._carry_on(outputs)

    def _carry_on(self, outputs: tuple[Output, ...]) -> list[str]:
        self.outputs.extend(outputs)
        said = [output.text for output in outputs if isinstance(output, Speak)]
        last = outputs[-1]
        if isinstance(last, Act) and self.state is not None:
            return said + self._go_on(self.state, self._act(last))
        if isinstance(last, TransferCaller) and self.state is not None:
            return said + self._go_on(self.state, self._hand_over(last))
        return said
