import threading

import pytest

from ivr.calls.open_streams import OpenStreams


def test_a_call_without_a_stream_is_not_waited_for():
    assert OpenStreams().wait_until_closed("CA1", 0)


def test_an_open_stream_is_waited_for_up_to_a_limit():
    streams = OpenStreams()
    with streams.serving("CA1", lambda: None):
        assert not streams.wait_until_closed("CA1", 0)
        assert streams.wait_until_closed("CA2", 0)
    assert streams.wait_until_closed("CA1", 0)


def test_two_streams_of_a_call_are_both_waited_for():
    streams = OpenStreams()
    with streams.serving("CA1", lambda: None):
        with streams.serving("CA1", lambda: None):
            pass
        assert not streams.wait_until_closed("CA1", 0)


def test_who_waits_is_told_of_the_end():
    streams, results = OpenStreams(), []
    with streams.serving("CA1", lambda: None):
        waiting = threading.Thread(
            target=lambda: results.append(streams.wait_until_closed("CA1", 30))
        )
        waiting.start()
    waiting.join()
    assert results == [True]


def test_a_stream_that_breaks_is_closed_too():
    streams = OpenStreams()
    with pytest.raises(ZeroDivisionError), streams.serving("CA1", lambda: None):
        _ = 1 / 0
    assert streams.wait_until_closed("CA1", 0)


def test_another_stream_of_the_call_ends_the_first():
    streams, told = OpenStreams(), threading.Event()

    def serve():
        with streams.serving("CA1", told.set):
            told.wait(30)

    first = threading.Thread(target=serve)
    first.start()
    while not streams.count:
        pass
    assert streams.supersede("CA1", 30)
    first.join()
    assert streams.count == 0


def test_a_stream_that_does_not_end_is_not_waited_for_for_ever():
    streams = OpenStreams()
    with streams.serving("CA1", lambda: None):
        assert not streams.supersede("CA1", 0)
        assert streams.supersede("CA2", 0)
