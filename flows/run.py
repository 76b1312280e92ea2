"""The state of one run: small, serialisable, all that another process needs to go on."""

from dataclasses import dataclass

from flows.events import Json


@dataclass(frozen=True)
class RunState:
    """Where a call stands in its flows. `engine.py` alone makes new ones."""

    flow: str
    step: str
    slots: dict[str, Json]
    attempts: dict[str, int]
    """Failures by `flow.step`."""
    stack: tuple[tuple[str, str], ...] = ()
    """(flow, step) to return to, innermost last."""
    matters: tuple[tuple[str, str], ...] = ()
    """(intent, flow) of matters begun and not settled, innermost last."""
    last_said: str = ""
    """The last prompt, for `repeat`."""
    acts: int = 0
    """Number of actions asked for so far; makes idempotency keys."""

    def to_json(self) -> dict[str, Json]:
        """The state as a JSON object."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, document: dict[str, Json]) -> "RunState":
        """The state that `to_json` gave.

        Raises:
            ValueError: the document is not a run state.
        """
        raise NotImplementedError
