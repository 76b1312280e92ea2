"""Only Twilio may speak to these routes: the signature is checked before anything else runs."""

import structlog
from flask import Blueprint, Response, request

from telephony.signatures import SIGNATURE_HEADER, SignatureCheck, SignatureRefused

log = structlog.get_logger()

MAX_FORM_BYTES = 64 * 1024


def require_signature(blueprint: Blueprint, check: SignatureCheck) -> None:
    """Refuse every request of the blueprint that Twilio did not sign: 403, and no more said."""

    @blueprint.before_request
    def _refuse_unsigned() -> Response | None:
        request.max_content_length = MAX_FORM_BYTES
        path = request.full_path if request.query_string else request.path
        signature = request.headers.get(SIGNATURE_HEADER)
        try:
            if request.method == "GET":
                check.of_handshake(path, signature)
            else:
                check.of_form(path, request.form.to_dict(flat=False), signature)
        except SignatureRefused:
            log.warning("unsigned_request_refused", path=request.path)
            return Response("Forbidden\n", status=403, mimetype="text/plain")
        return None
