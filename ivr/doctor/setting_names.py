"""Settings that nothing reads: names with a typo."""

import os
from pathlib import Path

from dotenv import dotenv_values

from flows.problems import did_you_mean
from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, warning
from nlu.environment.interpreter import SETTING as RASA_PYTHON

_PREFIX = "WARMLINE_"
_ENV_FILE = Path(".env")


def setting_names(settings: Settings) -> Finding:
    """Whether every WARMLINE_ variable, of the environment and `.env`, is a setting."""
    del settings
    known = {f"{_PREFIX}{name.upper()}" for name in Settings.model_fields} | {RASA_PYTHON}
    given = {name.upper() for name in (*os.environ, *dotenv_values(_ENV_FILE))}
    unknown = sorted(name for name in given - known if name.startswith(_PREFIX))
    if unknown:
        remedies = [f"{name}: {did_you_mean(name, known)}." for name in unknown]
        return warning(f"Nothing reads {', '.join(unknown)}.", " ".join(remedies))
    count = len(given & known)
    return ok(f"Every setting can be used; {count} of {len(known)} differ from the defaults.")
