"""What a process knows of a call it serves; all of it can be read from the record again."""

from dataclasses import dataclass, field

from flows.definition import FlowSet
from flows.events import Json, Listen, Outcome
from flows.navigation import RANG_ABOUT, rang_about
from flows.outcome import outcome_if_left
from flows.run import RunState
from ivr.calls.events import CallEvent
from ivr.calls.happenings import SpokeUp
from ivr.calls.hiding import without_named_secrets, without_numbers, without_words
from ivr.policy.course import Course, Turn
from ivr.releases.loading import Loaded
from nlu.understanding import Understanding


@dataclass
class LiveCall:
    """One call on this process's line. Only its turn thread changes it."""

    call_sid: str
    caller_number: str
    """E.164; empty where the caller withholds it."""
    loaded: Loaded
    """The version of the flows that it began with, and stays on."""
    stream_count: int
    """1 for the call's first media stream."""
    state: RunState | None = None
    """Where the flows stand; None before the greeting."""
    rang_about: tuple[str, ...] = ()
    """Intents of earlier calls that are for a person now, as the call begins."""
    waiting: Listen | None = field(default=None)
    """The wait that the caller's next words answer; set by `wait_for` alone."""
    course: Course = field(default_factory=Course)
    """How the caller is by the call so far; another process begins anew."""
    after_secret: bool = False
    """Whether the wait before asked for a secret, or the call may come from such a wait."""

    def wait_for(self, wait: Listen | None) -> None:
        """The caller's next words answer that wait; None where none is awaited."""
        if self.waiting is not None:
            self.after_secret = self.waiting.secret
        self.waiting = wait

    @property
    def flows(self) -> FlowSet:
        """The flows it runs on."""
        return self.loaded.flows

    @property
    def known(self) -> dict[str, Json]:
        """What the flows know of the caller before the first word."""
        about: dict[str, Json] = {RANG_ABOUT: list(self.rang_about)} if self.rang_about else {}
        return {"caller": {"number": self.caller_number}, **about}

    @property
    def rings_again_about(self) -> tuple[str, ...]:
        """Intents of earlier calls that are for a person now."""
        return rang_about(self.state) if self.state else ()

    @property
    def slot(self) -> str | None:
        """The slot that is asked for now."""
        return self.waiting.slot if self.waiting else None

    def shown(self, event: CallEvent, *, early: bool = False) -> CallEvent:
        """An event of the caller's words or keys as it may be recorded now.

        Args:
            event: any event; those without words stay as they are.
            early: whether it came before the present question was asked.
        """
        wait = self.waiting
        asked_before = self.after_secret and (early or wait is None)
        if asked_before or (wait is not None and wait.secret):
            return without_words(event)
        near = wait is not None and (self.after_secret or wait.near_secret)
        if wait is not None and near and wait.keys.digits_max == 1:
            return without_numbers(event, wait.keys)
        return event

    def taken(self, understanding: Understanding) -> Understanding:
        """What was understood as the flow may take it: a secret where one is asked for alone."""
        secret = self.waiting is not None and self.waiting.secret
        return understanding if secret else without_named_secrets(understanding)

    def course_after(self, understanding: Understanding, spoke: SpokeUp) -> Course:
        """How the caller is, now that they have said something."""
        failures = sum(self.state.attempts.values()) if self.state else 0
        over = spoke.interrupted is not None
        turn = Turn(understanding.distress, spoke.utterance.manner, failures, over)
        self.course = self.course.after(turn)
        return self.course

    @property
    def outcome_if_left(self) -> Outcome:
        """The call's outcome should the caller hang up now."""
        return outcome_if_left(self.state)
