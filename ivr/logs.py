"""Log set-up: constant messages with fields, personal data redacted, one form for all libraries."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

from ivr.config import Settings
from ivr.store.log_redaction import redact_log
from ivr.store.redaction import redact_text

_CHATTER = ("httpx", "httpcore", "twilio.http_client", "werkzeug")


def set_up_logs(settings: Settings) -> None:
    """Send all log lines to standard error in the configured form."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact_log,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(
            getattr(logging, settings.log_level.upper())
        ),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    _set_up_libraries(shared, renderer)


def _set_up_libraries(
    shared: list[structlog.typing.Processor], renderer: structlog.typing.Processor
) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *shared, _redact_message],
            processors=[ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    for name in _CHATTER:
        logging.getLogger(name).setLevel(logging.WARNING)


def _redact_message(_logger: Any, _method: str, fields: MutableMapping[str, Any]) -> Any:
    """A library's message is no constant: it is searched for secrets as a field is."""
    fields["event"] = redact_text(str(fields["event"]))
    return fields
