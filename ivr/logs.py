"""Log set-up: constant messages with fields, personal data redacted, one form for all libraries."""

import logging
import sys

import structlog

from ivr.config import Settings
from ivr.store.log_redaction import redact_log


def set_up_logs(settings: Settings) -> None:
    """Send all log lines to standard error in the configured form."""
    level = getattr(logging, settings.log_level.upper())
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        redact_log,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, force=True)
    for noisy in ("httpx", "httpcore", "twilio.http_client", "werkzeug"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
