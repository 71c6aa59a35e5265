"""A scraper's text files become the articles that a reader would see in them."""

import io
import json
import time
import unicodedata
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.article import Article, Precision, stable_id
from search.sources import raw_text
from search.sources.credits import split_credit
from search.sources.raw_text import parse, read_raw_text
from search.sources.reader import Rejected, Source

FIXTURES = sorted((Path(__file__).parent / "fixtures" / "raw").glob("*.txt"))


def read(data: bytes, default_source: str = "") -> Article | Rejected:
    source = Source("bai.txt", None, io.BufferedReader(io.BytesIO(data)), default_source)
    (only,) = read_raw_text(source)
    return only


def article(text: str, default_source: str = "") -> Article:
    found = read(text.encode(), default_source)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixture_reads_as_written_by_hand(path: Path) -> None:
    found = article(path.read_bytes().decode())
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    got = {
        "source": found.source,
        "title": found.title,
        "title_inferred": found.title_inferred,
        "lead": found.lead,
        "paragraphs": list(found.paragraphs),
        "published": found.published.isoformat() if found.published else None,
        "precision": found.precision.value,
        "author": found.author,
        "captions": [asdict(caption) for caption in found.captions],
    }
    assert got == expected


def test_there_are_enough_fixtures() -> None:
    assert len(FIXTURES) >= 16


@pytest.mark.shared
def test_seed_gives_its_source_date_and_five_photos(shared: Path) -> None:
    (path,) = (shared / "seed").glob("*.txt")
    found = article(path.read_text("utf-8"))
    assert found.title == "Sở Thông tin và truyền thông triển khai nhiệm vụ năm 2021"
    assert (found.source, found.published) == ("Baonghean.vn", date(2020, 12, 29))
    assert found.precision is Precision.INFERRED
    assert [photo.ordinal for photo in found.captions] == [1, 2, 3, 4, 5]
    assert {photo.credit for photo in found.captions} == {"Lê Thanh"}
    assert found.captions[3].alt == "Trao Bằng khen của Bộ TT&TT cho các tập thể."
    assert found.lead.startswith("Chiều 29/12, Sở Thông tin")
    assert len(found.paragraphs) == 8
    assert not {"mask", "Tin mới"} & {found.title, *found.paragraphs}


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (b"", None, "no text"),
        (" \n\xa0\n\t\n".encode(), None, "no text"),
        (b"mask\n", None, "no text"),
        (b"anh\0nh\0", None, "binary"),
        (b"\x01\x02\x03\x04a", None, "binary"),
        ("Tiêu đề\nĐoạn ".encode() + b"\xff\xfe", 2, "not UTF-8 from byte 21"),
        (b"a" * (raw_text.LARGEST_FILE + 1), None, "larger than 10 MiB"),
    ],
)
def test_what_is_no_article_is_rejected(data: bytes, line: int | None, reason: str) -> None:
    found = read(data)
    assert isinstance(found, Rejected)
    assert (found.file, found.line) == ("bai.txt", line)
    assert reason in found.en
    assert found.vi
    assert len(found.excerpt) <= 200


def test_line_ends_bom_and_missing_final_newline_change_nothing() -> None:
    plain = "mask\n\nTiêu đề bài\n\nNDO - Ngày 5/3/2021, mưa lớn.\n\nĐoạn hai.\n"
    odd = "\ufeff" + unicodedata.normalize("NFD", plain).replace("\n", "\r\n").rstrip()
    blank = plain.replace("\n\n", "\n\xa0\n")
    assert article(plain) == article(odd) == article(blank)


def test_id_is_stable_and_default_source_fills_an_empty_one() -> None:
    found = article("Tiêu đề\n\nMột đoạn văn.", "Báo A")
    assert found.source == "Báo A"
    assert found.id == stable_id(url="", source="Báo A", title="Tiêu đề", day="")
    assert article("Tiêu đề\n\nNDO - Một đoạn văn.", "Báo A").source == "NDO"


def test_only_paragraph_is_the_body_and_the_first_of_two_the_lead() -> None:
    one = article("Tiêu đề\n\nMột đoạn văn.")
    two = article("Tiêu đề\n\nMột đoạn văn.\n\nĐoạn hai.")
    assert (one.lead, one.body) == ("", "Một đoạn văn.")
    assert (two.lead, two.body) == ("Một đoạn văn.", "Đoạn hai.")


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Thứ Ba, 29/12/2020 - 18:05", date(2020, 12, 29)),
        ("29/12/2020 18:05 GMT+7", date(2020, 12, 29)),
        ("Cập nhật lúc 18:05 29/12/2020", date(2020, 12, 29)),
    ],
)
def test_timestamp_line_gives_an_exact_date_and_goes(stamp: str, day: date) -> None:
    found = article(f"Tiêu đề\n{stamp}\n\nMột đoạn văn.\n\nĐoạn hai.")
    assert (found.published, found.precision) == (day, Precision.EXACT)
    assert found.paragraphs == ("Đoạn hai.",)


@given(st.text())
def test_any_text_gives_one_article_or_reason(text: str) -> None:
    found = read(text.encode("utf-8", "surrogatepass"))
    assert isinstance(found, Article | Rejected)


words = st.sampled_from(
    [
        "mask",
        "Tin mới",
        "Ảnh: Lê Thanh",
        "(Ảnh: A)",
        "Ảnh tư liệu",
        "Quang cảnh hội nghị.",
        "NDO - ",
        "\n",
        "\n\n",
        ">> ",
        " - ",
        "(Baonghean.vn) - Chiều 29/12,",
        "năm 2020",
        "5/3/2021",
        "Xem thêm:",
    ]
)


@given(st.lists(words).map(" ".join))
@example("Ảnh: Lê Thanh mask \n Ảnh: Lê Thanh")
def test_any_article_is_nfc_and_no_caption_keeps_its_credit(text: str) -> None:
    found = parse(
        unicodedata.normalize("NFC", text), Source("bai", None, io.BufferedReader(io.BytesIO()))
    )
    if found:  # an Article checks NFC itself
        for caption in found.captions:
            assert split_credit(caption.text)[1] == ""
            assert split_credit(caption.alt)[1] == ""


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1/",
        "Ảnh: ",
        "Ảnh: A\n",
        "Mưa lớn ở Vinh hôm nay\n",
        "mask\n",
        "(",
        "năm 2020 ",
        " ",
        "Tin mới\n",
        "tổng kết ",
        "ngày 1/1 ",
        "10/10/2010 ",
        "Một hai ba bốn. Ảnh: A\n",
        "ệ",
    ],
)
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    data = (piece * (3_000_000 // len(piece.encode()))).encode()
    start = time.perf_counter()
    read(data)
    assert time.perf_counter() - start < 15  # what is quadratic takes minutes
