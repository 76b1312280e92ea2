from hypothesis import given
from hypothesis import strategies as st

from telephony.mulaw import FRAME_BYTES, SILENCE
from telephony.simulator.playout import SILENT_FRAME, PlayoutBuffer

ITEMS = st.lists(st.one_of(st.integers(1, 1000), st.text("abc", min_size=1, max_size=3)))


@given(ITEMS)
def test_a_mark_comes_with_the_frame_that_holds_the_last_sample_before_it(items) -> None:
    buffer = PlayoutBuffer()
    due: list[tuple[str, int]] = []
    total = 0
    for item in items:
        if isinstance(item, int):
            buffer.add(bytes([total % 100]) * item)
            total += item
        elif not buffer.mark(item):
            due.append((item, total))
    played, reached = 0, []
    while buffer.waiting_bytes:
        frame, marks = buffer.frame()
        assert len(frame) == FRAME_BYTES
        played += FRAME_BYTES
        reached += [(mark, played) for mark in marks]
    assert [mark for mark, _ in reached] == [mark for mark, _ in due]
    for (_, at), (_, before) in zip(reached, due, strict=True):
        assert at - FRAME_BYTES < before <= at
    assert buffer.frame() == (SILENT_FRAME, [])


def test_clear_gives_back_the_marks_and_keeps_silent() -> None:
    buffer = PlayoutBuffer()
    buffer.add(b"\x01" * 500)
    assert not buffer.mark("one")
    buffer.add(b"\x02" * 500)
    assert not buffer.mark("two")
    buffer.frame()
    assert buffer.clear() == ["one", "two"]
    assert buffer.frame() == (SILENCE * FRAME_BYTES, [])
    assert buffer.mark("three")
