"""`python -m nlu.training_checks`: exit status 1 where the training data must be mended."""

import subprocess
import sys

from nlu.environment import RasaProject
from nlu.environment.installing import is_set_up
from nlu.training_checks.checks import check
from nlu.training_checks.data import TrainingDataUnreadable, read_training_data
from nlu.training_checks.moods import check_moods, read_distress_examples, read_moods


def main() -> int:
    """Runs our checks, then Rasa's own validator where its environment is made."""
    project = RasaProject()
    try:
        data = read_training_data(project.root)
        moods = read_moods(project.root)
    except TrainingDataUnreadable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    findings = [*check(data), *check_moods(moods, read_distress_examples())]
    for finding in findings:
        sys.stderr.write(f"{finding.place}: {finding.what}\n")
    status = 1 if findings else 0
    if is_set_up(project):
        status |= _validated_by_rasa(project)
    else:
        sys.stderr.write("Rasa's validator did not run: `make nlu` makes its environment.\n")
    if status == 0:
        sys.stdout.write(
            f"{len(data.examples)} examples and {len(data.tests)} tests of "
            f"{len(data.intents)} intents and {len(moods)} tests of moods are in order.\n"
        )
    return status


def _validated_by_rasa(project: RasaProject) -> int:
    ran = subprocess.run(
        [str(project.python), "validate.py"],
        cwd=project.root,
        env=project.variables(),
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode == 0:
        return 0
    sys.stderr.write(f"Rasa's validator is not content:\n{ran.stdout}{ran.stderr}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
