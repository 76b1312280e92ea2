"""All settings of the application: read once from the environment, frozen, documented here.

Each field is the environment variable `WARMLINE_<NAME>`; a `.env` file in the working folder is
read too. `docs/settings.md` is made from this file.
"""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from ivr.errors import SettingsInvalid


class Settings(BaseSettings):
    """Settings of one process."""

    model_config = SettingsConfigDict(
        env_prefix="WARMLINE_", env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True
    )

    # -- the line
    public_origin: str = Field(
        "http://127.0.0.1:8080",
        description="Origin under which Twilio reaches the line: `https://line.example.com`. "
        "Signatures are checked against it, never against forwarded headers.",
    )
    twilio_account_sid: str = Field("", description="Account SID of the Twilio account (`AC…`).")
    twilio_auth_token: SecretStr = Field(
        SecretStr(""), description="Auth token that signs Twilio's requests."
    )
    twilio_auth_token_next: SecretStr = Field(
        SecretStr(""), description="Second auth token that is accepted too while you rotate tokens."
    )
    twilio_api_base: str | None = Field(
        None,
        description="Base address of REST calls; empty for Twilio, set for the simulator.",
    )
    phone_number: str = Field(
        "", description="The line's own number (E.164), caller ID of calls it places."
    )
    twilio_api_key_sid: str = Field(
        "",
        description="SID of a Twilio API key (`SK…`): with its secret, agents' browsers are "
        "telephones.",
    )
    twilio_api_key_secret: SecretStr = Field(SecretStr(""), description="Secret of that API key.")

    detect_voicemail: bool = Field(
        False,
        description="Have Twilio tell answering machines from agents while the whisper is said; "
        "it costs a little each call. Without it a machine is known by pressing no key.",
    )

    timezone: str = Field(
        "UTC", description="Time zone in which the line speaks of times, such as `Europe/London`."
    )

    # -- the web process
    host: str = Field("127.0.0.1", description="Address the web process listens on.")
    port: int = Field(8080, ge=1, le=65535, description="Port the web process listens on.")
    web_processes: int = Field(1, ge=1, le=64, description="Web processes; about one a core.")
    web_threads: int = Field(
        120,
        ge=4,
        le=2000,
        description="Threads of each web process; every call on the line holds one.",
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=10,
        description="Proxies in front of the line that add to `X-Forwarded-For`: who signs in has "
        "the address which the outermost of them saw. 0: the connection's own, and the header "
        "counts for nothing. Signatures are checked without it either way.",
    )
    secret_key: SecretStr = Field(
        SecretStr(""),
        description="Signs stream tokens and sign-in cookies; at least 32 characters. "
        "`warmline serve` makes one in the data folder where none is set.",
    )
    records_key: SecretStr | None = Field(
        None,
        description="Key that opens the call record pages and their API, at least 16 characters; "
        "they stay shut without.",
    )

    # -- storage
    data_dir: Path = Field(
        Path("var"), description="Folder for the database, messages, caches and spill files."
    )
    database_url: str = Field(
        "", description="SQLAlchemy address; empty for SQLite in the data folder."
    )

    # -- understanding
    rasa_url: str = Field("http://127.0.0.1:5005", description="Address of the Rasa server.")
    rasa_token: SecretStr = Field(SecretStr(""), description="Auth token of the Rasa server.")
    rasa_timeout_ms: int = Field(
        400,
        ge=50,
        le=5000,
        description="Longest wait for Rasa; then keywords understand the utterance.",
    )

    # -- speech
    speech_model: Path | None = Field(
        None, description="Folder of a Vosk model; empty for the bundled telephone model."
    )
    voice: str = Field(
        "en-us", description="Voice of the line: an espeak-ng voice, variants by `+`."
    )
    voice_rate_wpm: int = Field(160, ge=80, le=300, description="Speaking rate in words a minute.")
    prompts_dir: Path | None = Field(None, description="Folder of recorded WAV prompts.")

    # -- flows and back office
    flows_dir: Path | None = Field(
        None, description="Folder of flow files; empty for the shipped flows."
    )
    backoffice_url: str | None = Field(
        None, description="Address of the company's order API; empty for the database's own tables."
    )
    backoffice_key: SecretStr = Field(SecretStr(""), description="Bearer key of the order API.")

    # -- identity
    identity_tries: int = Field(
        3, ge=1, le=10, description="Wrong tries of identity that lock a customer or a caller."
    )
    identity_hours: int = Field(
        24,
        ge=1,
        le=720,
        description="Hours within which wrong tries count together, and for which they lock.",
    )
    reset_origin: str = Field(
        "",
        description="Origin of the links to a new password, where it is not `public_origin`; "
        "`/reset/…` there has to lead to the line.",
    )

    # -- logs
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="Log level."
    )
    log_format: Literal["console", "json"] = Field("console", description="Form of log lines.")

    @field_validator("public_origin", "reset_origin")
    @classmethod
    def _origin_only(cls, value: str, info: ValidationInfo) -> str:
        if info.field_name == "reset_origin" and not value:
            return value
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError("must be an origin such as https://line.example.com")
        if parts.path.strip("/") or parts.query or parts.fragment:
            raise ValueError("must be an origin alone: scheme, host and port, without a path")
        if parts.scheme == "http" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("must begin with https:// (http:// is for this machine alone)")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("is no time zone; write one such as Europe/London or America/New_York")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: SecretStr) -> SecretStr:
        if value.get_secret_value() and len(value.get_secret_value()) < 32:
            raise ValueError("must have at least 32 characters")
        return value

    @field_validator("records_key")
    @classmethod
    def _not_guessed(cls, value: SecretStr | None) -> SecretStr | None:
        if value and value.get_secret_value() and len(value.get_secret_value()) < 16:
            raise ValueError("must have at least 16 characters")
        return value

    @field_validator("flows_dir", "prompts_dir")
    @classmethod
    def _is_a_folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"there is no folder {value}")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        try:
            dialect = make_url(value).get_backend_name() if value else "sqlite"
        except ArgumentError:
            raise ValueError("must be an address such as postgresql://user@host/name") from None
        if dialect not in ("sqlite", "postgres", "postgresql"):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @property
    def database_address(self) -> str:
        """The database's SQLAlchemy address."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'warmline.db').resolve()}"

    @property
    def voicemails_dir(self) -> Path:
        """Folder of the messages that callers leave."""
        return self.data_dir / "voicemails"

    @property
    def zone(self) -> ZoneInfo:
        """The line's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def stream_url(self) -> str:
        """Address of the media WebSocket, as Twilio is told it; it takes no scheme but wss."""
        return f"wss://{urlsplit(self.public_origin).netloc}/voice/media"

    @property
    def reset_page(self) -> str:
        """Address that the token of a link to a new password is appended to."""
        return f"{self.reset_origin or self.public_origin}/reset/"

    @property
    def uses_account(self) -> bool:
        """Whether all is set that text messages and calls to agents need."""
        credentials = self.twilio_account_sid, self.twilio_auth_token.get_secret_value()
        return all((*credentials, self.phone_number))

    @property
    def has_browser_phones(self) -> bool:
        """Whether all is set that agents' browsers need to be telephones."""
        key = self.twilio_api_key_sid, self.twilio_api_key_secret.get_secret_value()
        return all((self.twilio_account_sid, *key))

    @property
    def auth_tokens(self) -> tuple[str, ...]:
        """The auth tokens whose signatures are accepted."""
        both = (self.twilio_auth_token, self.twilio_auth_token_next)
        return tuple(t.get_secret_value() for t in both if t.get_secret_value())


class GivenSettings(Settings):
    """Settings of the given values alone: the environment and `.env` are not read."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *others: PydanticBaseSettingsSource,
        **by_name: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The given values and nothing else."""
        return (init_settings,)


def read_settings(**overrides: object) -> Settings:
    """Settings from the environment, `.env` and the given overrides.

    Raises:
        SettingsInvalid: a setting has a value that can't be used; the message names each one.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"]).upper()
            setting = f"WARMLINE_{name}: " if name else ""
            lines.append(f"{setting}{problem['msg'].removeprefix('Value error, ')}")
        raise SettingsInvalid("\n".join(lines)) from None
