"""What a line that starts now would run on."""

from pathlib import Path

from sqlalchemy.orm import Session

from ivr.config import Settings
from ivr.errors import LineNotReady
from ivr.releases.importing import FolderState, state_of_folder
from ivr.releases.loading import Loaded, folder_of, load_folder
from ivr.releases.versions import UnknownVersion, Versions
from ivr.store import flow_standing
from ivr.store.database import Database, address_of
from ivr.store.failures import DatabaseFailure
from ivr.store.migrate import check_schema


def loaded_at_start(settings: Settings) -> Loaded:
    """The files of the settings' folder, or what was published in the database since.

    Raises:
        LineNotReady: the folder can't be used, and nothing was published over it.
    """
    folder, fault = None, None
    try:
        folder = load_folder(folder_of(settings))
    except LineNotReady as failure:
        fault = failure
    published = _published(settings, folder)
    if published is not None:
        return published
    if folder is None:
        raise fault or LineNotReady("There are no flows.")
    return folder


def _published(settings: Settings, folder: Loaded | None) -> Loaded | None:
    """What stands over the folder; None where nothing does, or that is not to be known."""
    address = settings.database_address
    url = address_of(address)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return None
    database = Database(address)
    try:
        if not check_schema(address).up_to_date:
            return None
        with database.reading() as session:
            version = _over(session, folder)
        return Versions(database).get(version) if version else None
    except (DatabaseFailure, UnknownVersion):
        return None
    finally:
        database.close()


def _over(session: Session, folder: Loaded | None) -> str | None:
    state = state_of_folder(session, folder.version if folder else None)
    standing = flow_standing.load(session)
    return None if standing is None or state is FolderState.NEW else standing.live
