"""Makes examples for tests of the checks."""

from nlu.training_checks.data import Example, TrainingData


def of_training(intent: str, text: str, line: int = 1) -> Example:
    return Example(f"data/{intent}.yml", line, intent, text, ())


def of_test(intent: str, text: str, file: str = "tests/dev/retail.yml") -> Example:
    return Example(file, 1, intent, text, ())


def data_of(*examples: Example) -> TrainingData:
    return TrainingData(
        frozenset(matter for each in examples for matter in each.matters),
        frozenset(),
        tuple(each for each in examples if each.file.startswith("data/")),
        tuple(each for each in examples if each.file.startswith("tests/")),
    )
