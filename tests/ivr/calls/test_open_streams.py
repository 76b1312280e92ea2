import threading

import pytest

from ivr.calls.open_streams import OpenStreams


def test_a_call_without_a_stream_is_not_waited_for():
    assert OpenStreams().wait_until_closed("CA1", 0)


def test_an_open_stream_is_waited_for_up_to_a_limit():
    streams = OpenStreams()
    with streams.serving("CA1"):
        assert not streams.wait_until_closed("CA1", 0)
        assert streams.wait_until_closed("CA2", 0)
    assert streams.wait_until_closed("CA1", 0)


def test_two_streams_of_a_call_are_both_waited_for():
    streams = OpenStreams()
    with streams.serving("CA1"):
        with streams.serving("CA1"):
            pass
        assert not streams.wait_until_closed("CA1", 0)


def test_who_waits_is_told_of_the_end():
    streams, results = OpenStreams(), []
    with streams.serving("CA1"):
        waiting = threading.Thread(
            target=lambda: results.append(streams.wait_until_closed("CA1", 30))
        )
        waiting.start()
    waiting.join()
    assert results == [True]


def test_a_stream_that_breaks_is_closed_too():
    streams = OpenStreams()
    with pytest.raises(ZeroDivisionError), streams.serving("CA1"):
        _ = 1 / 0
    assert streams.wait_until_closed("CA1", 0)
