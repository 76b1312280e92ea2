"""The parts of a line, made once a process from the settings."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.definition import FlowSet
from flows.policy import callback_by
from ivr.actions.action import Parts
from ivr.actions.runner import ActionRunner
from ivr.actions.table import ACTIONS
from ivr.actions.texts import TextMessages
from ivr.backoffice.http import HttpBackOffice
from ivr.backoffice.interface import BackOffice
from ivr.backoffice.sql import SqlBackOffice
from ivr.calls.claims import Claims
from ivr.calls.open_streams import OpenStreams
from ivr.config import Settings
from ivr.errors import LineNotReady
from ivr.fixed_phrases import said_on_most_calls
from ivr.kept_secret import kept_secret
from ivr.releases.loading import Loaded, folder_of, load_folder
from ivr.releases.parts import ReleaseParts, release_parts
from ivr.releases.releases import Releases, open_releases
from ivr.speech.kept_model import model_in_use
from ivr.speech.model_folder import ModelFault
from ivr.speech.recognisers import Recognisers
from ivr.speech.voice import PHRASE_LIMIT_S, Voice, VoiceFailed, VoiceSettings
from ivr.store import migrate
from ivr.store.database import Database
from ivr.store.identity_tries import TryLimits
from ivr.store.recorder import EventRecorder, utc_now
from ivr.store.spill import Spill
from ivr.transfer.parts import TransferParts
from ivr.transfer.ring_back import RingBack
from ivr.transfer.transfers import Transfers
from ivr.transfer.voicemail_keeping import VoicemailKeeping
from ivr.transfer.voicemails import Voicemails
from nlu.rasa_client import RasaClient
from nlu.understander import Understander
from telephony.calls import TwilioCalls
from telephony.synthesis import Synthesiser, SynthesisFailed


@dataclass(frozen=True)
class Line:
    """All that a call needs. Every part is thread-safe."""

    settings: Settings
    database: Database
    recorder: EventRecorder
    release_parts: ReleaseParts
    understander: Understander
    recognisers: Recognisers
    voice: Voice
    actions: ActionRunner
    back_office: BackOffice
    voicemails: Voicemails
    ended: Claims
    """CallSids of calls that ended here."""
    tickets_used: Claims
    """Nonces of stream tokens that were used here."""
    streams: OpenStreams
    """Media streams that are open here."""
    transfers: Transfers
    ring_back: RingBack
    timezone: ZoneInfo
    secret: str

    @property
    def releases(self) -> Releases:
        """Which version of the flows each call gets."""
        return self.release_parts.releases

    @property
    def flows(self) -> FlowSet:
        """The flows that are live, for what is not about one call."""
        return self.releases.live().flows


def wire(settings: Settings) -> Line:
    """Make every part.

    Raises:
        LineNotReady: a part can't start; the message says which and what to mend.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_address)
    recorder = EventRecorder(database, Spill(settings.data_dir / "spill"))
    back_office = _back_office(settings, database)
    account = account_of(settings)
    releases = open_releases(database, partial(load_folder, folder_of(settings)), utc_now)
    secret, recognisers = secret_key(settings), recognisers_of(settings)
    keeping = VoicemailKeeping(database, recorder, back_office, recognisers)
    parts = replace(
        _action_parts(settings, back_office, recorder, database, account),
        callback_by=partial(_callback_by, releases, settings.zone),
    )
    for_transfers = transfer_parts(settings, database, recorder, releases.live, account)
    return Line(
        settings=settings,
        database=database,
        recorder=recorder,
        release_parts=release_parts(database, releases, partial(_model, settings), utc_now),
        understander=understander(settings),
        recognisers=recognisers,
        voice=_voice(settings, releases.live().flows),
        actions=ActionRunner(ACTIONS, parts, database),
        back_office=back_office,
        voicemails=Voicemails(settings.voicemails_dir, secret, keeping.keep),
        ended=Claims(),
        tickets_used=Claims(),
        streams=OpenStreams(),
        transfers=Transfers(for_transfers),
        ring_back=RingBack(for_transfers),
        timezone=settings.zone,
        secret=secret,
    )


def prepare_database(settings: Settings) -> None:
    """Bring the database's tables up to date.

    Raises:
        DatabaseFailure: it is locked, read-only or away.
    """
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(settings.database_address)


def recognisers_of(settings: Settings) -> Recognisers:
    """The recognisers of the speech model in use.

    Raises:
        LineNotReady: its folder is missing or broken.
    """
    try:
        return Recognisers(partial(_model, settings))
    except ModelFault as fault:
        raise LineNotReady(f"{fault} {fault.remedy}") from None


def understander(settings: Settings) -> Understander:
    """Understanding through the configured Rasa server, keywords while it is away."""
    client = RasaClient(
        settings.rasa_url,
        token=settings.rasa_token.get_secret_value(),
        timeout_s=settings.rasa_timeout_ms / 1000,
    )
    return Understander(client)


def secret_key(settings: Settings) -> str:
    """The configured secret, or one made for this data folder and kept there."""
    configured = settings.secret_key.get_secret_value()
    if configured:
        return configured
    return kept_secret(settings.data_dir / "secret.key")


def account_of(settings: Settings) -> TwilioCalls | None:
    """The account that calls agents and sends text messages; None where it is not all set."""
    if not settings.uses_account:
        return None
    return TwilioCalls(
        settings.twilio_account_sid,
        settings.twilio_auth_token.get_secret_value(),
        settings.twilio_api_base,
    )


def transfer_parts(
    settings: Settings,
    database: Database,
    recorder: EventRecorder,
    live: Callable[[], Loaded],
    account: TwilioCalls | None,
) -> TransferParts:
    """What transfers are made of; `live` gives the flows that are live."""
    return TransferParts(
        database,
        recorder,
        live,
        account,
        number=settings.phone_number,
        origin=settings.public_origin,
        zone=settings.zone,
        detect_voicemail=settings.detect_voicemail,
    )


def _action_parts(
    settings: Settings,
    back_office: BackOffice,
    recorder: EventRecorder,
    database: Database,
    account: TwilioCalls | None,
) -> Parts:
    hours = timedelta(hours=settings.identity_hours)
    return Parts(
        back_office,
        recorder,
        database,
        texts=TextMessages(account, settings.phone_number) if account else None,
        tries=TryLimits(settings.identity_tries, within=hours, locked_for=hours),
        reset_page=settings.reset_page,
    )


def _model(settings: Settings) -> Path:
    return model_in_use(settings.speech_model, settings.data_dir)


def _callback_by(releases: Releases, zone: ZoneInfo, queue: str, now: datetime) -> datetime:
    flows, local = releases.live().flows, now.astimezone(zone)
    return callback_by(flows.policy, queue, flows.hours, local).astimezone(UTC)


def _back_office(settings: Settings, database: Database) -> BackOffice:
    if settings.backoffice_url:
        return HttpBackOffice(settings.backoffice_url, settings.backoffice_key.get_secret_value())
    return SqlBackOffice(database)


def _voice(settings: Settings, flows: FlowSet) -> Voice:
    sounding = VoiceSettings(
        voice=settings.voice,
        rate_wpm=settings.voice_rate_wpm,
        cache_folder=settings.data_dir / "cache" / "voice",
        prompts_folder=settings.prompts_dir,
    )
    try:
        voice = Voice(Synthesiser(PHRASE_LIMIT_S), sounding)
        voice.warm(said_on_most_calls(flows))
    except (SynthesisFailed, VoiceFailed) as failure:
        raise LineNotReady(f"The line has no voice: {failure}") from None
    return voice
