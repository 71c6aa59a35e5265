"""What is quarantined can be tried again, every run is listed, and misuse is told."""

from __future__ import annotations

import zipfile

import pytest

GOOD = '{"id": "tot", "title": "Bài tốt"}\n'


def test_quarantined_files_are_tried_again_also_inside_an_archive(timbao, tmp_path):
    where = ("--data", tmp_path / "data")
    plain, packed = tmp_path / "a.jsonl", tmp_path / "b.zip"
    plain.write_text("{cut\n", encoding="utf-8")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("thư mục/b.jsonl", "{cut\n")
    (tmp_path / "c.jsonl").write_text("{cut\n", encoding="utf-8")
    assert timbao("index", plain, packed, tmp_path / "c.jsonl", *where).code == 1
    (tmp_path / "c.jsonl").unlink()
    plain.write_text(GOOD, encoding="utf-8")
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("thư mục/b.jsonl", GOOD.replace("tot", "trong"))
    ran = timbao("index", "--retry", "--json", *where)
    assert (ran.code, ran.json["new"]) == (0, 2)
    [left] = timbao("status", "--json", *where).json["quarantine"]
    assert left["file"] == str(tmp_path / "c.jsonl")


def test_nothing_to_try_again_is_code_1(timbao, tmp_path):
    where = ("--data", tmp_path / "data")
    (tmp_path / "a.jsonl").write_text(GOOD, encoding="utf-8")
    timbao("index", tmp_path / "a.jsonl", *where)
    assert timbao("index", "--retry", *where).code == 1
    assert timbao("index", "--retry", "--data", tmp_path / "none").code == 2


def test_each_run_is_listed_with_its_counts(timbao, tmp_path):
    where = ("--data", tmp_path / "data")
    (tmp_path / "a.jsonl").write_text(GOOD + "{cut\n", encoding="utf-8")
    timbao("index", tmp_path / "a.jsonl", *where)
    timbao("rebuild", *where)
    rebuilt, indexed = timbao("status", "--runs", "--json", *where).json["runs"]
    assert (rebuilt["command"], rebuilt["counts"]) == ("rebuild", {"indexed": 1})
    assert indexed["counts"] == {
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "removed": 0,
        "quarantined": 1,
        "indexed": 1,
    }
    assert "quarantined 1" in timbao("status", "--runs", *where).out


def test_what_pages_of_a_paper_repeat_is_left_out_and_shown(timbao, tmp_path):
    folder, where = tmp_path / "trang", ("--data", tmp_path / "data")
    folder.mkdir()
    invitation = "Quý vị có thể gửi tin bài về hộp thư của tòa soạn."
    for number in range(12):
        text = f"Đoạn kể chuyện thứ {number} của bài, đủ dài để là một đoạn văn."
        (folder / f"{number:02}.html").write_text(
            f"<link rel=canonical href=https://bao.example.vn/{number}>"
            f"<h1>Bài {number}</h1><p>{text}</p><p>{text} Hết.</p><p>{invitation}</p></html>",
            "utf-8",
        )
    assert timbao("index", folder, *where, "--jobs", "1").code == 0
    [line] = timbao("status", *where, "--json").json["repeated_lines"]
    assert (line["source"], line["line"]) == ("bao.example.vn", invitation)
    assert invitation in timbao("status", *where).out
    hits = timbao("search", '"hộp thư của tòa soạn"', *where, "--json", "--all-copies").ids
    assert len(hits) == 10  # those that it was learned from


def test_times_that_count_back_do_so_from_when_the_user_fetched_the_file(timbao, tmp_path):
    path, where = tmp_path / "a.txt", ("--data", tmp_path / "data")
    path.write_text("Lũ lên nhanh\n3 giờ trước\n\nNước sông dâng cao.\n", encoding="utf-8")
    for number, told in enumerate(("2020-12-30T01:00", "2020-12-29T20:30:00+00:00")):
        data = (*where[:1], f"{where[1]}{number}")
        assert timbao("index", path, "--fetched", told, *data).code == 0
        [hit] = timbao("search", "lũ", *data, "--json").json["hits"]
        assert (hit["published"], hit["published_precision"]) == (
            ("2020-12-29", "inferred"),
            ("2020-12-30", "inferred"),
        )[number]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Name the files"),
        (["--watch"], "one folder"),
        (["--watch", "a", "b"], "one folder"),
        (["--map", "tít=x", "."], "FIELD=NAME"),
        (["--map", "title", "."], "FIELD=NAME"),
        (["--fetched", "hôm qua", "."], "a time like"),
    ],
)
def test_what_cannot_be_asked_is_told(timbao, tmp_path, arguments, said):
    ran = timbao("index", *arguments, "--data", tmp_path)
    assert ran.code == 2
    assert said in ran.err


def test_watching_is_neither_a_try_nor_a_retry(timbao, tmp_path):
    for other in ("--retry", "--dry-run"):
        assert timbao("index", "--watch", tmp_path, other, "--data", tmp_path / "d").code == 2
