"""The archive file: durable, ours alone, migrated or refused, its errors in our words."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing

import pytest

from search.archive.database import Database
from search.archive.schema import APPLICATION_ID, MIGRATIONS
from search.archive.store import Archive
from search.errors import ArchiveDamaged, ArchiveMissing, NewerSchema, StorageError


def schema_of(path) -> tuple:
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()
        version = database.execute("PRAGMA user_version").fetchone()[0]
    return version, tables


def old_archive(path, steps: int) -> None:
    """Make the archive that a version with the first ``steps`` migrations made."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for statement in (each for step in MIGRATIONS[:steps] for each in step):
            database.execute(statement)
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {steps}")
        database.execute("INSERT INTO article VALUES ('a', 1, 7, NULL)")
        database.execute(
            "INSERT INTO revision VALUES ('a', 1, 'h', 't', 'f', 'Cũ', 0, '', '', '', '', '', '',"
            " '[]', NULL, 'unknown', '{}')"
        )


def test_every_commit_is_synced_to_a_write_ahead_log(path):
    with closing(Database(path, create=True)) as database:
        assert database.rows("PRAGMA journal_mode")[0][0] == "wal"
        assert database.number("PRAGMA synchronous") == 2
        assert database.number("PRAGMA foreign_keys") == 1


def test_an_older_archive_is_migrated_and_goes_on_counting(path, make_article):
    old_archive(path, 1)
    with Archive(path) as archive:
        assert archive.article("a").title == "Cũ"
        assert archive.last_change() == 7
        assert archive.token(7) != ""
        archive.accept(make_article("b"), "f")
        assert archive.last_change() == 8


@pytest.mark.parametrize("steps", range(1, len(MIGRATIONS)))
def test_a_migrated_archive_has_the_schema_of_a_new_one(path, tmp_path, steps):
    old_archive(path, steps)
    Archive(path).close()
    Archive(tmp_path / "new", create=True).close()
    assert schema_of(path) == schema_of(tmp_path / "new")


def test_a_migration_that_fails_leaves_the_old_archive(path):
    old_archive(path, 1)
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE history (in_the_way TEXT)")
    before = schema_of(path)
    with pytest.raises(ArchiveDamaged, match="history"):
        Archive(path)
    assert schema_of(path) == before


def test_many_may_open_an_old_archive_at_once(path):
    old_archive(path, 1)
    failed = []

    def open_it():
        try:
            Archive(path).close()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test is to show it
            failed.append(error)

    threads = [threading.Thread(target=open_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_later_versions_archive_is_refused_and_not_touched(path):
    Archive(path, create=True).close()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with pytest.raises(NewerSchema) as caught:
        Archive(path, create=True)
    assert (caught.value.found, caught.value.known) == (99, len(MIGRATIONS))
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, 99])
def test_another_programs_database_is_refused_and_not_touched(path, version):
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE bookmarks (url TEXT)")
        database.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(ArchiveDamaged, match="another program"):
        Archive(path, create=True)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_damage(path):
    path.write_bytes(b"Ngoai trang " * 1000)
    with pytest.raises(ArchiveDamaged, match="backup"):
        Archive(path, create=True)


def test_an_archive_that_lost_a_table_is_damaged(archive, path):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("DROP TABLE caption")
    with pytest.raises(ArchiveDamaged, match="caption"):
        archive.counts()


def test_an_archive_with_a_spoilt_page_is_damaged(path, make_article):
    with Archive(path, create=True) as archive, archive.transaction():
        for number in range(200):
            archive.accept(make_article(f"a{number}", body="Nước lên nhanh. " * 50), "f")
    content = bytearray(path.read_bytes())
    content[20 * 4096 : 40 * 4096] = b"\xff" * 20 * 4096
    path.write_bytes(content)
    with pytest.raises(ArchiveDamaged), Archive(path) as archive:
        archive.check()


def test_a_sound_archive_passes_the_check(archive, make_article):
    archive.accept(make_article("a"), "f")
    archive.check()


def test_the_empty_file_of_a_killed_creation_is_a_missing_archive(path, make_article):
    path.touch()
    with pytest.raises(ArchiveMissing):
        Archive(path)
    with Archive(path, create=True) as archive:
        archive.accept(make_article("a"), "f")


@pytest.mark.parametrize("what", ["a file as its folder", "a folder as the file"])
def test_a_place_that_cannot_be_written_is_a_storage_error(tmp_path, what):
    place = tmp_path / "data"
    if what == "a file as its folder":
        place.write_text("không phải thư mục", encoding="utf-8")
    else:
        (place / "archive.sqlite3").mkdir(parents=True)
    with pytest.raises(StorageError):
        Archive(place / "archive.sqlite3", create=True)


def test_the_use_of_a_closed_archive_is_a_mistake_of_ours(path):
    archive = Archive(path, create=True)
    archive.close()
    with pytest.raises(sqlite3.ProgrammingError):
        archive.counts()
