"""What the figures have to reach, declared in `floors.yml` of the Rasa project."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Floor:
    """Bounds of one figure."""

    figure: str
    """Keys that lead to it in the report, joined by dots: `sets.held.accuracy`."""
    least: float | None = None
    most: float | None = None

    def holds(self, value: float | None) -> bool:
        """Whether a figure is within the bounds; a figure of nothing is not."""
        if value is None:
            return False
        above = self.least is None or value >= self.least
        return above and (self.most is None or value <= self.most)


def read_floors(project: Path) -> list[Floor]:
    """The floors of a project.

    Raises:
        OSError: there is no `floors.yml`.
    """
    listed = YAML(typ="safe").load((project / "floors.yml").read_text(encoding="utf-8"))
    return [Floor(figure, **bounds) for figure, bounds in listed["floors"].items()]


def weighed(document: dict[str, Any], floors: list[Floor]) -> list[dict[str, Any]]:
    """Every floor with the figure of a report and whether it holds."""
    return [
        {
            "figure": floor.figure,
            "value": (value := _found(document, floor.figure)),
            "least": floor.least,
            "most": floor.most,
            "passed": floor.holds(value),
        }
        for floor in floors
    ]


def _found(document: Any, figure: str) -> float | None:
    for key in figure.split("."):
        if not isinstance(document, dict):
            return None
        document = document.get(key)
    return document if isinstance(document, int | float) else None
