"""The words are pyvi's own, with offsets, for any text, in linear time."""

from __future__ import annotations

import json
import lzma
import os
import re
import time
import unicodedata
import warnings
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.errors import ModelUnreadable
from search.vietnamese import segmenter_syllables
from search.vietnamese.crf_model import load_model
from search.vietnamese.segmenter import Segmenter, default_segmenter
from search.vietnamese.segmenter_tokens import token_spans
from search.vietnamese.tone_style import modern_tones

if TYPE_CHECKING:
    from collections.abc import Callable

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@lru_cache
def pyvi_tokenize() -> Callable[[str], str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # scikit-learn's, about its own future
        from pyvi import ViTokenizer
    return ViTokenizer.tokenize


def written(text: str, *, modern: bool = True) -> list[str]:
    words = default_segmenter().words(text, modern_tones=modern)
    return [text[word.start : word.end] for word in words]


SENTENCES = [
    "",
    " ",
    "\n",
    "Hà Nội",
    "Sáng nay, học sinh cả nước bước vào kỳ thi tốt nghiệp trung học phổ thông.",
    "Ông Lê Bá Hùng - phó giám đốc Sở GTVT TP.HCM - cho biết: “Giá xăng tăng 1.250 đồng/lít”.",
    "Ngày 29/12, TT&TT họp báo về Covid-19; xem https://bao.vn/a?b=c@d#e, hỏi toa.soan@bao.com.vn.",
    "Tp. Đà Nẵng... Mr. Smith -> ThS. Nguyễn Văn A. ==> CNTT. >> hết",
    "Uỷ ban nhân dân tỉnh Hoà Bình\nUỷ ban\n\nquyết định số 12_5/QĐ-UBND",
    "Đội tuyển U23   Việt\tNam\u00a0thắng 2-1, 3,5 triệu người xem 🙂🙂",
    "a\x00b \x00 http://x\x00y c",
    "e\u0301 phe\u0302\u0301 NFD",
    "²½ ①x 1_1a_1 __ _ ٣٤ ΑΣ İstanbul ǅ ß",
]


@pytest.mark.parametrize("text", SENTENCES)
def test_tokenize_is_pyvi(text: str) -> None:
    assert default_segmenter().tokenize(text) == pyvi_tokenize()(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \n\n ", []),
        ("học  sinh giỏi", ["học  sinh", "giỏi"]),
        ("Thành phố Đà Nẵng, hôm nay.", ["Thành phố", "Đà Nẵng", ",", "hôm nay", "."]),
        ("kinh tế\nxã hội", ["kinh tế", "xã hội"]),
        ("giá xăng dầu", ["giá", "xăng dầu"]),
        ("thư về abc@bao.vn nhé", ["thư", "về", "abc@bao.vn", "nhé"]),
        ("lúc 7.30 sáng", ["lúc", "7.30", "sáng"]),
        ("\ud800 nhà nước \udfff", ["\ud800", "nhà nước", "\udfff"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert written(text) == words


def test_syllables_are_counted() -> None:
    words = default_segmenter().words("Uỷ ban nhân dân họp.")
    assert [tuple(word) for word in words][-2:] == [(16, 19, 1), (19, 20, 1)]
    assert sum(word.syllables for word in words) == 6


def test_modern_tones_help_old_style_text_find_its_words() -> None:
    text = "Tòa án nhân dân xét xử vụ hủy hoại"
    as_written, modern = written(text, modern=False), written(text)
    assert [word.replace(" ", "_") for word in as_written] == pyvi_tokenize()(text).split()
    assert "Tòa án" in modern


def test_no_word_runs_over_a_line_end() -> None:
    joined = [
        f"{left}\n{right}"
        for left in ("học", "Hà", "abc", "x", "Nguyễn", "HÀ")
        for right in ("sinh", "Nội", "abc", "y", "Văn", "NỘI")
    ]
    for text in joined:
        assert all("\n" not in word for word in written(text, modern=False))
        assert default_segmenter().tokenize(text) == pyvi_tokenize()(text)


SYLLABLES = st.sampled_from(
    (
        *("học", "sinh", "Hà", "Nội", "hà", "nội", "nhà", "nước", "Việt", "việt", "Nam", "NAM"),
        *("hòa", "hoà", "bình", "thúy", "tòa", "án", "bất", "đắc", "dĩ", "công", "an", "nhân"),
        *("dân", "thành", "phố", "TP.", "TP.HCM", "A.", "Mr.", "19", "1.5", ",", ".", ":", "-"),
        *("/", "->", "...", "abc", "ABC", "x@y.vn", "@", "http://a"),
    )
)
VIETNAMESE = st.lists(
    st.tuples(SYLLABLES, st.sampled_from([" ", " ", " ", "", "\n", "  ", "\t"])).map("".join)
).map("".join)
NOISE = st.text(
    st.sampled_from("aAđĐ19.,_@:/->=+…!\n\t \u00a0\x00\u1ebf\u1ebe\u0301\u0323ßİΣ²🙂\u200b_TpMrs")
)
ANY_TEXT = st.text() | VIETNAMESE | NOISE


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT)
def test_tokenize_is_pyvi_for_any_text(text: str) -> None:
    assert default_segmenter().tokenize(text) == pyvi_tokenize()(text)


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_spans_are_in_order_and_hold_all_that_is_written(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    for modern in (True, False):
        spans = default_segmenter().words(text, modern_tones=modern)
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(text)
            assert not text[end : span.start].strip()  # nothing but white space is left out
            word = text[span.start : span.end]
            assert "\n" not in word
            assert word == word.strip()
            assert len(list(token_spans(word))) == span.syllables
            end = span.end
        assert not text[end:].strip()


@settings(deadline=None)
@given(VIETNAMESE)
def test_words_are_pyvis_but_for_line_ends(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    segmenter = default_segmenter()
    words = ["".join(word.split()) for word in written(text, modern=False)]
    pyvi_lines = re.split("_?\n_?", pyvi_tokenize()(text))
    assert words == [word.replace("_", "") for line in pyvi_lines for word in line.split()]
    assert segmenter.words(text) == segmenter.words(modern_tones(text), modern_tones=False)


PYVI_TOKEN = re.compile(
    r"([A-ZĐ]+\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n|\w+://[^\s]+"
    r"|([a-zA-Z0-9_.+-]+@([a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+)|\d+([\.,_]\d+)+|[^\w\s]|\w+)"
)


@settings(max_examples=1000, deadline=None)
@given(st.text(st.sampled_from("aAb1é.@@@.-+_:/> "), max_size=40) | st.text())
def test_tokens_are_pyvis_around_every_at_sign(text: str) -> None:
    tokens = [found.span() for found in PYVI_TOKEN.finditer(text)]
    assert list(token_spans(text)) == tokens
    for start, end in tokens:  # the syllable table counts on it
        assert list(token_spans(text[start:end])) == [(0, end - start)]


@pytest.mark.parametrize(
    "text",
    [
        "a." * 50_000,
        "a." * 50_000 + "@",
        "a." * 50_000 + "@x.",
        "a@b." * 25_000,
        "a.b@" * 25_000,
        "@" * 100_000,
        "éa." * 30_000 + "@b.c",
        "A." * 50_000 + "x@y.z",
        "1.1_" * 25_000 + "x",
        "1_1a" * 25_000,
        "-" * 100_000 + "@a.b",
        "a" * 50_000 + "@" + "b" * 50_000,
        "x://" + "a@b.c@" * 20_000,
        " " * 100_000,
        "\n" * 100_000,
        "học sinh " * 11_000,
        "\ud800🙂" * 50_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_lines_take_linear_time(text: str) -> None:
    started = time.process_time()
    default_segmenter().words(text)
    assert time.process_time() - started < 2  # pyvi: 12 s and more for the first


def test_tables_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segmenter_syllables, "_MOST_KEPT", 100)
    segmenter = Segmenter()
    text = " ".join(f"x{number}, y{number}" for number in range(2_000))
    assert segmenter.words(text) == default_segmenter().words(text)
    assert len(segmenter._modern._syllables) <= 100
    assert len(segmenter._modern._chunks) <= 100
    segmenter.words("z" * 10_000 + " " + "z." * 10_000)
    assert max(map(len, segmenter._modern._syllables)) < 100
    assert max(map(len, segmenter._modern._chunks)) < 100


def test_threads_share_one_segmenter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segmenter_syllables, "_MOST_KEPT", 20)  # emptied all the time
    texts = [f"{sentence} số {number}" for number in range(50) for sentence in SENTENCES]
    alone = [default_segmenter().words(text) for text in texts]
    shared = Segmenter()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(shared.words, texts)) == alone


def test_one_segmenter_is_shared() -> None:
    assert default_segmenter() is default_segmenter()


def test_a_short_query_is_quick() -> None:
    segmenter = default_segmenter()
    segmenter.words("giá xăng dầu")
    started = time.process_time()
    for _ in range(1_000):
        segmenter.words("giá xăng dầu")
    assert time.process_time() - started < 0.5  # a twentieth of it, measured


def without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
    return "".join(char for char in letters if not unicodedata.combining(char))


@lru_cache
def corpus_paragraphs(name: str, limit: int) -> tuple[str, ...]:
    path = CORPUS / name
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing")
        pytest.skip(f"{path} is missing")
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in islice(lines, 0, 3 * limit, 7)]
    parts = (article.get(part) for article in articles for part in ("title", "lead", "body"))
    return tuple(line for part in parts if part for line in part.split("\n"))[:limit]


@pytest.mark.shared
@pytest.mark.parametrize("name", ["articles-100k.jsonl.xz", "dated-3k.jsonl.xz"])
@pytest.mark.parametrize(
    "copy",
    [str, str.lower, str.upper, without_marks, lambda text: unicodedata.normalize("NFD", text)],
    ids=["as published", "lower case", "upper case", "without marks", "NFD"],
)
def test_news_is_cut_as_pyvi_cuts_it(name: str, copy: Callable[[str], str]) -> None:
    segmenter, pyvi = default_segmenter(), pyvi_tokenize()
    texts = [copy(paragraph) for paragraph in corpus_paragraphs(name, 1_000)]
    assert [text for text in texts if segmenter.tokenize(text) != pyvi(text)] == []


def test_a_model_of_another_shape_is_refused() -> None:
    model = load_model()
    (begin, inside) = model.crf.transitions
    with pytest.raises(ModelUnreadable, match="transitions"):
        Segmenter(replace(model, crf=replace(model.crf, transitions=(inside, begin))))
