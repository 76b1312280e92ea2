"""Finds uv and a Python 3.10 for Rasa."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from nlu.environment.failures import EnvironmentUnusable

VERSION = "3.10"
SETTING = "WARMLINE_RASA_PYTHON"

NO_PYTHON = f"""Rasa needs Python {VERSION} (it does not run on newer ones), and none could be had.
Do one of these, then run the same command again:
  uv python install {VERSION}          # fetches one; needs access to github.com
  pyenv install {VERSION}              # builds one
  export {SETTING}=/path/to/python{VERSION}   # names one that is there already"""

NO_UV = """uv was not found; it makes Rasa's environment. Install it (python -m pip install uv), \
or name it: python -m nlu.environment setup --uv /path/to/uv"""


def find_uv(named: str | None = None) -> str:
    """The uv program: the one named, else from the PATH, else beside this interpreter.

    Raises:
        EnvironmentUnusable: there is none.
    """
    beside = Path(sys.executable).parent / "uv"
    for candidate in (named, "uv", str(beside)):
        found = shutil.which(candidate) if candidate else None
        if found:
            return str(Path(found).absolute())
        if candidate and candidate == named:
            raise EnvironmentUnusable(f"There is no program {named}. {NO_UV}")
    raise EnvironmentUnusable(NO_UV)


def wanted_python() -> str:
    """What uv makes the environment with: an interpreter found here, else the version to look for.

    The setting WARMLINE_RASA_PYTHON comes first, then pyenv's folders; uv itself searches the
    PATH and its own folder and may fetch one.

    Raises:
        EnvironmentUnusable: the setting names something else than Python 3.10.
    """
    named = os.environ.get(SETTING)
    if named:
        if _version(named) != VERSION:
            raise EnvironmentUnusable(
                f"{SETTING} is {named}, which is not a Python {VERSION}. {NO_PYTHON}"
            )
        return str(Path(shutil.which(named) or named).absolute())
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for python in sorted(pyenv.glob(f"versions/{VERSION}.*/bin/python"), reverse=True):
        if _version(str(python)) == VERSION:
            return str(python)
    return VERSION


def _version(python: str) -> str | None:
    """Major and minor version of an interpreter; None where it cannot be run."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        ran = subprocess.run(
            [python, "-I", "-c", code], capture_output=True, text=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout.strip() if ran.returncode == 0 else None
