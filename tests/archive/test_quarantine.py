"""What could not be read is noted until its file is read again."""

from __future__ import annotations

from contextlib import suppress

from search.archive.quarantine import QuarantineEntry


def entry(file: str, line: int | None) -> QuarantineEntry:
    return QuarantineEntry(file, line, "dòng hỏng", "bad line", "{…", "2026-01-01T00:00:00+00:00")


def test_entries_come_back_latest_first(archive):
    entries = [entry("a.jsonl", 3), entry("b.txt", None), entry("a.jsonl", 9)]
    archive.quarantine.add(entries)
    assert archive.quarantine.entries() == entries[::-1]
    assert archive.quarantine.entries(limit=2) == entries[:0:-1]
    assert archive.counts().quarantined == 3


def test_a_file_read_again_starts_with_none(archive):
    archive.quarantine.add([entry("a.jsonl", 3), entry("b.txt", None)])
    archive.quarantine.forget("a.jsonl")
    archive.quarantine.forget("unknown")
    assert archive.quarantine.entries() == [entry("b.txt", None)]


def test_a_packed_file_read_again_starts_with_none_of_what_is_inside_it(archive):
    others = [entry("a.zip.txt", 1), entry("a.zip0", None), entry("b/a.zip/c.txt", 1)]
    archive.quarantine.add([entry("a.zip/b c.txt", 3), entry("a.zip/z/ỹ.txt", 1), *others])
    archive.quarantine.forget("a.zip")
    assert archive.quarantine.entries() == others[::-1]


def test_entries_are_part_of_the_transaction_around_them(archive):
    with suppress(RuntimeError), archive.transaction():
        archive.quarantine.add([entry("a.jsonl", 3)])
        raise RuntimeError
    assert archive.quarantine.entries() == []
