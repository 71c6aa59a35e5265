"""Is all well: what archive and index hold, and whether they agree, article by article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.archive.generations import read_manifest
from search.archive.store import Archive
from search.engines.opening import generations, open_reader
from search.errors import IndexMissing, IndexTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.archive.store import Counts
    from search.engines.engine import Engine
    from search.settings import DataDirectory

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Status:
    """What is in the data directory. ``why_stale`` is empty where the index is up to date."""

    counts: Counts
    engine: str
    generation: str
    built_at: str
    behind: int
    why_stale: str

    @property
    def stale(self) -> bool:
        """Whether a search would miss what the archive holds."""
        return bool(self.why_stale)


def status(data: DataDirectory, engine: Engine) -> Status:
    """Return the state of archive and index. Raises ArchiveMissing and kin."""
    with Archive(data.archive) as archive:
        counts = archive.counts()
        folder = None
        manifest = None
        try:
            folder = generations(data, engine).current()
            manifest = read_manifest(folder)
        except IndexMissing:
            why = "there is no index; build one with: timbao rebuild"
        except IndexTrouble as error:
            why = error.en
        behind = archive.count_changes(manifest.change if manifest else 0)
    if manifest:
        why = f"{behind} changed articles are not in it yet; run: timbao index" if behind else ""
        if manifest.fingerprint != engine.fingerprint:
            why = f"built by {manifest.fingerprint}, this is {engine.fingerprint}: timbao rebuild"
    return Status(
        counts=counts,
        engine=engine.name,
        generation=folder.name if folder else "",
        built_at=manifest.built_at if manifest else "",
        behind=behind,
        why_stale=why,
    )


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, with the article it is about."""

    article_id: str
    vi: str
    en: str


def verify(data: DataDirectory, engine: Engine) -> Iterator[Finding]:
    """Open every article and compare archive and index; yield what is wrong.

    Raises IndexMissing, IndexDamaged, ArchiveDamaged where one of them cannot be read at all.
    """
    reader = open_reader(data, engine)
    try:
        held = {article_id: (digest, photos) for article_id, digest, photos in reader.held()}
    finally:
        reader.close()
    with Archive(data.archive) as archive:
        stored = dict(archive.hashes())
        yield from _archive_findings(archive, stored)
        for article_id in sorted(stored.keys() - held.keys()):
            yield Finding(article_id, "thiếu trong chỉ mục", "missing from the index")
        for article_id in sorted(held.keys() - stored.keys()):
            yield Finding(article_id, "chỉ mục có, kho không có", "in the index, not the archive")
        for article_id in sorted(stored.keys() & held.keys()):
            digest, photos = held[article_id]
            if digest != stored[article_id]:
                yield Finding(article_id, "chỉ mục giữ bản cũ", "the index has an older revision")
            elif photos != len(archive.article(article_id).captions):
                yield Finding(article_id, "số ảnh không khớp", "the number of photos differs")


def _archive_findings(archive: Archive, stored: dict[str, str]) -> Iterator[Finding]:
    ids = list(stored)
    for at in range(0, len(ids), _AT_ONCE):
        batch = ids[at : at + _AT_ONCE]
        articles = archive.articles(batch)
        for article_id in batch:
            article = articles.get(article_id)
            if article is None or article.content_hash() != stored[article_id]:
                yield Finding(
                    article_id,
                    "nội dung trong kho không khớp dấu kiểm",
                    "its content in the archive does not match its hash",
                )
