"""Rasa's own checks of intents and repeated examples; runs in Rasa's environment.

`rasa data validate` also asks for stories, which a project of understanding alone does not have.
"""

import sys

import skops.io  # noqa: F401 - first, see start.py
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.validator import Validator


def main() -> int:
    """Exit status 0 where Rasa finds nothing wrong."""
    importer = TrainingDataImporter.load_from_config("config.yml", "domain.yml", ["data"])
    validator = Validator.from_importer(importer)
    intents = validator.verify_intents(ignore_warnings=False)
    repeats = validator.verify_example_repetition_in_intents(ignore_warnings=False)
    return 0 if intents and repeats else 1


if __name__ == "__main__":
    sys.exit(main())
