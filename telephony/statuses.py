"""Twilio's words for the state of a call and of a media stream, mapped once.

Sources: https://www.twilio.com/docs/voice/api/call-resource#call-status-values and
https://www.twilio.com/docs/voice/twiml/stream#attributes-statuscallback
"""

from enum import StrEnum


class CallStatus(StrEnum):
    """How far a call is; the values are Twilio's words."""

    QUEUED = "queued"
    INITIATED = "initiated"
    RINGING = "ringing"
    IN_PROGRESS = "in-progress"
    COMPLETED = "completed"
    BUSY = "busy"
    NO_ANSWER = "no-answer"
    FAILED = "failed"
    CANCELED = "canceled"

    @property
    def is_over(self) -> bool:
        """Whether nothing can follow."""
        return self in _OVER

    def may_become(self, later: "CallStatus") -> bool:
        """Whether a report of `later` is news; a repeated or late one is not."""
        return not self.is_over and _ORDER[later] > _ORDER[self]


_OVER = frozenset(
    {
        CallStatus.COMPLETED,
        CallStatus.BUSY,
        CallStatus.NO_ANSWER,
        CallStatus.FAILED,
        CallStatus.CANCELED,
    }
)
_ORDER = {
    CallStatus.QUEUED: 0,
    CallStatus.INITIATED: 1,
    CallStatus.RINGING: 2,
    CallStatus.IN_PROGRESS: 3,
} | dict.fromkeys(_OVER, 4)


class StreamStatus(StrEnum):
    """What happened to a media stream; the values are Twilio's words."""

    STARTED = "stream-started"
    STOPPED = "stream-stopped"
    ERROR = "stream-error"

    @property
    def is_over(self) -> bool:
        """Whether the stream carries nothing any more."""
        return self is not StreamStatus.STARTED
