"""The design system: base template, style sheet and vendored scripts."""

from hashlib import sha256
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_file, url_for

from telephony.browser_sound import SCRIPTS

ASSETS = Path(__file__).with_name("assets")
_SOUND = "sound/"
"""Before the names of scripts that pages share with the softphone."""
_SERVED = (".css", ".js", ".svg", ".wav", ".woff2")
_ONE_YEAR_S = 31_536_000


def design_blueprint() -> Blueprint:
    """Serves `/assets/…` and gives templates `base.html` and `asset(name)`."""
    blueprint = Blueprint("design", __name__, template_folder="templates")
    files = {path.relative_to(ASSETS).as_posix(): path for path in ASSETS.rglob("*")}
    files |= {f"{_SOUND}{path.name}": path for path in SCRIPTS.glob("*.js")}
    sums = {
        name: sha256(path.read_bytes()).hexdigest()[:12]
        for name, path in files.items()
        if path.suffix in _SERVED
    }

    @blueprint.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        if name not in sums:
            abort(404)
        response = send_file(files[name])
        if request.args.get("v") == sums[name]:
            response.headers["Cache-Control"] = f"public, max-age={_ONE_YEAR_S}, immutable"
        return response

    def asset_url(name: str) -> str:
        return url_for("design.asset", name=name, v=sums[name])

    blueprint.add_app_template_global(asset_url, "asset")
    return blueprint
