"""Files and folders: found in order, opened whatever they are packed in, trouble reported."""

import bz2
import gzip
import io
import lzma
import os
import sys
from pathlib import Path

import pytest

from search.article import Article
from search.errors import SourceMissing, UsageError
from search.sources.files import InputFile, Reading, Records, articles, inputs
from search.sources.reader import Rejected

LINES = b'{"title": "a"}\n{"title": "b"}\n'


def one(path: Path) -> InputFile:
    (file,) = inputs([path])
    assert isinstance(file, InputFile)
    return file


def titles(path: Path, **options: str) -> list[str]:
    found = articles(one(path), Reading(**options))
    return [item.title if isinstance(item, Article) else item.en for item in found]


def test_folder_is_walked_in_order_without_hidden_or_other_files(tmp_path: Path) -> None:
    names = [
        "b.txt",
        "a/z.jsonl.gz",
        "a/y",
        "a/anh.jpg",
        ".git/x.txt",
        "a/.h.txt",
        "c.NDJSON",
        "d.doc",
    ]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [os.path.relpath(file.path, tmp_path) for file in inputs([tmp_path])]
    assert found == ["a/y", "a/z.jsonl.gz", "b.txt", "c.NDJSON"]
    assert one(tmp_path / "d.doc").size == 1


def test_missing_path_raises_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        inputs([tmp_path, tmp_path / "none"])


def test_link_back_to_its_folder_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(inputs([tmp_path]))) == 1


def test_dangling_link_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "none")
    (found,) = inputs([tmp_path / "a"])
    assert isinstance(found, Rejected)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(mode=0)
    (found,) = inputs([tmp_path])
    assert isinstance(found, Rejected)


def test_name_that_is_not_utf8_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_bytes(b"a")
    (found,) = inputs([tmp_path])
    assert isinstance(found, InputFile)
    found.name.encode()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, lzma.compress, bz2.compress])
def test_content_not_name_chooses_reader_and_packing(tmp_path: Path, pack) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(pack(b"\xef\xbb\xbf \n" + LINES))
    assert titles(path) == ["a", "b"]
    path.write_bytes(pack("Tiêu đề\n\nĐoạn.".encode()))
    assert titles(path) == ["Tiêu đề"]


def test_position_reaches_the_packed_size(tmp_path: Path) -> None:
    path = tmp_path / "a.xz"
    path.write_bytes(lzma.compress(LINES))
    file = one(path)
    list(articles(file))
    assert file.position == file.size == path.stat().st_size


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress])
def test_damaged_end_keeps_what_came_before_and_names_the_line(tmp_path: Path, pack) -> None:
    path = tmp_path / "a"
    lines = b"".join(
        b'{"title": "%d%s"}\n' % (n, os.urandom(40).hex().encode()) for n in range(9000)
    )
    path.write_bytes(pack(lines)[:-5000])
    *good, last = articles(one(path))
    assert len(good) > 1000
    assert isinstance(last, Rejected)
    assert last.line == len(good) + 1


@pytest.mark.parametrize("data", [b"\x1f\x8bx", b"\xfd7zXZ\x00", b"\x1f\x8b"])
def test_false_archive_is_reported(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a").write_bytes(data)
    (found,) = articles(one(tmp_path / "a"))
    assert isinstance(found, Rejected)


def test_format_can_be_forced_and_an_unknown_one_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(LINES)
    assert titles(tmp_path / "a", format="text") == ['{"title": "a"}']
    with pytest.raises(UsageError):
        Reading(format="epub")


def test_file_that_vanished_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(LINES)
    file = one(tmp_path / "a")
    (tmp_path / "a").unlink()
    (found,) = articles(file)
    assert isinstance(found, Rejected)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINES)))
    (file,) = inputs(["-"])
    assert isinstance(file, InputFile)
    assert [
        item.title
        for item in articles(file, Reading(default_source="NDO"))
        if isinstance(item, Article)
    ]
    assert not sys.stdin.buffer.closed


def test_a_line_of_a_jsonl_file_that_is_no_object_is_rejected_not_read_as_text(tmp_path):
    path = tmp_path / "numbers.jsonl"
    path.write_text("42\n")
    [file] = inputs([path])
    [rejected] = articles(file)
    assert isinstance(rejected, Rejected)
    assert rejected.line == 1


def test_how_many_pieces_there_may_be_is_told_from_the_bytes_read(tmp_path):
    line = b'{"title": "tin", "body": "m\xc6\xb0a"}\n'
    (tmp_path / "a.jsonl").write_bytes(line * 6000)
    (tmp_path / "b.jsonl").write_bytes(line * 6000)
    records = Records([tmp_path])
    assert records.expected(0) == 0
    guesses = [records.expected(done) for done, _ in enumerate(records, 1) if done % 3000 == 0]
    assert guesses[-1] == 12_000
    assert all(9_000 <= guess <= 12_000 for guess in guesses)


def test_nobody_knows_how_many_pieces_standard_input_has():
    assert Records(["-"]).expected(10) == 0
