"""A folder of saved pages, with all that disks hold, costs one line for each bad file."""

import gzip
import unicodedata
from pathlib import Path

import pytest

from search.article import Article
from search.sources.files import Records
from search.sources.reader import Rejected

LONG = "Chiều nay đoàn kiểm tra làm việc với xã về tiến độ xây dựng trường mầm non mới."


def page(title: str) -> bytes:
    return (
        f"<!doctype html><html><head><meta charset=utf-8></head><body><h1>{title}</h1>"
        f"<div><p>{LONG}</p><p>{LONG}</p></div></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "name",
    [
        "hai chữ.html",
        "xuống\ndòng.html",
        unicodedata.normalize("NFD", "đường về Nghệ An.htm"),
        "không đuôi",
        "dấu 'nháy' \"kép\" & $(x).HTML",
    ],
)
def test_any_name_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(page("Bài"))
    ((_, found),) = Records([tmp_path])
    assert isinstance(found, Article)
    assert found.title == "Bài"


def test_bad_file_costs_one_line_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "1.html").write_bytes(page("Một"))
    (tmp_path / "2 ảnh.html").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100))
    (tmp_path / "3.html").write_bytes(b"<html>" + b"<div>" * 3000 + b"</html>")
    with (tmp_path / "4.html").open("wb") as large:
        large.write(b"<!doctype html>")
        large.truncate(200 * 1024 * 1024)
    (tmp_path / "5").symlink_to(tmp_path)
    (tmp_path / "6.html").symlink_to(tmp_path / "6.html")
    (tmp_path / "7.html").write_bytes(page("Bảy"))
    (tmp_path / "8.html").write_bytes(b"")
    found = [record for _, record in Records([tmp_path])]
    assert [record for _, record in Records([tmp_path], processes=2)] == found
    titles = [record.title for record in found if isinstance(record, Article)]
    reasons = [record.en for record in found if isinstance(record, Rejected)]
    assert titles == ["Một", "Bảy"]
    looped = reasons.pop(3)
    assert looped.startswith("cannot be read")
    assert reasons == [
        "an image or other binary, no page",
        "elements nested too deeply",
        "page larger than 16 MiB",
        "no text in the file",
    ]


def test_page_in_any_packing_is_known_by_its_content(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(page("Trang"))
    (tmp_path / "b.html.gz").write_bytes(gzip.compress(page("Nén")))
    found = [record for _, record in Records([tmp_path])]
    assert [record.title for record in found if isinstance(record, Article)] == ["Trang", "Nén"]
