"""Nothing from another host, nothing inline, and vendored files as their authors made them."""

import re
from hashlib import sha256
from pathlib import Path

import pytest
from flask import Flask

from ivr.web.design import ASSETS, design_blueprint
from ivr.web.security import harden

WEB = ASSETS.parent
TEMPLATES = sorted(WEB.rglob("*.html"))


@pytest.fixture
def client():
    app = Flask("line")
    app.register_blueprint(design_blueprint())
    harden(app, https=True)
    return app.test_client()


def test_vendored_files_are_as_published():
    rows = re.findall(r"`(vendor/[^`]+)` \|.*`([0-9a-f]{64})`", (ASSETS / "README.md").read_text())
    assert len(rows) == 7
    for name, published in rows:
        assert sha256((ASSETS / name).read_bytes()).hexdigest() == published


def test_assets_are_served_and_kept(client):
    answer = client.get("/assets/warmline.css")
    assert answer.status_code == 200
    assert answer.content_type.startswith("text/css")
    version = sha256((ASSETS / "warmline.css").read_bytes()).hexdigest()[:12]
    assert "immutable" in client.get(f"/assets/warmline.css?v={version}").headers["Cache-Control"]
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_scripts_of_the_microphone_are_served_beside_their_own(client):
    for name in ("microphone", "capture-worklet", "mulaw", "resampler"):
        assert client.get(f"/assets/sound/{name}.js").content_type.startswith("text/javascript")


@pytest.mark.parametrize(
    "name", ["sound/__init__.py", "README.md", "../design.py", "..%2fdesign.py", "vendor", "x.css"]
)
def test_nothing_else_is_served(client, name):
    assert client.get(f"/assets/{name}").status_code == 404


def test_the_policy_allows_nothing_inline_or_foreign(client):
    headers = client.get("/assets/warmline.css").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "http" not in policy
    assert policy.startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "max-age" in headers["Strict-Transport-Security"]


def test_plain_http_promises_no_https():
    app = Flask("line")
    harden(app, https=False)
    assert "Strict-Transport-Security" not in app.test_client().get("/").headers
    assert not app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_hold_no_inline_code(path: Path):
    text = path.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son\w+=|\shx-on|\sstyle=|<style|javascript:", text)
    assert not re.search(r"(src|href)=\"(https?:)?//", text)


@pytest.mark.parametrize("path", sorted(ASSETS.glob("*.css")), ids=lambda p: p.name)
def test_styles_load_nothing_foreign(path: Path):
    assert not re.search(r"https?:|url\(\"?//", path.read_text())
