"""Answers to the network's requests."""

import structlog
from flask import Response, request

from telephony.webhooks import MalformedWebhook

log = structlog.get_logger()


def xml(document: str) -> Response:
    """TwiML as an answer."""
    return Response(document, mimetype="text/xml")


def malformed(error: MalformedWebhook) -> Response:
    """The answer to a webhook that can't be: 400."""
    log.warning("malformed_webhook_refused", path=request.path, code=error.code)
    return Response(f"{error}\n", status=400, mimetype="text/plain")
