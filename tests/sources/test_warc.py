"""WARC files: pages read under their address and time, a broken record costs itself alone."""

import gzip

import pytest

from search.article import Article
from search.sources.files import Records
from search.sources.reader import Rejected


def record(number, kind="application/json", status="200 OK", content=None):
    text = content or f'{{"title": "bài {number}"}}\n'.encode()
    page = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + text
    header = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Target-URI: https://bao.vn/{number}\r\nWARC-Date: 2020-12-29T20:00:00Z\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(page)}\r\n\r\n"
    )
    return header.encode() + page + b"\r\n\r\n"


def crawl(*, packed=False, pages=3):
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 5\r\n\r\na: b\n\r\n\r\n"
    parts = [info, *(record(number) for number in range(pages))]
    return b"".join(gzip.compress(part) if packed else part for part in parts)


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_read_under_their_address(tmp_path, packed):
    path = tmp_path / "a.warc"
    path.write_bytes(crawl(packed=packed))
    found = [each for _, each in Records([path])]
    assert [(each.title, each.url) for each in found] == [
        (f"bài {number}", f"https://bao.vn/{number}") for number in range(3)
    ]


def test_the_charset_that_a_server_names_is_believed(read_file):
    words = "Đươ\u0300ng ngâ\u0323p sâu nư\u0309a me\u0301t, xe không qua đươ\u0323c. " * 4
    page = f"<html><h1>Tin</h1><p>{words}</p></html>".encode("cp1258")
    [found] = read_file(record(1, kind="text/html; charset=Windows-1258", content=page))
    assert found.body.startswith("Đường ngập sâu nửa mét")
    assert (found.extra["encoding"], found.extra["encoding_basis"]) == ("windows-1258", "declared")
    [found] = read_file(record(1, kind="text/html", content=page))
    assert found.extra["encoding_basis"] == "detected"


def test_pictures_and_errors_of_a_site_are_passed_over(titles):
    crawled = record(1, kind="image/jpeg") + record(2, status="404 Not Found") + record(3)
    assert titles(crawled) == ["bài 3"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Content-Length: ", b"Content-Length: 9"),
        (b"Content-Length: ", b"Content-Length: -"),
        (b"WARC/1.0\r\n", b"WRC\r\n"),
        (b"HTTP/1.1", b"\x00\x00"),
    ],
)
def test_a_broken_record_costs_itself_alone(read_file, capsys, old, new):
    data = crawl(pages=4)
    at = data.index(old, data.index(b"https://bao.vn/0"))
    found = read_file(data[:at] + new + data[at + len(old) :], "a.warc")
    titles = [each.title for each in found if isinstance(each, Article)]
    assert len(titles) == 3
    [bad] = [each for each in found if isinstance(each, Rejected)]
    assert "record" in bad.en
    assert bad.en.count("\n") == 0
    assert capsys.readouterr() == ("", "")


def test_a_crawl_cut_off_keeps_what_came_before(read_file):
    data = crawl(pages=4)
    *good, last = read_file(data[:-60])
    assert len(good) == 3
    assert isinstance(last, Rejected)


def test_a_packed_crawl_cut_off_keeps_what_came_before(tmp_path):
    path = tmp_path / "a.warc.gz"
    path.write_bytes(crawl(packed=True, pages=4)[:-60])
    *good, (_, last) = Records([path])
    assert len(good) == 3
    assert isinstance(last, Rejected)
    assert gzip.decompress(crawl(packed=True)).startswith(b"WARC")
