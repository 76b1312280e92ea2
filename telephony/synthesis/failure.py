"""The one failure of this stage."""

from typing import Literal

Code = Literal[
    "text_too_long", "unknown_voice", "not_started", "died", "timed_out", "busy", "refused"
]


class SynthesisFailed(Exception):
    """There is no speech for a text.

    `code` is one of: text_too_long; unknown_voice; not_started (the process does not come up);
    died or timed_out (in two attempts); busy (other threads kept the processes for too long);
    refused (the driver answered with an error).
    """

    def __init__(self, code: Code, what: str) -> None:
        super().__init__(what)
        self.code = code
