"""Rasa's own environment: made, trained and served. Standard library only.

`python -m nlu.environment setup|train|serve` runs before any package is installed. Progress goes
to standard error.
"""

from nlu.environment.failures import EnvironmentUnusable
from nlu.environment.installing import set_up
from nlu.environment.project import RasaProject
from nlu.environment.serving import ServerProgram, running, server_program
from nlu.environment.training import model_is_current, train

__all__ = [
    "EnvironmentUnusable",
    "RasaProject",
    "ServerProgram",
    "model_is_current",
    "running",
    "server_program",
    "set_up",
    "train",
]
