"""Columns say exactly what the object analyzer says of each line, for any text."""

from __future__ import annotations

import json
import lzma
import time
import unicodedata
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.vietnamese.analyzer import default_analyzer
from search.vietnamese.columns import ColumnAnalyzer
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.vietnamese.columns import TokenColumns

GAP = 64


class Told(NamedTuple):
    """All that there is to say of a text."""

    keys: list[str]
    folded: list[str]
    positions: list[int]
    written: list[str]
    words: list[str]
    pairs: list[tuple[str, str]]
    folded_pairs: list[tuple[str, str]]


def of_objects(text: str) -> Told:
    told = Told([], [], [], [], [], [], [])
    for line in text.split("\n"):
        analysis = default_analyzer().analyse(line)
        tokens = analysis.tokens
        first = told.positions[-1] + GAP if told.positions else 0
        told.keys.extend(token.key for token in tokens)
        told.folded.extend(token.folded for token in tokens)
        told.positions.extend(range(first, first + len(tokens)))
        told.written.extend(line[token.start : token.end] for token in tokens)
        told.words.extend(analysis.words)
        told.pairs.extend((left.key, right.key) for left, right in pairwise(tokens))
        told.folded_pairs.extend((left.folded, right.folded) for left, right in pairwise(tokens))
    return told


def of_columns(columns: TokenColumns, at: int, text: str) -> Told:
    rows, words, vocabulary = columns.rows_of(at), columns.words_of(at), columns.vocabulary
    keys = columns.keys.tolist()
    starts, ends = columns.starts[rows].tolist(), columns.ends[rows].tolist()
    pairs = np.flatnonzero((columns.pair_rows >= rows.start) & (columns.pair_rows < rows.stop))
    told = Told(
        keys=named(vocabulary.keys, keys[rows]),
        folded=named(vocabulary.folded, columns.folded[rows]),
        positions=columns.positions[rows].tolist(),
        written=[text[start:end] for start, end in zip(starts, ends, strict=True)],
        words=named(vocabulary.words, columns.words[words]),
        pairs=pairs_named(vocabulary.keys, columns.key_pairs()[pairs]),
        folded_pairs=pairs_named(vocabulary.folded, columns.folded_pairs()[pairs]),
    )
    assert told.words == [
        "_".join(named(vocabulary.keys, keys[row : row + length]))
        for row, length in zip(columns.word_rows[words], columns.word_lengths[words], strict=True)
    ]
    return told


def named(names: list[str], numbers: Any) -> list[str]:
    return [names[number] for number in numbers]


def pairs_named(names: list[str], codes: Any) -> list[tuple[str, str]]:
    return [(names[code >> 32], names[code & 0xFFFFFFFF]) for code in codes.tolist()]


@lru_cache(maxsize=1)
def analyzer() -> ColumnAnalyzer:
    return ColumnAnalyzer(gap=GAP)


def differing(texts: Sequence[str], columns_of: ColumnAnalyzer | None = None) -> list[str]:
    columns = (columns_of or analyzer()).analyse(texts, offsets=True)
    assert len(columns.first_rows) == len(columns.first_words) == len(texts) + 1
    return [
        text for at, text in enumerate(texts) if of_columns(columns, at, text) != of_objects(text)
    ]


HARD = [
    *("", " ", "\n"),
    "\n\nHà Nội\n\n\nhọc sinh giỏi\nGiám đốc Sở TT&TT Lê Bá Hùng trao 2 giải, ngày 29/12/2020.",
    "TP.HCM: U23 Việt Nam thắng 2-1; thư về toa.soan@bao.com.vn, xem https://bao.vn/a?b=c@d",
    "Tòa án nhân dân xét xử vụ hủy hoại, hoa2 hòa hoà HÒA",
    "1.5abc học sinh 1_1a 1.250đồng x@y.vnđ nhà nước",  # syllables that pyvi cuts in two
    "học\u2028sinh\u2029 giỏi Hà\u2028 Nội",  # cleaning makes line ends of them
    "nhà\u00a0nước h\u200bọc si\u00adnh\u3000giỏi",  # a space; nothing
    "tab\thọc\tsinh\r\nhà nước\x0b\x0c\x85 học\x1esinh \x1f nhà\x00nước \x00 \x1e",
    "chuyển \u0301đổi số\nhọc \u0323\u0302 sinh\nnhà nước",  # marks after a space
    "\u0301học sinh\n\u0302\u0301nhà nước",
    "xe\u0301\u0302t xu\u031b\u0309 Ðà Nẵng ðường",
    "Моsсоw Нà Nội Đ\u0430 \u0430 N\u1ed9i",  # Cyrillic look-alikes
    "“học sinh” – ‘nhà nước’… －５０％",
    "\ud800 nhà nước \udfff học\udc00sinh",
    "👩\u200d🔬 ²½ ①x ٣٤ ΑΣ İstanbul ǅ ß 각",
    "tab\thọc\tsinh\r\nnhà nước\x0b\x0c\x85",
    "z." * 20_000 + " học sinh " + "x" * 40_000,
    "a" + "\u0301" * 100 + " nhà " + "\u0323" * 100 + "nước",
    "Diêm " * 100,  # each label hangs on the one before
    "bất đắc dĩ quân đội nhân dân Việt Nam ủy ban nhân dân",
]


@pytest.mark.parametrize("text", HARD, ids=lambda text: ascii(text[:12]))
def test_columns_say_what_objects_say(text: str) -> None:
    assert differing([text]) == []


def test_texts_of_one_batch_do_not_touch() -> None:
    assert differing(HARD) == []
    assert differing(HARD[::-1]) == []
    assert differing([]) == []


PIECES = st.sampled_from(
    (
        *("học", "sinh", "Hà", "Nội", "hà", "nhà", "nước", "Việt", "Nam", "hòa", "hoà", "tòa"),
        *("bất", "đắc", "dĩ", "công", "an", "nhân", "dân", "thành", "phố", "TP.", "A.", "Diêm"),
        *("1.5", "19", ",", ".", "-", "_", "...", "://", "@", "x@y.vn", "đ", "Ð", "а", "Н"),
        *(" ", " ", " ", " ", "\n", "\u00a0", "\u200b", "\u0301", "\u0302", "\u0323", "\u2028"),
        *("\x1e", "\x1f", "\x00", "\t", "\ud800", "…"),
    )
)
ANY_TEXT = st.text() | st.lists(PIECES, max_size=40).map("".join)


@settings(max_examples=500, deadline=None)
@given(st.lists(ANY_TEXT, max_size=5))
def test_columns_say_what_objects_say_of_any_texts(texts: list[str]) -> None:
    assert differing(texts) == []


@given(st.text())
def test_one_key_has_one_folded_form(text: str) -> None:
    columns = analyzer().analyse([text])
    vocabulary = columns.vocabulary
    assert named(vocabulary.folded, columns.folded) == [
        fold(vocabulary.keys[key]) for key in columns.keys
    ]


def test_only_marks_after_a_space_need_the_whole_paragraph() -> None:
    columns_of = ColumnAnalyzer(gap=GAP)
    columns_of.analyse(["học sinh\n\u0301nhà nước", "nhà\u00a0nước Моsсоw", "e\u0301m e\u0302m"])
    assert columns_of.whole_paragraphs == 0
    columns_of.analyse(["học \u0301sinh\nnhà \u0301 \u0302nước", "học \u0301sinh"])
    assert columns_of.whole_paragraphs == 3


def test_numbers_keep_their_meaning_when_the_table_starts_anew() -> None:
    small = ColumnAnalyzer(gap=GAP, most_rows=50)
    before = small.analyse(["Học sinh Hà Nội"])
    for number in range(20):
        assert differing([f"tin {number} {word}" for word in HARD[:-4]], small) == []
        assert len(small._table) < 1_000
    after = small.analyse(["học sinh hà nội"])
    assert after.vocabulary is before.vocabulary
    assert after.keys.tolist() == before.keys.tolist()
    assert after.words.tolist() == before.words.tolist()


def test_reset_begins_a_new_vocabulary_and_leaves_old_columns_theirs() -> None:
    columns_of = ColumnAnalyzer(gap=GAP)
    before = columns_of.analyse(["nhà nước", "học sinh"])
    columns_of.reset()
    after = columns_of.analyse(["học sinh"])
    assert after.keys.tolist() == [0, 1]
    assert named(after.vocabulary.words, after.words) == ["hoc\u0323_sinh"]
    assert named(before.vocabulary.words, before.words) == [
        "nha\u0300_nươc\u0301",
        "hoc\u0323_sinh",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "z." * 300_000,
        "a\u0301 " * 200_000,
        "a \u0301" * 100_000,
        "\n \u0301" * 20_000,
        "a" + "\u0301" * 300_000,
        "Diêm " * 100_000,
        "x" * 1_000_000,
        " " * 1_000_000,
        "\n" * 300_000,
        "\ud800🙂" * 200_000,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    columns_of = ColumnAnalyzer(gap=GAP)
    started = time.process_time()
    columns_of.analyse([text], offsets=True)
    assert time.process_time() - started < 6  # 1.6 at most, measured


def without_marks(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.translate(str.maketrans("đĐ", "dD")))
    return "".join(char for char in letters if not unicodedata.combining(char))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("part", "copy"),
    [
        (0, str),
        (1, str.lower),
        (2, str.upper),
        (3, without_marks),
        (4, lambda text: unicodedata.normalize("NFD", text)),
    ],
    ids=["as published", "lower case", "upper case", "without marks", "NFD"],
)
def test_columns_say_what_objects_say_of_news(
    part: int, copy: Callable[[str], str], shared
) -> None:
    with lzma.open(shared / "corpus" / "articles-100k.jsonl.xz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in islice(lines, part, 2_000, 5)]
    texts = [
        copy(text)
        for article in articles
        for text in (
            *(article.get(field) or "" for field in ("title", "lead", "body")),
            "\n".join(article.get("captions") or ()),
        )
    ]
    batches = (texts[at : at + 80] for at in range(0, len(texts), 80))
    assert [text for batch in batches for text in differing(batch)] == []
