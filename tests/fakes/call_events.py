"""Any call event, for hypothesis."""

from typing import get_args

from hypothesis import strategies as st

from flows.events import SlotFilled
from ivr.calls.events import CallEvent

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
st.register_type_strategy(float, st.floats(allow_nan=False))
st.register_type_strategy(
    SlotFilled,
    st.builds(SlotFilled, slot=st.text(), value=JSON, by=st.sampled_from(["voice", "keys"])),
)
EVENTS = st.one_of(*(st.from_type(event) for event in get_args(CallEvent)))
