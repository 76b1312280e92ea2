"""One agent, one caller who asked for a person, and the call that rings at the agent's."""

import pytest

from tests.fakes.telephone import attempt_of, leg_of


@pytest.fixture
def ada(stage):
    return stage.agent("ada")


@pytest.fixture
def asked(stage, ada):
    return stage.ask()


@pytest.fixture
def call_sid(asked):
    return asked.key.partition(":")[0]


@pytest.fixture
def leg(stage, asked):
    call = stage.telephone.placed[0]
    return attempt_of(call), leg_of(call)
