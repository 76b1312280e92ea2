"""What flows may name and do: intents, actions with arguments and outcomes, words, transfers."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Catalogue:
    """What the application around the flows has to offer."""

    intents: frozenset[str] = frozenset()
    """All that understanding can give."""
    outcomes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By action; `failed` may be among them."""
    arguments: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)
    """By action: those it must be given, those it may be given. An action left out is unchecked."""
    needs_identity: frozenset[str] = frozenset()
    """Actions that work for a verified caller alone."""
    identifies: frozenset[str] = frozenset()
    """Actions that check who the caller is, with the outcome `verified`."""
    words: frozenset[str] | None = None
    """What the speech model can recognise; None leaves words unchecked."""
    trained: frozenset[str] | None = None
    """Intents that understanding has examples of; None leaves that unchecked."""
    transfers: bool = False
    """Whether a call can be handed to a person while it lasts (`TransferCaller`)."""
