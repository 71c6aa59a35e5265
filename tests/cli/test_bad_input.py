"""Promises about input that is no news: quarantined with file, line, reason; the rest is kept."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from pathlib import Path

import pytest

PROSE = "Chiều nay đoàn kiểm tra làm việc với xã về tiến độ xây dựng trường mầm non. " * 2
WARC = (
    b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    b"WARC-Target-URI: https://bao.example.vn/h\r\nWARC-Date: 2020-12-29T20:00:00Z\r\n"
    b"Content-Type: application/json\r\nContent-Length: 30\r\n\r\n"
    b'{"id": "h", "title": "B\xc3\xa3o h"}\r\n\r\n'
)
GOOD = b'{"id": "tot", "title": "B\xc3\xa0i t\xe1\xbb\x91t"}\n'


def bad(name, content, line, said):
    return pytest.param(name, content, line, said, id=name)


@pytest.mark.parametrize(
    ("name", "content", "line", "said"),
    [
        bad("empty.txt", b"", None, "no text"),
        bad("blank.txt", b" \n\r\n\t\n", None, "no text"),
        bad("empty.jsonl", b"", None, "no text"),
        bad("binary.txt", bytes(range(256)) * 40, None, "binary"),
        bad("latin.txt", "Tít\n\nthân".encode("cp1258") + b"\xff", 1, "UTF-8"),
        bad("long.txt", b"a" * 50_000_000, None, "larger than"),
        bad("array.json", b'[{"id": "tot", "title": "x"}, {"ti', None, "item 2"),
        bad("broken.jsonl.gz", b"\x1f\x8b\x08junk", None, "compressed"),
        bad("utf8.jsonl", GOOD + b'{"title": "\xff\xfe"}\n', 2, "UTF-8"),
        bad("number.jsonl", GOOD + b"42\n", 2, "not a JSON object"),
        bad("list.jsonl", GOOD + b"[1, 2]\n", 2, "not a JSON object"),
        bad("cut.jsonl", GOOD + b'{"title": "x\n', 2, "not JSON"),
        bad("long.jsonl", GOOD + b'{"title": "' + b"a" * 50_000_000 + b'"}\n', 2, "longer than"),
        bad("wordless.jsonl", GOOD + b'{"id": "x", "source": "y"}\n', 2, "no title"),
        bad("type.jsonl", GOOD + b'{"title": ["x"]}\n', 2, "title"),
        bad("date.jsonl", GOOD + b'{"title": "x", "published": "9999-12-31"}\n', 2, "date 9999"),
        bad("deep.jsonl", GOOD + b'{"title": ' + b"[" * 100_000 + b"\n", 2, "nested"),
    ],
)
def test_bad_input_is_named_and_the_rest_kept(timbao, tmp_path, name, content, line, said):  # noqa: PLR0917
    path = tmp_path / name
    path.write_bytes(content)
    after = tmp_path / "z.jsonl"
    after.write_bytes(GOOD.replace(b"tot", b"sau"))
    where = ("--data", tmp_path / "data")
    ran = timbao("index", path, after, *where, "--json")
    assert (ran.code, ran.err) == (1, "")
    [entry] = ran.json["rejected"]
    assert (entry["file"], entry["line"]) == (str(path), line)
    assert said in entry["reason"]
    [kept] = timbao("status", *where, "--json").json["quarantine"]
    assert (kept["file"], kept["line"], kept["reason"]) == (str(path), line, entry["reason"])
    expected = {"sau", "tot"} if content.startswith(GOOD) else {"sau"}
    assert expected <= set(timbao("search", "bài tốt", *where, "--json").ids)
    place = f"{path}:{line}: " if line else f"{path}: "
    said_again = timbao("index", path, *where).err
    assert said_again.startswith(place)
    assert said_again.count("\n") == 1


def test_nothing_readable_at_all_is_code_1(timbao, tmp_path):
    (tmp_path / "bad.jsonl").write_bytes(b"{cut\n")
    assert timbao("index", tmp_path / "bad.jsonl", "--data", tmp_path / "data").code == 1


def test_a_file_mended_leaves_the_quarantine(timbao, tmp_path):
    path, where = tmp_path / "a.jsonl", ("--data", tmp_path / "data")
    path.write_bytes(b"{cut\n")
    timbao("index", path, *where)
    path.write_bytes(GOOD)
    assert timbao("index", path, *where).code == 0
    assert timbao("status", *where, "--json").json["quarantined"] == 0


def test_article_without_a_title_goes_by_its_first_sentence(timbao, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"body": "Câu đầu ở đây. Câu sau."}\n', encoding="utf-8")
    timbao("index", path, "--data", tmp_path / "data")
    shown = timbao("search", "câu sau", "--data", tmp_path / "data").out
    assert "1. Câu đầu ở đây" in shown
    assert "[tít suy từ câu đầu]" in shown


def test_standard_input_is_named_with_its_line(spawn, tmp_path):
    ran = spawn("index", "-", "--data", tmp_path / "data", stdin=GOOD + b"42\n")
    assert ran.code == 1
    assert ran.err.startswith("-:2: ")


def test_only_the_first_of_many_are_listed(timbao, tmp_path):
    path, where = tmp_path / "a.jsonl", ("--data", tmp_path / "data")
    path.write_bytes(GOOD + b"42\n" * 30)
    said = timbao("index", path, *where).err
    assert "timbao status --quarantine" in said
    assert len(said.splitlines()) == 21
    assert timbao("status", *where).out.count(str(path)) == 10
    assert timbao("status", "--quarantine", *where).out.count(str(path)) == 30


_AS_NOBODY = """
import os, sys
from search.cli.main import run
data, *arguments = sys.argv[1:]
assert run(["search", "lũ", "--data", data]) == 0  # imports all, while the libraries can be read
assert run(["index", *arguments, "--dry-run", "--json"]) == 1
sys.stdout.flush()
os.setgid(65534), os.setuid(65534)
sys.exit(run(["index", *arguments, "--dry-run", "--json"]))
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can become someone who may not read",
)
def test_a_folder_without_permission_is_reported(newsroom, articles):
    # not below tmp_path, whose parents nobody else may enter
    with tempfile.TemporaryDirectory() as top:
        Path(top).chmod(0o755)
        locked = Path(top) / "khóa"
        locked.mkdir(mode=0o700)
        shutil.copy(articles, Path(top) / "mở.jsonl")
        ran = subprocess.run(
            [sys.executable, "-c", _AS_NOBODY, newsroom, top],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert ran.returncode == 1, ran.stderr
    report = json.loads(ran.stdout.splitlines()[-1])
    assert report["new"] == 9
    assert report["rejected"][0]["file"] == str(locked)
    assert report["rejected"][0]["reason"] == "cannot be read: Permission denied"


def test_a_full_disk_loses_nothing_accepted(timbao, small_disk, tmp_path, articles):
    where = ("--data", small_disk)
    assert timbao("index", articles, *where).code == 1
    much = tmp_path / "much.jsonl"
    with much.open("w", encoding="utf-8") as file:
        for number in range(2000):
            print(
                json.dumps({"id": f"n{number}", "title": f"Tin {number}", "body": "chữ " * 200}),
                file=file,
            )
    full = timbao("index", much, *where)
    assert full.code == 2
    assert len(full.err.splitlines()) == 1
    assert "full" in full.err or "No space left" in full.err
    assert timbao("show", "cds", *where).code == 0
    assert timbao("search", "chuyển đổi số", *where, "--json").ids == ["cds"]
    under_json = timbao("index", much, *where, "--json")
    assert (under_json.code, under_json.json["error"]) == (2, "StorageError")


def test_a_long_line_is_read_past_quickly(timbao, tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(GOOD + b"a" * 50_000_000 + b"\n")
    began = time.perf_counter()
    assert timbao("index", path, "--data", tmp_path / "data").code == 1
    assert time.perf_counter() - began < 10


def test_a_folder_of_all_that_can_be_wrong_is_read_to_its_end(timbao, tmp_path):
    folder = tmp_path / "tin"
    folder.mkdir()
    (folder / "vòng").symlink_to(folder)
    (folder / "tên có\ndòng.jsonl").write_bytes(b"{cut\n")
    (folder / unicodedata.normalize("NFD", "Bão số 9.jsonl")).write_bytes(GOOD)
    (folder / "cụt.jsonl.gz").write_bytes(gzip.compress(GOOD.replace(b"tot", b"a") * 9)[:-9])
    (folder / "mảng.json").write_bytes(b'[{"id": "b", "title": "b"}, {"id": "c", "ti')
    (folder / "bảng.csv").write_text("id,title\nd,d\ne\nf,f\n", encoding="utf-8")
    (folder / "tin.rss").write_text(
        "<rss><item><title>&lt;b&gt;g&lt;/b&gt;</title></item>", encoding="utf-8"
    )
    with zipfile.ZipFile(folder / "bom.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("0.txt", bytes(200 << 20))
    (folder / "hỏng.warc").write_bytes(WARC.replace(b"Length: 30", b"Length: -") + WARC)
    with (folder / "to.html").open("wb") as large:
        large.write(b"<!doctype html>")
        large.truncate(200 << 20)
    (folder / "sâu.html").write_bytes(b"<html>" + b"<div>" * 3000 + b"</html>")
    (folder / "anh.html").write_text(f"<h1>News</h1><p>{'The council met today. ' * 20}")
    (folder / "phí.html").write_text(f"<h1>Tin</h1><p>{PROSE}<p>Đăng nhập để đọc tiếp", "utf-8")
    (folder / "hình.html").write_bytes(b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(100))
    where = ("--data", tmp_path / "data")
    ran = timbao("index", folder, *where)
    assert ran.code == 1
    lines = [line for line in ran.err.splitlines() if line.startswith(str(folder))]
    assert len(lines) == 12  # beside them there is only progress
    assert "cách ly (quarantined) 12" in ran.out
    titles = {hit["title"] for hit in timbao("search", "b d f g", "--json", *where).json["hits"]}
    assert titles <= {"b", "d", "f", "g"}
    assert timbao("status", *where, "--json").json["articles"] == 7
