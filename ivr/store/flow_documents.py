"""Texts of flow documents, kept once each under their digest, and the versions made of them."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from ivr.store.base import JsonColumn, Table, UtcTime
from ivr.store.once import insert_once


class FlowDocument(Table):
    """One text; it never changes."""

    __tablename__ = "flow_documents"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the text in UTF-8, in hex."""
    text: Mapped[str]


class FlowVersion(Table):
    """One set of documents; it never changes."""

    __tablename__ = "flow_versions"

    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    documents: Mapped[dict[str, str]] = mapped_column(JsonColumn)
    """Digest of the text of each file name."""
    kept_at: Mapped[datetime] = mapped_column(UtcTime)


def digest_of(text: str) -> str:
    """The name a text is kept under."""
    return sha256(text.encode()).hexdigest()


def keep(session: Session, version: str, documents: Mapping[str, str], now: datetime) -> bool:
    """Keep a version and those of its texts that aren't kept yet.

    Returns:
        False where the version is kept already; nothing changes then.
    """
    row = {"version": version, "documents": keep_texts(session, documents), "kept_at": now}
    return insert_once(session, FlowVersion, row)


def keep_texts(session: Session, documents: Mapping[str, str]) -> dict[str, str]:
    """Keep those texts that aren't kept yet; the digest of each file name."""
    digests = {file: digest_of(text) for file, text in documents.items()}
    for file, text in sorted(documents.items()):
        insert_once(session, FlowDocument, {"digest": digests[file], "text": text})
    return digests


def of_version(session: Session, version: str) -> dict[str, str] | None:
    """Text of each file name of a version; None where it isn't kept."""
    kept = session.get(FlowVersion, version)
    return None if kept is None else texts_of(session, kept.documents)


def texts_of(session: Session, digests: Mapping[str, str]) -> dict[str, str]:
    """Text of each file name, by the digests they are kept under."""
    wanted = FlowDocument.digest.in_(set(digests.values()))
    texts = {each.digest: each.text for each in session.scalars(select(FlowDocument).where(wanted))}
    return {file: texts[digest] for file, digest in digests.items()}
