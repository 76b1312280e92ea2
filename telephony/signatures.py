"""Whether a request is from Twilio: its signature over the URL and every form parameter.

Source: https://www.twilio.com/docs/usage/webhooks/webhooks-security
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from twilio.request_validator import RequestValidator

SIGNATURE_HEADER = "X-Twilio-Signature"

Form = Mapping[str, str | Sequence[str]]


class SignatureRefused(Exception):
    """A request is not signed with any of the account's tokens: answer 403 and do nothing."""


class SignatureCheck:
    """Checks requests against the account's tokens and the line's one public address.

    The address comes from the settings, never from a request, so no header can change what is
    checked. Several tokens are taken so that one can be rotated in service.
    """

    def __init__(self, auth_tokens: Sequence[str], public_origin: str) -> None:
        """Prepare the check.

        Args:
            auth_tokens: the account's primary token, and the secondary one during a rotation.
            public_origin: scheme and host just as Twilio is given them, without a slash at
                the end: `https://line.example.com`.

        Raises:
            ValueError: no token, an empty one, or an address that is more or less than an origin.
        """
        if not auth_tokens or not all(auth_tokens):
            raise ValueError("The signature check needs an auth token")
        host = urlsplit(public_origin).netloc
        if not host or public_origin not in (f"https://{host}", f"http://{host}"):
            raise ValueError("The public origin has to be like https://line.example.com")
        self._validators = [RequestValidator(token) for token in auth_tokens]
        self._http_origin = public_origin
        self._websocket_origin = f"wss://{host}"

    def of_form(self, path_and_query: str, form: Form, signature: str | None) -> None:
        """Check a webhook.

        Args:
            path_and_query: exactly as in the request line, percent signs included.
            form: every parameter of the body, none for GET; a list where one comes repeatedly.
            signature: the value of SIGNATURE_HEADER.

        Raises:
            SignatureRefused: do nothing with this request.
        """
        self._check([self._http_origin + path_and_query], form, signature)

    def of_handshake(self, path_and_query: str, signature: str | None) -> None:
        """Check the opening request of a media stream's WebSocket, signed over its `wss` URL.

        Args:
            path_and_query: exactly as in the request line; a slash more or less at the end of
                the URL that was signed does no harm.
            signature: the value of SIGNATURE_HEADER.

        Raises:
            SignatureRefused: close the connection.
        """
        url = self._websocket_origin + path_and_query
        self._check([url, url.removesuffix("/") if url.endswith("/") else url + "/"], {}, signature)

    def _check(self, urls: Sequence[str], form: Form, signature: str | None) -> None:
        if not signature:
            raise SignatureRefused("The request is not signed")
        parameters = _Parameters(form)
        if not any(
            validator.validate(url, parameters, signature)
            for validator in self._validators
            for url in urls
        ):
            raise SignatureRefused("The signature does not fit")


class _Parameters(dict[str, list[str]]):
    """Form parameters in the shape the validator asks for: all values of each."""

    def __init__(self, form: Form) -> None:
        super().__init__(
            (name, [value] if isinstance(value, str) else list(value))
            for name, value in form.items()
        )

    def getlist(self, name: str) -> list[str]:
        return self[name]
