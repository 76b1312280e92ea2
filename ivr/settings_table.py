"""`python -m ivr.settings_table` prints docs/settings.md."""

from pydantic import SecretStr

from ivr.config import Settings


def _default(value: object) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    return f"`{value}`" if value not in (None, "") else ""


def table() -> str:
    """The settings as a Markdown page."""
    rows = [
        f"| `WARMLINE_{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    head = (
        "# Settings\n\nEnvironment variables, or lines of a `.env` file in the working folder. "
        "This page is made from `ivr/config.py` by `make docs`.\n\n"
        "| variable | default | what it is |\n|---|---|---|\n"
    )
    return head + "\n".join(rows) + "\n"


if __name__ == "__main__":
    print(table(), end="")  # noqa: T201
