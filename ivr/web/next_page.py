"""Where a browser goes once it is signed in."""

from flask import request


def wanted_page(otherwise: str) -> str:
    """The page that was asked for before signing in (`?next=`), where it is one of ours."""
    wanted = request.args.get("next", "")
    # Browsers read //host and /\\host as another host, and drop tabs and line ends before.
    is_path = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if is_path and wanted.isprintable() else otherwise
