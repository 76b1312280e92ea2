"""Access tokens with which an agent's browser is a telephone.

Source: https://www.twilio.com/docs/iam/access-tokens
"""

from dataclasses import dataclass, field

from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

_CLIENT = "client:"
LIFE_S = 3600


@dataclass(frozen=True)
class BrowserPhones:
    """An API key that signs tokens."""

    account_sid: str
    key_sid: str
    key_secret: str = field(repr=False)

    def token(self, address: str) -> str | None:
        """A token for an agent's `client:` address, good for an hour; None for other addresses.

        It lets the browser be rung, and ring nobody.
        """
        if not address.startswith(_CLIENT):
            return None
        token = AccessToken(
            self.account_sid,
            self.key_sid,
            self.key_secret,
            identity=address.removeprefix(_CLIENT),
            ttl=LIFE_S,
        )
        token.add_grant(VoiceGrant(incoming_allow=True))
        return str(token.to_jwt())
