"""What can be looked up in the documents of a line."""

from typing import Literal, get_args

Kind = Literal["intent", "slot", "action", "queue", "flow"]
KINDS: tuple[Kind, ...] = get_args(Kind)
