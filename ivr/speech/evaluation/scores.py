"""Figures of what was heard."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ivr.speech.evaluation.hearing import Heard
from ivr.speech.model import UNKNOWN


@dataclass(frozen=True)
class Score:
    """One group of cases."""

    group: str
    cases: int
    words: int
    errors: int
    right: int
    """Cases with every word right, or refused where nothing was said to the line."""
    refused: int
    """Answers that were heard as speech outside the grammar, in whole or in part."""
    real_time_factor: float

    @property
    def word_error_rate(self) -> float:
        """Word errors as a share of the words said; 0 where none was said."""
        return self.errors / self.words if self.words else 0.0

    @property
    def share_right(self) -> float:
        """Cases that came out right, as a share."""
        return self.right / self.cases


def scores(heard: Iterable[Heard]) -> list[Score]:
    """Figures by group, in the order in which the groups first came."""
    groups: dict[str, list[Heard]] = defaultdict(list)
    for each in heard:
        groups[each.case.group].append(each)
    return [_score(group, members) for group, members in groups.items()]


def _score(group: str, members: list[Heard]) -> Score:
    wanted = [each for each in members if each.case.wanted]
    return Score(
        group=group,
        cases=len(members),
        words=sum(len(each.case.said.split()) for each in wanted),
        errors=sum(each.errors for each in wanted),
        right=sum(each.right for each in members),
        refused=sum(UNKNOWN in each.hypothesis.text for each in wanted),
        real_time_factor=sum(m.compute_s for m in members) / sum(m.audio_s for m in members),
    )
