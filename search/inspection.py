"""Is all well: what archive and index hold, and whether they agree, article by article."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from search.archive.generations import read_manifest
from search.archive.store import Archive
from search.engines.engine import DIGEST_DIGITS
from search.engines.opening import generations, open_index, seen
from search.errors import ArchiveDamaged, IndexTrouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.archive.generations import Manifest
    from search.archive.repeated_lines import RepeatedLine
    from search.archive.store import Counts
    from search.article import Article
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
    repeated: tuple[RepeatedLine, ...] = ()

    @property
    def stale(self) -> bool:
        """Whether a search would miss what the archive holds."""
        return bool(self.why_stale)


def status(data: DataDirectory, engine: Engine) -> Status:
    """Return the state of archive and index. Raises ArchiveMissing and kin."""
    folder, manifest, trouble = None, None, ""
    with Archive(data.archive) as archive:
        try:
            known = generations(data, engine)
            folder = known.current()
            folder, manifest = seen(known, lambda each: (each, read_manifest(each)))
        except IndexTrouble as error:
            trouble = error.en
        behind = archive.count_changes(manifest.change if manifest else 0)
        if manifest:
            trouble = _why_stale(manifest, engine, archive, behind)
        return Status(
            counts=archive.counts(),
            engine=engine.name,
            generation=folder.name if folder else "",
            built_at=manifest.built_at if manifest else "",
            behind=behind,
            why_stale=trouble,
            repeated=tuple(archive.repeated_lines.learned()),
        )


def _why_stale(manifest: Manifest, engine: Engine, archive: Archive, behind: int) -> str:
    if manifest.fingerprint != engine.fingerprint:
        return f"built by {manifest.fingerprint}, this is {engine.fingerprint}: timbao rebuild"
    if manifest.token != archive.token(manifest.change):
        return "built from another archive than this one; run: timbao rebuild"
    return f"{behind} changed articles are not in it yet; run: timbao rebuild" if behind else ""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be, with the article it is about.

    Building the index again mends it, unless it is ``in_archive``.
    """

    article_id: str
    vi: str
    en: str
    in_archive: bool = False


def verify(data: DataDirectory, engine: Engine) -> Iterator[Finding]:
    """Open every article and compare archive and index; yield what is wrong.

    Raises ArchiveMissing, ArchiveDamaged, IndexMissing, IndexDamaged or IndexOutdated where one of
    them cannot be read at all.
    """
    with Archive(data.archive) as archive:
        archive.check()
        with closing(open_index(data, engine, check_all=True).reader) as reader:
            for fact in reader.check():
                yield Finding("", f"chỉ mục: {fact}", f"the index: {fact}")
            held = {article_id: (digest, photos) for article_id, digest, photos in reader.held()}
        stored = archive.hashes()
        while batch := dict(islice(stored, _AT_ONCE)):
            articles = _readable(archive, list(batch))
            for article_id, digest in batch.items():
                in_index = held.pop(article_id, None)
                yield from _findings(article_id, digest, articles.get(article_id), in_index)
    for article_id in sorted(held):
        yield Finding(article_id, "chỉ mục có, kho không có", "in the index, not the archive")


def damage(data: DataDirectory, engine: Engine) -> Iterator[Finding]:
    """Verify; an index that cannot be read is one more finding, for whoever is about to mend it."""
    try:
        yield from verify(data, engine)
    except IndexTrouble as error:
        yield Finding("", error.vi, error.en)


def _findings(
    article_id: str, digest: str, article: Article | None, in_index: tuple[str, int] | None
) -> Iterator[Finding]:
    if article is None or article.content_hash() != digest:
        yield Finding(
            article_id,
            "nội dung trong kho không khớp dấu kiểm",
            "its content in the archive does not match its hash",
            in_archive=True,
        )
    if in_index is None:
        yield Finding(article_id, "thiếu trong chỉ mục", "missing from the index")
    elif in_index[0] != digest[:DIGEST_DIGITS]:
        yield Finding(article_id, "chỉ mục giữ bản cũ", "the index has an older revision")
    elif article and in_index[1] != len(article.captions):
        yield Finding(article_id, "số ảnh không khớp", "the number of photos differs")


def _readable(archive: Archive, article_ids: Sequence[str]) -> dict[str, Article]:
    """Return those of ``article_ids`` that are still articles: one spoilt must not hide others."""
    try:
        return archive.articles(article_ids)
    except ArchiveDamaged:
        if len(article_ids) == 1:
            return {}
    half = len(article_ids) // 2
    return _readable(archive, article_ids[:half]) | _readable(archive, article_ids[half:])
