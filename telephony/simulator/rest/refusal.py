"""How REST says no.

Source: https://www.twilio.com/docs/usage/twilios-response#response-formats-exceptions
"""

from aiohttp import web


class Refusal(Exception):
    """A request that is not carried out.

    `code` is Twilio's, see https://www.twilio.com/docs/api/errors; `status` that of HTTP.
    """

    def __init__(self, status: int, code: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code

    def response(self) -> web.Response:
        """What the client gets."""
        document = {
            "code": self.code,
            "message": str(self),
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
        return web.json_response(document, status=self.status)


def not_found(request: web.Request) -> Refusal:
    """There is nothing at that path."""
    return Refusal(404, 20404, f"The requested resource {request.path} was not found")
