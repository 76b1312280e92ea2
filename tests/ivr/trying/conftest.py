"""The shipped flows as a line in text."""

import pytest

from flows.yaml_io import LIBRARY
from ivr.rehearsal.text_call import TextLine
from ivr.releases.loading import load_folder
from ivr.store.recorder import utc_now
from nlu import keywords


@pytest.fixture(scope="session")
def line() -> TextLine:
    return TextLine(load_folder(LIBRARY).flows, keywords.understand, utc_now)
