"""Rasa's own environment and the trained model, where the line runs its own Rasa."""

from ivr.config import Settings
from ivr.doctor.finding import Finding, ok, problem, skipped, warning
from ivr.processes.own_rasa import is_own
from nlu.environment import EnvironmentUnusable, RasaProject, model_is_current
from nlu.environment.installing import is_set_up
from nlu.environment.interpreter import VERSION, find_uv, wanted_python

_TRAIN = "Run `warmline nlu train`; `warmline serve` does it too."


def rasa_environment(settings: Settings) -> Finding:
    """Whether Rasa can be started here."""
    if not is_own(settings):
        return skipped("Rasa runs on another machine.")
    project = RasaProject()
    if not is_set_up(project):
        return _not_made()
    if not model_is_current(project):
        return warning("The understanding model is not trained from the present data.", _TRAIN)
    return ok(f"The environment is made, the model {project.model.name} is up to date.")


def _not_made() -> Finding:
    try:
        find_uv()
        found = wanted_python()
    except EnvironmentUnusable as unusable:
        return problem("Rasa's environment can't be made.", str(unusable))
    where = f"; Python {VERSION} is at {found}" if found != VERSION else ""
    return warning(f"Rasa's environment is not made yet{where}.", _TRAIN)
