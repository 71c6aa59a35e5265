"""ZIP and tar: every file in them read, nothing unpacked, bombs and damage stopped in one line."""

import gzip
import io
import os
import tarfile
import zipfile

import pytest

from search.article import Article
from search.sources import allowance, containers
from search.sources.allowance import DEEPEST
from search.sources.files import Records
from search.sources.reader import Rejected

LINE = '{"title": "%s"}\n'


def zipped(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files: dict[str, bytes | str], mode: str = "w") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, content in files.items():
            data = content.encode() if isinstance(content, str) else content
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return packed.getvalue()


FILES = {
    "a.jsonl": LINE % "một",
    "thư mục/b.txt": "Tiêu đề hai\n\nĐoạn.",
    "c.jsonl.gz": gzip.compress((LINE % "ba").encode()),
    ".ẩn/d.txt": "Ẩn",
    "__MACOSX/._a.jsonl": "rác",
}


@pytest.mark.parametrize(
    "packed", [zipped(FILES), tarred(FILES), tarred(FILES, "w:gz"), zipped(FILES, 0)]
)
def test_every_file_in_an_archive_is_read_by_its_own_format(tmp_path, packed):
    (tmp_path / "tin.zip").write_bytes(packed)
    found = [each.title for _, each in Records([tmp_path]) if isinstance(each, Article)]
    assert found[:3] == ["một", "Tiêu đề hai", "ba"]


def test_an_archive_in_an_archive_is_read(titles):
    inner = zipped({"b.jsonl": LINE % "b"})
    assert titles(tarred({"a.jsonl": LINE % "a", "in.zip": inner})) == ["a", "b"]
    assert titles(zipped({"in.tar": tarred({"in.zip": inner})})) == ["b"]


def test_what_is_wrong_inside_is_told_by_its_place(read_file):
    [bad] = read_file(zipped({"lô 1/a.jsonl": "{cut\n"}), "tin.zip")
    assert (bad.file, bad.line) == ("tin.zip/lô 1/a.jsonl", 1)


@pytest.mark.parametrize("name", ["../../a.jsonl", "/etc/a.jsonl", "C:\\a.jsonl", "a\nb\x1b.jsonl"])
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_nothing_is_written_whatever_names_stand_in_it(tmp_path, monkeypatch, titles, name, pack):
    folder = tmp_path / "x" / "y"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    assert titles(pack({name: LINE % "a"})) == ["a"]
    assert not [each for each in tmp_path.rglob("*") if each.is_file()]


def test_links_in_a_tar_are_not_followed(read_file):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    assert read_file(packed.getvalue()) == []


def test_a_bomb_is_told_by_its_size_and_the_next_file_is_read(titles, monkeypatch):
    monkeypatch.setattr(allowance, "FREE", 1 << 20)
    bomb = zipped({"bom.txt": bytes(8 << 20), "a.jsonl": LINE % "a"})
    first, second = titles(bomb)
    assert "unpacks to over 8 MB" in first
    assert second == "a"


@pytest.mark.parametrize("inner", [bytes, lambda data: zipped({"b.gz": gzip.compress(data)})])
def test_a_packed_file_that_goes_on_and_on_is_left(tmp_path, monkeypatch, inner):
    monkeypatch.setattr(allowance, "FREE", 1 << 20)
    path = tmp_path / "bom"
    path.write_bytes(gzip.compress(inner((LINE % "a").encode() * 400_000)))
    *good, (_, last) = Records([path])
    assert "unpacks to over" in last.en
    assert all(isinstance(each, Article) for _, each in good)


def test_archives_in_archives_end_somewhere(titles):
    packed = zipped({"a.jsonl": LINE % "a"})
    for _ in range(DEEPEST + 1):
        packed = zipped({"in.zip": packed}, 0)
    [reason] = titles(packed)
    assert f"more than {DEEPEST} archives" in reason


def test_an_archive_in_a_pipe_is_read_up_to_a_size(tmp_path, monkeypatch):
    path = tmp_path / "tin.zip.gz"
    path.write_bytes(gzip.compress(zipped(FILES)))
    titles = [each.title for _, each in Records([path])]
    assert titles[:3] == ["một", "Tiêu đề hai", "ba"]
    monkeypatch.setattr(containers, "LARGEST_IN_MEMORY", 100)
    [(_, reason)] = Records([path])
    assert "give this file by itself" in reason.en


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_cut_off_keeps_what_can_be_read(read_file, pack):
    packed = pack({f"{n}.jsonl": LINE % f"{n} {os.urandom(600).hex()}" for n in range(40)})
    *good, last = read_file(packed[: len(packed) // 2])
    assert isinstance(last, Rejected)
    assert all(isinstance(each, Article) for each in good)
    assert good or pack is zipped  # a ZIP's list stands at its end


def test_a_member_that_is_damaged_costs_itself_alone(read_file):
    packed = bytearray(zipped({"a.txt": "Tin A\n" * 50, "b.jsonl": LINE % "b"}, 0))
    packed[60] ^= 0xFF
    first, second = read_file(bytes(packed), "tin.zip")
    assert isinstance(first, Rejected)
    assert first.file == "tin.zip/a.txt"
    assert second.title == "b"


def test_a_member_with_a_password_is_told(read_file):
    packed = bytearray(zipped({"a.txt": "Tin"}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(signature) + offset] |= 1
    [rejected] = read_file(bytes(packed))
    assert rejected.en == "encrypted"


def test_an_empty_archive_is_read_and_holds_nothing(read_file):
    assert read_file(zipped({})) == []
    [rejected] = read_file(b"PK\x03\x04 rest")
    assert "damaged ZIP" in rejected.en
