"""Whoosh's own searcher gives the same documents and scores on the same index, only slower."""

from __future__ import annotations

import random
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from whoosh import query as stock
from whoosh.searching import SearchContext

from search.article import Article, Caption, Precision, Revision
from search.engines.whoosh.engine import WhooshEngine
from search.engines.whoosh.queries import BestOf, Filtered, Joined, PublishedIn, Raised, Without
from search.engines.whoosh.reader import WhooshReader
from search.engines.whoosh.schema import compounds, pairs
from search.hits import Kind
from search.vietnamese.spelling import fold, key
from search.vietnamese.variants import variant_class

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from search.engines.whoosh.executor import Executor

ENGINE = WhooshEngine()
SYLLABLES = [
    "mưa",
    "lũ",
    "lớn",
    "ở",
    "miền",
    "núi",
    "kỹ",
    "kĩ",
    "năng",
    "hòa",
    "hoà",
    "bình",
    "ban",
    "bạn",
    "bàn",
    "số",
    "sở",
    "đổi",
    "chuyển",
]
TAGS = ["#ChuyenDoiSo", "#kỹNăng", "#BanBan", "#MưaLũ"]
FIELDS = ["title", "lead", "body", "caption"]
QUERIES = 1_000


def text(chance: random.Random, most: int) -> str:
    # some syllables are in most articles, some in a few
    weights = [1 / (1 + rank) for rank in range(len(SYLLABLES))]
    words = chance.choices(SYLLABLES, weights, k=chance.randint(0, most))
    if chance.random() < 0.15:
        words.insert(chance.randint(0, len(words)), chance.choice(TAGS))
    return " ".join(words)


def published(chance: random.Random) -> dict:
    if chance.random() < 0.3:
        return {}
    day = date(chance.randint(2019, 2021), chance.randint(1, 12), 1)
    return {"published": day, "precision": Precision.EXACT}


def articles(chance: random.Random, first: int, count: int) -> list[Article]:
    return [
        Article(
            id=f"a{number:04}",
            title=text(chance, 8) or "tin",
            lead=text(chance, 12),
            body="\n".join(text(chance, 40) or "hết" for _ in range(chance.randint(1, 4))),
            captions=tuple(
                Caption(ordinal=ordinal, text=text(chance, 9) or "ảnh", alt=text(chance, 4))
                for ordinal in range(1, chance.randint(1, 3))
            ),
            **published(chance),
        )
        for number in range(first, first + count)
    ]


def write(folder: Path, *, change: Callable) -> None:
    writer = ENGINE.writer(folder)
    change(writer)
    writer.commit()


@pytest.fixture(scope="module", params=["one segment", "several with deletions", "merged"])
def executor(request, tmp_path_factory) -> Iterator[Executor]:
    chance = random.Random(7)
    folder = tmp_path_factory.mktemp("index")
    ENGINE.create(folder)
    sizes = [400] if request.param == "one segment" else [250, 90, 45, 15]
    first = 0
    for size in sizes:
        part = ENGINE.build(folder, [list(map(Revision.of, articles(chance, first, size)))], 64)
        write(folder, change=lambda writer, part=part: writer.adopt(part))
        first += size
    if request.param != "one segment":
        gone = [f"a{number:04}" for number in chance.sample(range(400), 60)]
        write(folder, change=lambda writer: writer.remove(gone))
    if request.param == "merged":
        write(folder, change=lambda writer: writer.compact())
    reader = WhooshReader(folder, cache_bytes=200_000)
    yield reader.executors[Kind.ARTICLE]
    reader.close()


def term(chance: random.Random) -> str:
    syllable = chance.choice([*SYLLABLES, "không_có"])
    form = chance.random()
    if form < 0.3:
        return "~" + fold(syllable)
    variant = variant_class(key(syllable))
    if form < 0.4 and variant:
        return "=" + variant
    return key(syllable)


def joined(chance: random.Random, word: str, pair: str, boost: float) -> Joined:
    fields = chance.sample(FIELDS, chance.randint(1, len(FIELDS)))
    if chance.random() < 0.3:
        return Joined(tuple(map(pairs, fields)), pair, boost)
    return Joined(tuple(fields), word, boost)


def leaf(chance: random.Random) -> stock.Query:
    field, boost = chance.choice(FIELDS), chance.choice([1.0, 0.5, 2.5])
    words = [term(chance) for _ in range(chance.randint(1, 4))]
    pair = f"{key(chance.choice(SYLLABLES))} {key(chance.choice(SYLLABLES))}"
    prefix = chance.choice(["m", "b", "~ba", "hoa"])
    made = {
        50: stock.Term(field, words[0], boost=boost),
        30: stock.Phrase(field, words, slop=chance.choice([1, 1, 1, 2, 4]), boost=boost),
        8: stock.Term(pairs(field), pair, boost=boost),
        20: joined(chance, words[0], pair, boost),
        5: stock.Term(compounds(field), "hòa_bình", boost=boost),
        4: stock.Prefix(field, prefix),
        3: stock.Every(),
    }
    return chance.choices(list(made.values()), list(made))[0]


def query(chance: random.Random, depth: int) -> stock.Query:
    if depth == 0 or chance.random() < 0.2:
        return leaf(chance)
    below = [query(chance, depth - 1) for _ in range(chance.randint(2, 4))]
    one, two, *_ = below
    made = {
        30: stock.Or(below, boost=chance.choice([1.0, 2.0])),
        25: stock.And(below),
        11: BestOf(below),
        10: Raised(one, two),
        9: Without(one, two),
        7: Filtered(one, PublishedIn(20200101, 20201231)),
        8: stock.And([one, stock.Not(two)]),
    }
    return chance.choices(list(made.values()), list(made))[0]


def by_whoosh(executor: Executor, asked: stock.Query) -> dict[int, float]:
    """Step through Whoosh's matchers, segment by segment."""
    found: dict[int, float] = {}
    searcher = executor.searcher
    context = SearchContext(needs_current=True, weighting=searcher.weighting)
    for leaf_searcher, first in searcher.leaf_searchers():
        matcher = asked.matcher(leaf_searcher, context)
        deleted = set(leaf_searcher.reader()._perdoc.deleted_docs())
        while matcher.is_active():
            if matcher.id() not in deleted:
                found[first + matcher.id()] = matcher.score()
            matcher.next()
    return found


def by_arrays(executor: Executor, asked: stock.Query) -> dict[int, float]:
    documents, scores = executor.find(asked).listed()
    return dict(zip(documents.tolist(), scores.tolist(), strict=True))


def test_whoosh_finds_the_same_documents_with_the_same_scores(executor):
    chance = random.Random(11)
    hits = 0
    for _ in range(QUERIES):
        asked = query(chance, chance.randint(0, 3))
        expected = by_whoosh(executor, asked)
        found = by_arrays(executor, asked)
        assert found.keys() == expected.keys(), asked
        for document, score in expected.items():
            assert found[document] == pytest.approx(score, rel=1e-4, abs=1e-6), asked
        hits += len(expected)
    assert hits > 20 * QUERIES


def test_pages_are_the_ranking_cut_up(executor):
    chance = random.Random(13)
    for _ in range(200):
        asked = query(chance, 2)
        ranked = executor.run(asked, limit=10_000)
        scores = [match.score for match in ranked.matches]
        assert ranked.total == len(scores)
        assert scores == sorted(scores, reverse=True)
        pages = [
            match
            for offset in range(0, ranked.total, 7)
            for match in executor.run(asked, offset=offset, limit=7).matches
        ]
        assert pages == list(ranked.matches)


def test_a_cache_that_forgets_changes_no_answer(executor):
    asked = [query(random.Random(seed), 2) for seed in range(100)]
    first = [executor.run(each) for each in asked]
    executor.forget()
    assert [executor.run(each) for each in reversed(asked)] == first[::-1]


def test_scores_are_lucenes(executor):
    """The formula itself, in plain Python, for one term."""
    field = "body"
    name = key("mưa")
    leaves = [leaf for leaf, _ in executor.searcher.leaf_searchers()]
    lengths = [leaf.reader()._terms.fields[field].lengths for leaf in leaves]
    documents = sum(int(np.count_nonzero(each)) for each in lengths)
    average = sum(int(each.sum()) for each in lengths) / documents
    count = sum(leaf.reader().doc_frequency(field, name) for leaf in leaves)
    idf = np.log(1 + (documents - count + 0.5) / (count + 0.5))
    found = by_arrays(executor, stock.Term(field, name))
    first = 0
    for leaf, of_leaf in zip(leaves, lengths, strict=True):
        matcher = leaf.reader().postings(field, name)
        while matcher.is_active():
            length = lucene_length(int(of_leaf[matcher.id()]))
            norm = 1.2 * (1 - 0.75 + 0.75 * length / average)
            score = idf * matcher.weight() / (matcher.weight() + norm)
            if first + matcher.id() in found:
                assert found[first + matcher.id()] == pytest.approx(score, rel=1e-4)
            matcher.next()
        first += len(of_leaf)


def lucene_length(length: int) -> int:
    """As SmallFloat.byte4ToInt(SmallFloat.intToByte4(length)) has it."""
    over = length - 24
    if over < 8:
        return length
    shift = over.bit_length() - 4
    return 24 + (over >> shift << shift)
