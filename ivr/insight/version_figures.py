"""How calls ended on each of some versions of the flows, side by side."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ivr.store.calls import Call


@dataclass(frozen=True)
class VersionFigures:
    """The calls of one version that are over."""

    outcomes: Mapping[str, int]
    """By outcome; empty for one that was not recorded."""

    @property
    def calls(self) -> int:
        """All of them."""
        return sum(self.outcomes.values())

    def share(self, outcome: str) -> float:
        """The share that ended so, from 0 to 1."""
        return self.outcomes.get(outcome, 0) / self.calls if self.calls else 0.0


def version_figures(
    session: Session, versions: Collection[str], since: datetime
) -> dict[str, VersionFigures]:
    """The figures of each version, of calls that began since then."""
    counted = (
        select(Call.flow_version, Call.outcome, func.count())
        .where(
            Call.flow_version.in_(versions), Call.started_at >= since, Call.ended_at.is_not(None)
        )
        .group_by(Call.flow_version, Call.outcome)
    )
    found: dict[str, dict[str, int]] = {version: {} for version in versions}
    for version, outcome, count in session.execute(counted):
        found[version][outcome or ""] = count
    return {version: VersionFigures(outcomes) for version, outcomes in found.items()}
