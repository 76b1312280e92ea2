"""Precision and recall of one of the names that can be given."""

from dataclasses import dataclass

from ivr.evaluation.judged import Share


@dataclass(frozen=True)
class Score:
    """How often a name is given where it belongs."""

    name: str
    """An intent or an entity."""
    found: int
    """How often it is given where it belongs."""
    given: int
    """How often it is given."""
    tests: int
    """How often it belongs."""

    @property
    def precision(self) -> float | None:
        """Share of what is given that belongs; None where nothing is given."""
        return Share(self.found, self.given).value

    @property
    def recall(self) -> float | None:
        """Share of what belongs that is given; None where there is no test."""
        return Share(self.found, self.tests).value

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where nothing is found."""
        return 2 * self.found / (self.given + self.tests)
