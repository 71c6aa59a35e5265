"""Whatever is typed is understood, or refused with a place and a way on; nothing else happens.

``TIMBAO_FUZZ=100000 pytest -s tests/query/test_fuzz.py`` tries so many queries and says how long
the slowest of them took; ``TIMBAO_FUZZ_SEED`` makes them others.
"""

from __future__ import annotations

import os
import random
import sys
import time
from itertools import islice
from typing import TYPE_CHECKING

from search.errors import QueryError
from search.hits import Kind
from search.query.parser import parse
from search.request import Request

if TYPE_CHECKING:
    from collections.abc import Iterator

COUNT = int(os.environ.get("TIMBAO_FUZZ", "3000"))
SEED = int(os.environ.get("TIMBAO_FUZZ_SEED", "5"))

WORDS = [
    *("giá", "xăng", "chuyển", "TT&TT", "43/2013/QĐ-UBND", "Covid-19", "29/12", "#ChuyenDoiSo"),
    *("f(x)", "https://baonghean.vn/tin-moi?id=7", "10~20", "a", "ộ", "số", "=Dak", "chuy*"),
    *("*ăng", "k?o", "43/????/QĐ*", "word~1", "word~2", "word~9", "/ngh?i.*/", "/x[aă]ng/"),
    *("/(a+)+$/", "/[/", "^_^", "giá^3", "giá^.5", "giá^0", "giá^1.2.3", "**đậm**", "bao"),
    *("nhiêu?", "…", "—", "(", ")", "()"),
]
NAMES = ["title:", "tiêu-đề:", "tieude:", "ảnh:", "nguồn:", "TAG:", "http:", "từ:", "to:", "on:"]
DATES = ["2020", "29/12/2020", "12/2020", "hôm-qua", '"quý 4/2020"', "tuần-trước", "31/2/2020", "x"]
OPERATORS = ["AND", "OR", "NOT", "VÀ", "HOẶC", "KHÔNG", "and"]
QUOTATIONS = ['"giá xăng"', "“hồ Kẻ Gỗ”", '"a b"~5', '"a b"~999', '"', '""', '"…"', "«a»", '"a"^2']
ODD = [
    *'"-:()=*?~^/\\[]{}|&.+#@!%$,;<>_',
    *"“”‘’«»–—…（）：～＊？＂－　\u00a0\u200b\u0301\u0323\u202e\ufeff\x00\t\n\r\u2028",
    *"aăâbđeêoôơuưyÀỘ019²٣é漢字🙂ﬁß\ud800",
]


def queries(chance: random.Random) -> Iterator[str]:
    """Yield queries without end."""
    while True:
        query = made(chance)
        yield query
        yield mutated(chance, query)
        yield "".join(chance.choices(ODD, k=chance.randint(0, 40)))


def made(chance: random.Random, depth: int = 0) -> str:
    """Return a query that is well formed, or nearly so."""
    return chance.choice(["  ", " ", " ", "\u00a0"]).join(
        factor(chance, depth) for _ in range(chance.randint(1, 6))
    )


def factor(chance: random.Random, depth: int) -> str:
    """Return a word, quotation, bracket or operator."""
    kind = chance.random()
    if kind < 0.15:
        return chance.choice(OPERATORS)
    minus = chance.choice(["", "", "", "-", "–", "="])
    name = chance.choice([*NAMES, *[""] * 20])
    if name in {"từ:", "to:", "on:"}:
        return minus + name + chance.choice(DATES)
    if kind < 0.3:
        return minus + name + chance.choice(QUOTATIONS)
    if kind < 0.45 and depth < 20:
        return f"{minus}{name}({made(chance, depth + 3)})" + chance.choice(["", "", "^2", "^"])
    return minus + name + chance.choice(WORDS)


def mutated(chance: random.Random, query: str) -> str:
    """Return ``query`` with a few characters more, less, doubled or in another place."""
    letters = list(query)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(letters))
        match chance.randint(0, 3):
            case 0:
                letters[at:at] = chance.choice(ODD)
            case 1:
                del letters[at : at + chance.randint(1, 3)]
            case 2:
                letters[at:at] = letters[at : at + chance.randint(1, 8)]
            case _:
                letters = letters[at:] + letters[:at]
    return "".join(letters)


def test_generated_and_mutated_queries_raise_nothing_but_query_errors():
    slowest, which, refused = 0.0, "", 0
    for query in islice(queries(random.Random(SEED)), COUNT):
        began = time.perf_counter()
        try:
            parse(query)
        except QueryError as error:
            refused += 1
            assert 0 <= error.position <= len(query), query
            if error.literal:
                parse(error.literal)
        took = time.perf_counter() - began
        if took > slowest:
            slowest, which = took, query
    assert COUNT / 20 < refused < COUNT / 1.2
    sys.stdout.write(
        f"{COUNT} queries, {refused} refused, slowest {slowest * 1000:.1f} ms: {which!r}\n"
    )


def test_what_is_understood_can_be_searched(indexed, make_article):
    searcher = indexed(
        make_article("one", title="Giá xăng (TT&TT) 43/2013/QĐ-UBND", captions=["số f(x)"]),
        make_article("two", body="Chuyển đổi số\nhồ Kẻ Gỗ a b", tags=("xăng",)),
    )
    found = 0
    for query in islice(queries(random.Random(SEED)), COUNT // 10):
        for kind in Kind:
            try:
                page = searcher.search(Request(text=query, kind=kind))
            except QueryError:
                continue
            assert page.total == len(page.hits)
            found += page.total
    # or next to nothing would have been searched: of 100,000 the first run to its end found 958
    assert found > min(COUNT / 100, 950)
