from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ivr.speech.frames import FrameClock
from telephony.mulaw import SILENCE, decode

LOUD = b"\x00"


def taken(clock, *messages):
    return [frame for payload, at in messages for frame in clock.frames(payload, at)]


def test_whole_frames_pass_as_they_are():
    frames = taken(FrameClock(), (LOUD * 160, 1000), (LOUD * 160, 1020))
    assert [at for at, _ in frames] == [1000, 1020]
    assert (frames[0][1] == decode(LOUD * 160)).all()


def test_odd_sizes_are_put_together():
    frames = taken(FrameClock(), *((LOUD * 33, None) for _ in range(10)))
    assert [at for at, _ in frames] == [0, 20]


def test_lost_frames_are_silence():
    frames = taken(FrameClock(), (LOUD * 160, 0), (LOUD * 160, 100))
    assert [at for at, _ in frames] == [0, 20, 40, 60, 80, 100]
    assert [bool(samples.any()) for _, samples in frames] == [True] + [False] * 4 + [True]


def test_a_wobble_is_no_loss():
    frames = taken(FrameClock(), (LOUD * 160, 0), (LOUD * 160, 35), (LOUD * 160, 45))
    assert [at for at, _ in frames] == [0, 20, 40]


def test_late_and_doubled_frames_are_dropped():
    messages = ((LOUD * 160, 0), (LOUD * 160, 20), (LOUD * 160, 0), (LOUD * 160, 20))
    assert [at for at, _ in taken(FrameClock(), *messages)] == [0, 20]


def test_a_long_gap_is_bounded_and_the_clock_leaps():
    frames = taken(FrameClock(), (LOUD * 160, 0), (LOUD * 160, 3_600_000))
    assert len(frames) == 252
    assert frames[-1][0] == 3_600_000


def test_a_clock_that_begins_again_goes_on():
    frames = taken(FrameClock(), (LOUD * 160, 50_000), (LOUD * 160, 0), (LOUD * 160, 20))
    assert [at for at, _ in frames] == [50_000, 50_020, 50_040]


@given(
    st.lists(
        st.tuples(st.binary(max_size=700), st.one_of(st.none(), st.integers(-(10**6), 10**6))),
        max_size=30,
    )
)
def test_time_never_stands_still_or_goes_back(messages):
    frames = taken(FrameClock(), *messages)
    times = [at for at, _ in frames]
    assert all(later - earlier >= 20 for earlier, later in pairwise(times))
    assert all(samples.shape == (160,) for _, samples in frames)


@given(st.lists(st.integers(0, 500), max_size=40))
def test_nothing_is_lost_of_a_stream_without_gaps(sizes):
    sent = bytes(n % 256 for n in range(sum(sizes)))
    at, messages = 0, []
    for size in sizes:
        messages.append((sent[at : at + size], None))
        at += size
    received = b"".join(samples.tobytes() for _, samples in taken(FrameClock(), *messages))
    whole = len(sent) - len(sent) % 160
    assert received == decode(sent[:whole]).tobytes()


def test_silence_is_silent():
    assert not decode(SILENCE).any()
