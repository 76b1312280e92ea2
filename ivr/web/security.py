"""Headers of every answer: what a browser may load, and from where."""

from flask import Flask, Response
from werkzeug.middleware.proxy_fix import ProxyFix

_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_TWILIO = "https://*.twilio.com wss://*.twilio.com"
_ONE_YEAR_S = 31_536_000


def harden(app: Flask, *, https: bool) -> None:
    """Put security headers on every answer and make cookies as strict as they can be.

    Args:
        app: the application.
        https: True where browsers reach it over HTTPS alone.
    """
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
    )

    @app.after_request
    def _headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if https:
            response.headers.setdefault("Strict-Transport-Security", f"max-age={_ONE_YEAR_S}")
        return response


def behind_proxies(app: Flask, count: int) -> None:
    """Take a client's address from what so many proxies forwarded; scheme and host stay as sent.

    Args:
        app: the application.
        count: proxies in front, each of which adds to `X-Forwarded-For`; 0 trusts no header.
    """
    if count:
        trusting = ProxyFix(app.wsgi_app, x_for=count, x_proto=0, x_host=0, x_port=0, x_prefix=0)
        app.wsgi_app = trusting  # type: ignore[method-assign]


def with_twilios_phone(response: Response) -> Response:
    """Let a page be a telephone through Twilio: its microphone, and connections there.

    Source: https://www.twilio.com/docs/voice/sdks/javascript/best-practices (security policy)
    """
    policy = _POLICY.replace("connect-src 'self'", f"connect-src 'self' {_TWILIO}")
    response.headers["Content-Security-Policy"] = policy.replace(
        "media-src 'self'", "media-src 'self' blob:"
    )
    return with_microphone(response)


def with_microphone(response: Response) -> Response:
    """Let a page use the microphone."""
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self)"
    return response
