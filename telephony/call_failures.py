"""What can go wrong when Twilio is asked to do something."""


class CallFailure(Exception):
    """The base of the failures below."""


class CallGone(CallFailure):
    """There is no such call any more, or it is over: nothing is left to do to it."""


class CallRefused(CallFailure):
    """Twilio says no, and would again. `code` is its error code, or the HTTP status without one."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(f"Twilio refused with {code}: {message}")
        self.code = code
        self.message = message


class LineUnreachable(CallFailure):
    """Twilio was not reached or can't serve at the moment: nothing was done."""


class AnswerLost(CallFailure):
    """Twilio may have done it or not: the request went out and no usable answer came back."""
