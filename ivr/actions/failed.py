"""The failure of an action."""


class ActionFailed(Exception):
    """The act did not take place, for a reason no flow can settle."""

    def __init__(self, code: str, what: str) -> None:
        super().__init__(what)
        self.code = code
        """A short name for records and metrics."""


class InDoubt(ActionFailed):
    """The act may have taken place or not."""
