"""Log lines of a whole process, as an operator reads them."""

import json
import os
import subprocess
import sys

import pytest

PROGRAM = """
import logging
import structlog
from ivr.config import GivenSettings
from ivr.logs import set_up_logs

set_up_logs(GivenSettings(log_level="{level}", log_format="{form}"))
log = structlog.get_logger()
{body}
"""


def lines(body: str, level: str = "info", form: str = "json") -> list[str]:
    """What a process logs on standard error; nothing on standard output."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(level=level, form=form, body=body)],
        capture_output=True,
        text=True,
        check=True,
        env={k: v for k, v in os.environ.items() if not k.startswith("WARMLINE_")},
    )
    assert done.stdout == ""
    return done.stderr.splitlines()


def test_a_line_is_one_json_object():
    (line,) = lines("log.info('call_over', call_sid='CA1', took_ms=12)")
    document = json.loads(line)
    assert document.pop("timestamp").endswith("Z")
    assert document == {"event": "call_over", "level": "info", "call_sid": "CA1", "took_ms": 12}


def test_the_level_is_kept():
    said = lines("log.debug('a'); log.info('b'); log.warning('c')", level="warning")
    assert [json.loads(line)["event"] for line in said] == ["c"]


def test_numbers_and_secrets_are_masked():
    (line,) = lines(
        "log.info('call', from_number='+15005550101', token='abc', "
        "text='my card is 4111 1111 1111 1111')"
    )
    assert "5550101" not in line
    assert "abc" not in line
    assert "4111" not in line


def test_what_an_exception_says_is_masked_too():
    said = lines(
        "try:\n    raise ValueError('card 4111 1111 1111 1111')\n"
        "except ValueError:\n    log.exception('turn_broken')"
    )
    document = json.loads(said[0])
    assert "ValueError" in document["exception"]
    assert "4111" not in document["exception"]


def test_libraries_log_in_the_same_form_and_masked_too():
    (line,) = lines("logging.getLogger('some.library').warning('card %s', '4111 1111 1111 1111')")
    document = json.loads(line)
    assert document["level"] == "warning"
    assert document["logger"] == "some.library"
    assert "4111" not in line


def test_an_exception_of_a_library_is_one_line_too():
    (line,) = lines(
        "try:\n    raise ValueError('card 4111 1111 1111 1111')\n"
        "except ValueError:\n    logging.getLogger('some.library').exception('oh')"
    )
    assert "ValueError" in json.loads(line)["exception"]
    assert "4111" not in line


def test_libraries_that_chatter_are_quiet():
    assert lines("logging.getLogger('httpx').info('HTTP Request: GET …')") == []


@pytest.mark.parametrize("bound", ["CA7"])
def test_lines_of_a_call_carry_its_sid(bound):
    (line,) = lines(
        f"with structlog.contextvars.bound_contextvars(call_sid='{bound}'):\n    log.info('x')"
    )
    assert json.loads(line)["call_sid"] == bound


def test_the_console_form_is_for_people():
    (line,) = lines("log.info('call_over', call_sid='CA1')", form="console")
    assert "call_over" in line
    assert "call_sid=CA1" in line
    assert "\x1b" not in line
