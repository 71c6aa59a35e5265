"""Counting and filtering by facet: what every engine promises."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.article import Article, Caption, Precision, Revision
from search.engines.facet_keys import facet_key
from search.engines.whoosh.engine import WhooshEngine
from search.hits import Facet, FacetFilter, Kind, Sort
from search.query.parser import parse

#: What makes an index for each of many examples: a cluster would take minutes.
WHOOSH = WhooshEngine()


def article(article_id: str, *, credits_: tuple[str, ...] = (), **parts) -> Article:
    captions = tuple(
        Caption(ordinal=number, text="ảnh tin", credit=credit)
        for number, credit in enumerate(credits_, 1)
    )
    precision = Precision.EXACT if parts.get("published") else Precision.UNKNOWN
    return Article(id=article_id, title="Tin", captions=captions, precision=precision, **parts)


ARTICLES = (
    article(
        "a",
        source="Báo A",
        section="Xã hội",
        author="Thu Hà",
        credits_=("Lê Vinh", "lê vinh", "Thu Hà"),
        tags=("lũ", "hoà giải"),
        published=date(2020, 12, 29),
    ),
    article("b", source="BÁO A", section="xã  hội", tags=("Lũ",), published=date(2020, 1, 2)),
    article("c", source="Báo A", section="Xã hội", tags=("hòa giải", "HÒA GIẢI")),
    article("d", source="Báo B", credits_=("Lê Vinh",), published=date(2021, 1, 2)),
)


@pytest.fixture
def fill(engine, tmp_path):
    folder = tmp_path / "index"
    folder.mkdir()

    def fill(*parts, removed=()):
        engine.create(folder)
        for part in parts:
            writer = engine.writer(folder)
            writer.adopt(engine.build(folder, [list(map(Revision.of, part))], 64))
            writer.commit()
        writer = engine.writer(folder)
        writer.remove(removed)
        writer.commit()
        return engine.reader(folder)

    return fill


def ask(reader, *filters, facets=(), kind=Kind.ARTICLE, text="tin"):
    options = {"kind": kind, "sort": Sort.RELEVANCE, "offset": 0, "limit": 50}
    return reader.search(parse(text), **options, facets=facets, filters=filters)


def ids(found) -> list[str]:
    return sorted(match.article_id for match in found.matches)


@pytest.mark.parametrize("cut", [1, 4])
@pytest.mark.parametrize(
    ("facet", "counts"),
    [
        (Facet.SOURCE, [("Báo A", 3), ("Báo B", 1)]),
        (Facet.SECTION, [("Xã hội", 3)]),
        (Facet.AUTHOR, [("Thu Hà", 1)]),
        (Facet.CREDIT, [("Lê Vinh", 2), ("Thu Hà", 1)]),
        (Facet.TAG, [("Lũ", 2), ("hoà giải", 2)]),
        (Facet.YEAR, [("2020", 2), ("2021", 1)]),
        (Facet.MONTH, [("2020-01", 1), ("2020-12", 1), ("2021-01", 1)]),
        (Facet.DAY, [("2020-01-02", 1), ("2020-12-29", 1), ("2021-01-02", 1)]),
    ],
)
def test_values_are_counted_once_an_article_however_spelt(fill, facet, counts, cut):
    found = ask(fill(ARTICLES[:cut], ARTICLES[cut:]), facets=[facet]).facets[facet]
    assert [(facet_key(value), count) for value, count in found] == [
        (facet_key(value), count) for value, count in counts
    ]


def test_the_most_frequent_spelling_is_shown(fill):
    found = ask(fill(ARTICLES), facets=[Facet.SOURCE, Facet.SECTION])
    assert found.facets[Facet.SOURCE][0] == ("Báo A", 3)
    assert found.facets[Facet.SECTION][0] == ("Xã hội", 3)


def test_counts_are_of_everything_that_matches_and_of_nothing_else(fill):
    reader = fill(ARTICLES[:2], ARTICLES[2:], removed=["b"])
    assert ask(reader, facets=[Facet.SOURCE]).facets[Facet.SOURCE] == (("Báo A", 2), ("Báo B", 1))
    found = ask(reader, FacetFilter(Facet.SOURCE, "báo b"), facets=[Facet.YEAR])
    assert found.facets == {Facet.YEAR: (("2021", 1),)}
    assert ask(reader, facets=[Facet.TAG], text="không").facets == {Facet.TAG: ()}


def test_photos_are_counted_by_their_own_credit(fill):
    reader = fill(ARTICLES)
    found = ask(reader, facets=[Facet.CREDIT], kind=Kind.CAPTION)
    assert found.facets[Facet.CREDIT] == (("Lê Vinh", 3), ("Thu Hà", 1))
    found = ask(reader, FacetFilter(Facet.CREDIT, "thu hà"), kind=Kind.CAPTION)
    assert [(match.article_id, match.ordinal) for match in found.matches] == [("a", 3)]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ([FacetFilter(Facet.SOURCE, "báo a")], "abc"),
        ([FacetFilter(Facet.SOURCE, "báo")], ""),
        ([FacetFilter(Facet.SOURCE, "Báo A", excluded=True)], "d"),
        ([FacetFilter(Facet.TAG, "lũ")], "ab"),
        ([FacetFilter(Facet.TAG, "lũ"), FacetFilter(Facet.TAG, "hoà giải")], "abc"),
        ([FacetFilter(Facet.TAG, "lũ"), FacetFilter(Facet.SECTION, "xã hội")], "ab"),
        ([FacetFilter(Facet.TAG, "lũ"), FacetFilter(Facet.TAG, "hòa giải", excluded=True)], "b"),
        ([FacetFilter(Facet.CREDIT, "lê vinh")], "ad"),
        ([FacetFilter(Facet.YEAR, "2020")], "ab"),
        ([FacetFilter(Facet.YEAR, "2020", excluded=True)], "cd"),
        ([FacetFilter(Facet.MONTH, "2020-12")], "a"),
    ],
)
@pytest.mark.parametrize("cut", [1, 4])
def test_filters_keep_what_they_say(fill, filters, expected, cut):
    found = ask(fill(ARTICLES[:cut], ARTICLES[cut:]), *filters)
    assert ids(found) == sorted(expected)
    assert found.total == len(expected)


def test_filters_leave_scores_as_they_are(fill):
    reader = fill(ARTICLES)
    scores = {match.article_id: match.score for match in ask(reader).matches}
    [kept] = ask(reader, FacetFilter(Facet.SOURCE, "Báo B")).matches
    assert kept.score == scores["d"]


VALUES = st.lists(st.sampled_from(["Một", "MỘT", "hai", "", "ba ba"]), max_size=3)


@settings(max_examples=40)
@given(st.lists(VALUES, min_size=1, max_size=8), st.integers(0, 8), st.sets(st.integers(0, 7)))
def test_counts_are_those_of_a_reading(tmp_path_factory, held, cut, removed):
    folder = tmp_path_factory.mktemp("index")
    WHOOSH.create(folder)
    known = [article(f"a{at}", tags=tuple(tags)) for at, tags in enumerate(held)]
    for part in (known[:cut], known[cut:]):
        writer = WHOOSH.writer(folder)
        writer.adopt(WHOOSH.build(folder, [list(map(Revision.of, part))], 64))
        writer.commit()
    for compact in (False, True):
        writer = WHOOSH.writer(folder)
        writer.remove([f"a{at}" for at in removed])
        if compact:
            writer.compact()
        writer.commit()
        reader = WHOOSH.reader(folder)
        left = [tags for at, tags in enumerate(held) if at not in removed]
        keys = Counter(key for tags in left for key in set(map(facet_key, tags)) - {""})
        counts = ask(reader, facets=[Facet.TAG]).facets[Facet.TAG]
        assert {facet_key(value): count for value, count in counts} == keys
        found = ask(reader, FacetFilter(Facet.TAG, "một"))
        assert found.total == keys[facet_key("một")]
        reader.close()
