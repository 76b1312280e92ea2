"""Checks of the understanding model's training data: `python -m nlu.training_checks`."""

from nlu.training_checks.balance import FEWEST_EXAMPLES
from nlu.training_checks.checks import check
from nlu.training_checks.data import TrainingData, read_training_data
from nlu.training_checks.findings import Finding

__all__ = ["FEWEST_EXAMPLES", "Finding", "TrainingData", "check", "read_training_data"]
