"""Files and folders: found in order, opened whatever they are packed in, trouble reported."""

import bz2
import gzip
import io
import lzma
import os
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from search.article import Article
from search.errors import SourceMissing, UsageError
from search.sources.files import InputFile, Reading, Records, articles, inputs
from search.sources.reader import Rejected

PARAGRAPH = "Chiều nay đoàn kiểm tra làm việc với xã về tiến độ xây dựng trường mầm non mới. "
PAGE = f"<!doctype html><html><body><h1>Bài</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p></body></html>"
WARC_HEADER = (
    "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    "WARC-Target-URI: https://bao.example.vn/a\r\nWARC-Date: 2020-12-29T20:00:00Z\r\n"
    f"Content-Type: text/html\r\nContent-Length: {len(PAGE.encode())}\r\n\r\n"
)


def packed(name: str, content: str) -> bytes:
    """Return a ZIP file with one file in it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, content)
    return data.getvalue()


def tarred(content: bytes) -> bytes:
    """Return a tar file with one page in it."""
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        member = tarfile.TarInfo("a.html")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return data.getvalue()


FORMATS = {
    "text": f"Bài\n\n{PARAGRAPH}\n",
    "jsonl": '{"title": "Bài"}\n',
    "json": '[\n{"title": "Bài"}\n]',
    "csv": "tiêu đề,nội dung\nBài,Lũ\n",
    "tsv": "headline\tcontent\nBài\tLũ\n",
    "rss": "<rss><channel><item><title>Bài</title></item></channel></rss>",
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Bài</title></entry></feed>',
    "html": PAGE,
    "markdown": f"---\ntitle: Bài\n---\n{PARAGRAPH}\n",
    "zip": packed("a.html", PAGE),
    "docx": packed(
        "word/document.xml",
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:p><w:r><w:t>Bài</w:t></w:r></w:p><w:p><w:r><w:t>{PARAGRAPH}</w:t></w:r></w:p>"
        "</w:document>",
    ),
    "tar": tarred(PAGE.encode()),
    "warc": f"{WARC_HEADER}{PAGE}\r\n\r\n",
}
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


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_known_by_its_content_in_a_folder_and_in_a_pipe(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    content = FORMATS[kind]
    data = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "không đuôi").write_bytes(gzip.compress(data))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = [record for _, record in Records([tmp_path, "-"])]
    assert [getattr(each, "title", each) for each in found] == ["Bài"] * 3


def test_a_sitemap_beside_its_pages_costs_a_line(tmp_path: Path) -> None:
    urls = "<url><loc>https://bao.example.vn/a</loc></url>"
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    (tmp_path / "sitemap.xml").write_text(f"<urlset>{urls}</urlset>", "utf-8")
    page, sitemap = (record for _, record in Records([tmp_path]))
    assert isinstance(page, Article)
    assert isinstance(sitemap, Rejected)
    assert "1 addresses" in sitemap.en


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
