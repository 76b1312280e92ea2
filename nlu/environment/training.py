"""Trains the understanding model from the project's data."""

import re
import tarfile
import tempfile
import time
import zlib
from pathlib import Path

from nlu.environment.commands import run, say
from nlu.environment.project import RasaProject

_STAGE = re.compile(r"Starting to train component '(\w+)'")


def model_is_current(project: RasaProject) -> bool:
    """Whether there is a model, whole, trained from the data as it is now."""
    try:
        with tarfile.open(project.model) as archive:
            return "metadata.json" in {name.removeprefix("./") for name in archive.getnames()}
    except (OSError, EOFError, tarfile.TarError, zlib.error):
        return False


def train(project: RasaProject) -> Path:
    """Trains a model unless there is one for the data as it is now; gives its file.

    The environment must be set up.

    Raises:
        EnvironmentUnusable: training failed.
    """
    if not model_is_current(project):
        with project.alone():
            if not model_is_current(project):
                _train_to(project, project.model)
    return project.model


def _train_to(project: RasaProject, model: Path) -> None:
    began = time.monotonic()
    say("training the understanding model")
    project.models.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=project.models) as folder:
        run(
            [
                *(project.python, project.start, "train", "nlu"),
                *("--config", "config.yml", "--domain", "domain.yml", "--nlu", "data"),
                *("--out", folder, "--fixed-model-name", "trained"),
            ],
            folder=project.root,
            variables=project.variables(),
            worth_showing=_stage,
            remedy="`python -m nlu.training_checks` looks for mistakes in the training data.",
        )
        (Path(folder) / "trained.tar.gz").replace(model)
    say(f"the model is trained after {time.monotonic() - began:.0f} s")


def _stage(line: str) -> str | None:
    found = _STAGE.search(line)
    return found and found[1]
