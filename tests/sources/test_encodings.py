"""Text comes out right whatever charset it is in, and what was assumed is said."""

import json
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.article import Article
from search.sources.charsets import CHARSETS, as_windows_1252, from_windows_1252
from search.sources.encodings import Decoded, decode, repaired, vietnamese
from search.sources.html import read_html
from search.sources.jsonl import read_jsonl
from search.sources.lexicon import entries
from search.sources.raw_text import read_raw_text

TONES = "\u0300\u0301\u0303\u0309\u0323"
STORY = (
    "Sáng 12/3, thành phố Vinh tổng kết một năm chuyển đổi số. Ông Lê Bá Hùng nói: cần đẩy mạnh "
    "hơn nữa. Người dân ở những phường xa rất vui mừng. Lời góp ấy được nhiều người ủng hộ."
)
SYLLABLES = st.sampled_from(STORY.replace(".", "").replace(",", "").replace(":", "").split())


def encoded(text: str, charset: str) -> bytes:
    """Write ``text`` as programs of the time did, by the tables read backwards."""
    if charset == "windows-1258":
        return b"".join(map(_windows_1258, text))
    if charset == "vni":
        typed = {row.split()[1]: row.split()[0] for row in entries("charset_vni")}
        return from_windows_1252("".join(typed.get(each, each) for each in text)) or b""
    rows = (row.split() for row in entries(f"charset_{charset}"))
    letters = {letter: bytes([int(code, 16)]) for code, letter in rows}
    return b"".join(letters[each] if each in letters else each.encode("ascii") for each in text)


def _windows_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        base = "".join(each for each in apart if each not in TONES)
        tone = "".join(each for each in apart if each in TONES)
        return (unicodedata.normalize("NFC", base) + tone).encode("cp1258")


@pytest.mark.parametrize("charset", CHARSETS)
def test_old_charset_is_detected(charset: str) -> None:
    assert decode(encoded(STORY, charset)) == Decoded(STORY, charset, "detected")


@pytest.mark.parametrize("charset", CHARSETS)
def test_declared_charset_is_believed_where_it_reads_well(charset: str) -> None:
    assert decode(encoded(STORY, charset), charset) == Decoded(STORY, charset, "declared")
    assert decode(encoded(STORY, charset), "iso-8859-1") == Decoded(STORY, charset, "detected")


@pytest.mark.parametrize("charset", CHARSETS)
@given(words=st.lists(SYLLABLES, min_size=30, max_size=60))
def test_old_charset_makes_the_round_trip(charset: str, words: list[str]) -> None:
    text = " ".join([*words, "ở", "những", "phường"])
    decoded = decode(encoded(text, charset))
    assert decoded is not None
    assert decoded.text == text


@pytest.mark.parametrize("charset", [*CHARSETS, "utf-8"])
def test_text_misread_once_is_put_right(charset: str) -> None:
    data = STORY.encode() if charset == "utf-8" else encoded(STORY, charset)
    name = "utf-8 twice" if charset == "utf-8" else charset
    misread = as_windows_1252(data)
    assert decode(misread.encode()) == Decoded(STORY, name, "repaired")


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_is_taken_as_it_is(charset: str) -> None:
    assert decode(STORY.encode(charset)) == Decoded(STORY)


@given(st.text())
def test_good_utf_8_is_never_lost(text: str) -> None:
    decoded = decode(text.encode("utf-8", "ignore"))
    assert decoded is not None
    assert unicodedata.is_normalized("NFC", decoded.text)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_none(data: bytes) -> None:
    decoded = decode(data, lenient=True)
    assert decoded is None or unicodedata.is_normalized("NFC", decoded.text)


@given(st.lists(SYLLABLES, min_size=1))
def test_vietnamese_is_never_repaired(words: list[str]) -> None:
    assert repaired(" ".join(words)) is None


def test_foreign_text_is_left_alone() -> None:
    text = "Le président français a déclaré à l'été que « la télévision » coûte cher à l'État."
    assert repaired(text) is None
    assert vietnamese(text) < 0.7
    assert decode(text.encode("latin-1"), "iso-8859-1") == Decoded(text, "iso-8859-1", "declared")
    assert decode(text.encode("latin-1")) is None


def test_letter_cut_off_at_the_end_is_dropped() -> None:
    assert decode("Vinh mưa".encode()[:-2]) == Decoded("Vinh m")


def test_few_broken_bytes_are_forgiven_only_where_asked() -> None:
    data = (STORY * 20).encode() + b"\xff" + STORY.encode()
    assert decode(data) is None
    decoded = decode(data, lenient=True)
    assert decoded is not None
    assert decoded.text.count("\ufffd") == 1
    assert decoded.basis == "damaged"


def test_capitals_that_tcvn3_lacks_come_back_in_words_of_capitals() -> None:
    small = "Tỉnh NGHệ AN họp báo về chuyển đổi số ở huyện"
    decoded = decode(encoded(small, "tcvn3"))
    assert decoded is not None
    assert decoded.text == small.replace("NGHệ", "NGHỆ")


@pytest.mark.parametrize("charset", CHARSETS)
def test_every_format_is_read_in_any_charset(read_file, charset: str) -> None:
    title, noted = "Vinh tổng kết chuyển đổi số", {"encoding": charset}
    item = f"<title>{title}</title><description>{STORY}</description>"
    for name, text in (
        ("a.csv", f'tiêu đề,nội dung,số\n{title},"{STORY}",1\n'),
        ("a.xml", f'<?xml version="1.0"?><rss><channel><item>{item}</item></channel></rss>'),
        ("a.json", json.dumps([{"title": title, "body": STORY}], ensure_ascii=False)),
        ("a.md", f"# {title}\n\n{STORY}\n"),
    ):
        (found,) = read_file(encoded(text, charset), name)
        assert (name, getattr(found, "title", found)) == (name, title)
        assert noted.items() <= found.extra.items()


def test_row_too_short_to_tell_is_in_the_charset_of_its_table(read_file) -> None:
    table = encoded(f"title,body\nMột,{STORY.replace(',', '')}\nLũ,Đê\n", "tcvn3")
    assert [each.title for each in read_file(table)] == ["Một", "Lũ"]


def test_table_in_utf_16_is_read(read_file) -> None:
    (found,) = read_file("title\tbody\nLũ lớn\tNước lên\n".encode("utf-16"), "a.txt")
    assert (found.title, found.body) == ("Lũ lớn", "Nước lên")


def test_text_misread_once_is_put_right_in_every_format(read_file) -> None:
    misread = as_windows_1252(STORY.encode())
    item = f"<title>Mot</title><description>{misread}</description>"
    for name, text in (
        ("a.csv", f'title,body\nMot,"{misread}"\n'),
        ("a.xml", f"<rss><channel><item>{item}</item></channel></rss>"),
        ("a.json", json.dumps([{"title": "Mot", "body": misread}])),
        ("a.md", f"# Mot\n\n{misread}\n"),
    ):
        (found,) = read_file(text, name)
        assert (name, found.lead or found.body) == (name, STORY)
        assert found.extra["encoding"] == "utf-8 twice"


@pytest.mark.parametrize("charset", CHARSETS)
def test_every_reader_says_what_it_assumed(opened, charset: str) -> None:
    title = "Vinh tổng kết chuyển đổi số"
    page = f"<html><head><title>{title}</title></head><body><p>{STORY}</p></body></html>"
    line = json.dumps({"title": title, "body": STORY}, ensure_ascii=False)
    noted = {"encoding": charset, "encoding_basis": "detected"}
    for reader, text in (
        (read_raw_text, f"{title}\n\n{STORY}"),
        (read_html, page),
        (read_jsonl, line),
    ):
        (found,) = reader(opened(encoded(text, charset)))
        assert isinstance(found, Article)
        assert found.title == title
        assert noted.items() <= found.extra.items()


def test_misread_text_in_json_escapes_is_put_right(opened) -> None:
    misread = as_windows_1252(STORY.encode())
    line = json.dumps({"title": misread, "published": "2020-12-29", "count": 10**40})
    (found,) = read_jsonl(opened(line))
    assert isinstance(found, Article)
    assert found.title == STORY
    assert found.published == date(2020, 12, 29)
    assert found.extra["encoding"] == "utf-8 twice"
