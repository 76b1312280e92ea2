"""What a simulator is started with."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Method = Literal["GET", "POST"]


@dataclass(frozen=True)
class NumberSettings:
    """One telephone number of the account, as on Twilio's page for it."""

    voice_url: str
    """Asked for TwiML when a call comes in."""
    voice_method: Method = "POST"
    voice_fallback_url: str | None = None
    """Asked for TwiML when voice_url, or any TwiML after it, fails."""
    status_callback: str | None = None
    """Told when a call to this number is over."""


@dataclass(frozen=True)
class SimulatorSettings:
    """A telephone network with one account on it."""

    account_sid: str
    auth_token: str
    public_origin: str
    """Where the application believes it is, for example https://line.example: URLs that begin
    with this are signed as they stand."""
    reachable_at: str
    """Where the application really listens, for example http://127.0.0.1:5000."""
    numbers: Mapping[str, NumberSettings] = field(default_factory=dict)
    """The account's telephone numbers in E.164 form."""
    host: str = "127.0.0.1"
    """Where REST and the softphone are served."""
    port: int = 0
    """0 takes a free one."""
    speed: float = 1.0
    """Seconds of audio a second."""
    webhook_limit_s: float = 15.0
    """Seconds the application has to answer a webhook."""
    connect_limit_s: float = 10.0
    """Seconds a connection to the application may take to come up."""
    strict_twiml: bool = True
    """Refuse a document that breaks Twilio's schema. Twilio itself warns (12200), leaves out what
    it does not know and goes on; so does the simulator where this is off."""
    ring_ms: int = 1000
    """Audio time a simulated phone rings before it is picked up."""
