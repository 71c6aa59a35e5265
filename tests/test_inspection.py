"""Status says whether the index is up to date and why not; verify finds every disagreement."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from search.archive.generations import Manifest, write_manifest
from search.archive.store import Archive
from search.engines.opening import default_engine, generations
from search.errors import ArchiveDamaged, ArchiveMissing, IndexDamaged, IndexMissing
from search.inspection import status, verify


@pytest.fixture
def engine():
    return default_engine()


@pytest.fixture
def filled(data, indexer, make_article):
    """Three articles, archived and indexed."""
    articles = [make_article(name, body=f"Bài {name}", captions=["Ảnh"]) for name in "abc"]
    indexer.accept(("test", each) for each in articles)
    indexer.update()
    return data


def tamper(data, statement: str) -> None:
    with closing(sqlite3.connect(data.archive)) as database, database:
        database.execute(statement)


def findings(data, engine) -> list[tuple[str, str]]:
    return [(each.article_id, each.en) for each in verify(data, engine)]


def test_all_is_well_after_indexing(filled, engine):
    known = status(filled, engine)
    assert (known.counts.articles, known.counts.captions) == (3, 3)
    assert (known.stale, known.behind, known.generation) == (False, 0, "000001")
    assert findings(filled, engine) == []


def test_no_archive_is_said_so(data, engine):
    with pytest.raises(ArchiveMissing):
        status(data, engine)
    assert not data.root.exists()


def test_an_archive_without_index_is_stale(data, indexer, engine, make_article):
    indexer.accept([("test", make_article("a"))])
    known = status(data, engine)
    assert (known.stale, known.behind, known.generation) == (True, 1, "")
    assert "timbao rebuild" in known.why_stale
    with pytest.raises(IndexMissing):
        findings(data, engine)


def test_an_index_behind_its_archive_is_stale(filled, indexer, engine, make_article):
    indexer.accept(
        [("test", make_article("a", body="mới")), ("test", make_article("d"))],
    )
    with Archive(filled.archive) as archive:
        archive.remove("b")
    known = status(filled, engine)
    assert (known.stale, known.behind) == (True, 3)
    assert "3 changed articles" in known.why_stale
    assert findings(filled, engine) == [
        ("a", "the index has an older revision"),
        ("d", "missing from the index"),
        ("b", "in the index, not the archive"),
    ]


def test_an_index_of_another_version_is_stale(filled, engine):
    write_manifest(generations(filled, engine).current(), Manifest("whoosh-0"))
    assert "built by whoosh-0" in status(filled, engine).why_stale


def test_an_index_of_another_archive_is_stale(filled, engine, tmp_path, make_article):
    with Archive(tmp_path / "other", create=True) as other:
        for name in "xyz":
            other.accept(make_article(name), "f")
    (tmp_path / "other").replace(filled.archive)
    assert "another archive" in status(filled, engine).why_stale


@pytest.mark.parametrize("content", ["", "{"])
def test_a_damaged_index_is_stale(filled, engine, content):
    (generations(filled, engine).current() / "manifest.json").write_text(content, encoding="utf-8")
    assert "timbao rebuild" in status(filled, engine).why_stale
    with pytest.raises(IndexDamaged):
        findings(filled, engine)


def test_verify_finds_content_that_was_tampered_with(filled, engine):
    tamper(filled, "UPDATE revision SET body = 'Ai đó sửa' WHERE article_id = 'b'")
    assert findings(filled, engine) == [("b", "its content in the archive does not match its hash")]


def test_verify_finds_an_article_that_is_none_any_more(filled, engine):
    tamper(filled, "UPDATE revision SET tags = 'không phải JSON' WHERE article_id = 'b'")
    assert findings(filled, engine) == [("b", "its content in the archive does not match its hash")]


def test_verify_finds_a_lost_photo(filled, engine):
    tamper(filled, "DELETE FROM caption WHERE article_id = 'c'")
    assert findings(filled, engine) == [
        ("c", "its content in the archive does not match its hash"),
        ("c", "the number of photos differs"),
    ]


def test_verify_reads_every_byte_of_the_index(filled, engine):
    segment = min(generations(filled, engine).current().glob("*.arr"))
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 1
    segment.write_bytes(content)
    with pytest.raises(IndexDamaged):
        findings(filled, engine)


def test_verify_reads_every_page_of_the_archive(filled, engine):
    with Archive(filled.archive) as archive:
        root = archive._database.number(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'quarantine_by_file'"
        )
    content = bytearray(filled.archive.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    filled.archive.write_bytes(content)
    with pytest.raises(ArchiveDamaged):
        findings(filled, engine)


def test_verify_looks_at_many_articles(data, indexer, engine, make_article):
    indexer.accept(("test", make_article(f"a{number:04}")) for number in range(510))
    indexer.update()
    tamper(data, "UPDATE revision SET title = 'x' WHERE article_id IN ('a0000', 'a0250', 'a0509')")
    assert [name for name, _ in findings(data, engine)] == ["a0000", "a0250", "a0509"]
