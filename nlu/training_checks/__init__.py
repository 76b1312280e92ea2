"""Checks of the understanding model's training data: `python -m nlu.training_checks`."""

from nlu.training_checks.checks import FEWEST_EXAMPLES, Finding, check
from nlu.training_checks.data import TrainingData, read_training_data

__all__ = ["FEWEST_EXAMPLES", "Finding", "TrainingData", "check", "read_training_data"]
