"""Where a browser goes once it is signed in."""

from urllib.parse import urlsplit

from flask import request


def wanted_page(otherwise: str) -> str:
    """The page that was asked for before signing in (`?next=`), where it is one of ours."""
    wanted = request.args.get("next", "")
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    if ours and not parts.scheme and not parts.netloc and wanted.isprintable():
        return wanted
    return otherwise
