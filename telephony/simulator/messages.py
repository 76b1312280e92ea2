"""Text messages the application sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

MessageStatus = Literal["queued", "sent", "delivered"]


@dataclass(frozen=True)
class Message:
    """One message; the network delivers every one."""

    sid: str
    sender: str
    receiver: str
    body: str
    created_at: datetime
    status: MessageStatus = "queued"
