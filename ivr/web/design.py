"""The design system: base template, style sheet and vendored scripts."""

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_from_directory, url_for

ASSETS = Path(__file__).with_name("assets")
_SERVED = (".css", ".js", ".svg", ".wav", ".woff2")
_ONE_YEAR_S = 31_536_000


def design_blueprint() -> Blueprint:
    """Serves `/assets/…` and gives templates `base.html` and `asset(name)`."""
    blueprint = Blueprint("design", __name__, template_folder="templates")
    sums = {
        path.relative_to(ASSETS).as_posix(): sha256(path.read_bytes()).hexdigest()[:12]
        for path in ASSETS.rglob("*")
        if path.suffix in _SERVED
    }

    @blueprint.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        if name not in sums:
            abort(404)
        response = send_from_directory(ASSETS, name)
        if request.args.get("v") == sums[name]:
            response.headers["Cache-Control"] = f"public, max-age={_ONE_YEAR_S}, immutable"
        return response

    def asset_url(name: str) -> str:
        return url_for("design.asset", name=name, v=sums[name])

    blueprint.add_app_template_global(asset_url, "asset")
    return blueprint
