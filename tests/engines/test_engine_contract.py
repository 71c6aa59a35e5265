"""The promises that every engine keeps."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from fnmatch import fnmatchcase
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from search.article import Article, Caption, Precision, Revision
from search.engines.engine import DIGEST_DIGITS
from search.engines.fields import MOST_SYLLABLES, SEARCHED
from search.engines.opensearch.errors import NotInCluster
from search.engines.opensearch.reader import ClusterReader
from search.errors import IndexDamaged, QueryError
from search.hits import Facet, Kind, Sort, SuggestionKind
from search.labels import Labels
from search.query.any_word import parse_any_word
from search.query.parser import parse
from search.query.relaxing import relaxed
from search.query.shapes import Fuzzy, Prefix, Regex
from search.query.tree import (
    And,
    Boosted,
    Field,
    Mentioning,
    Near,
    Not,
    Or,
    Phrase,
    Published,
    Query,
    Shaped,
    Words,
)
from search.vietnamese.analyzer import syllables
from search.vietnamese.patterns import SyllablePattern
from search.vietnamese.spelling import fold, key
from search.vietnamese.syllable_shape import TONES, traditional
from search.vietnamese.tone_style import modern_tones

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.engines.engine import Engine, IndexReader
    from search.query.shapes import Shape
    from search.query.tree import Node
    from search.vietnamese.analyzer import Token

MEMORY_MB = 64


def article(article_id: str, **parts) -> Article:
    captions = tuple(
        Caption(ordinal=number, **each) for number, each in enumerate(parts.pop("captions", ()), 1)
    )
    published = parts.pop("published", None)
    precision = Precision.EXACT if published else Precision.UNKNOWN
    known = {"title": "Tin", "published": published, "precision": precision, **parts}
    return Article(id=article_id, captions=captions, **known)


def fill(engine: Engine, folder: Path, *articles: Article) -> None:
    folder.mkdir(exist_ok=True)
    engine.create(folder)
    add(engine, folder, *articles)


def add(engine: Engine, folder: Path, *articles: Article) -> None:
    writer = engine.writer(folder)
    writer.remove([each.id for each in articles])
    writer.adopt(engine.build(folder, [list(map(Revision.of, articles))], MEMORY_MB))
    writer.commit()


def ids(reader: IndexReader, text: str, **options) -> list[str]:
    known = {"kind": Kind.ARTICLE, "sort": Sort.RELEVANCE, "offset": 0, "limit": 100, **options}
    exact = known.pop("exact", False)
    found = reader.search(parse(text, exact=exact), **known)
    assert found.total >= len(found.matches)
    return [f"{m.article_id}#{m.ordinal}" if m.ordinal else m.article_id for m in found.matches]


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path / "index"


FLOOD = article(
    "flood",
    title="Mưa lớn ở Đà Nẵng",
    lead="Nhiều tuyến phố ngập sâu",
    body="Nước lên nhanh, nước rút chậm.\nNgười dân chuyển đồ lên cao.",
    captions=[
        {"text": "Lê Bá Hùng đi kiểm tra", "alt": "Kiểm tra đê điều", "credit": "Thu Hà"},
        {"text": "Nước ngập phố", "credit": "Lê Vinh"},
    ],
    source="Baonghean.vn",
    section="Thời sự",
    tags=("mưa lũ", "Đà Nẵng"),
    author="Minh Tâm",
    published=date(2020, 10, 12),
)
OFFICE = article(
    "office",
    title="Chuyển đổi số ở xã",
    body="Đổi mới cách làm. Sở TT&TT hướng dẫn theo Quyết định 43/2013/QĐ-UBND.",
    source="Dân trí",
    published=date(2022, 3, 1),
)
UNDATED = article("undated", title="Nắng ở Hà Nội", body="Chuyện đời số phận; hòa bình.")
WHOLE = article(
    "whole",
    title="Họp ngày 29/12/2020 về Covid-19 và cách mạng 4.0",
    body="Văn bản 43/2013/QĐ-UBND gửi TP.HCM, giá 1.234,5 đồng; thư: van.thu@nghean.gov.vn.\n"
    "Xem https://baonghean.vn/tin-moi?id=7 #ChuyenDoiSo #kỹNăngSống #UBND",
)


@pytest.fixture(scope="module")
def reader(engine, tmp_path_factory) -> Iterator[IndexReader]:
    folder = tmp_path_factory.mktemp("read") / "index"
    fill(engine, folder, FLOOD, OFFICE, UNDATED)
    opened = engine.reader(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "text",
    [
        "nước",
        "chuyển đổi số",
        "mua lon",
        '"nước lên"',
        "TT&TT OR nắng",
        "ph* -nắng",
        '"nhanh nước"~3',
        "title:mưa^3",
        "credit:vinh",
        "-nắng",
        "from:2020 hùng",
    ],
)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.RECENT])
def test_the_parts_of_a_score_add_up_to_it(reader, text, kind, sort):
    known = {"kind": kind, "sort": sort, "offset": 0, "limit": 10}
    if isinstance(reader, ClusterReader):
        with pytest.raises(NotInCluster, match="--explain"):
            reader.search(parse(text), explain=True, **known)
        return
    try:
        found = reader.search(parse(text), explain=True, **known)
    except QueryError:
        assert kind is Kind.CAPTION
        return
    assert found.matches or kind is Kind.CAPTION
    for match in found.matches:
        parts = match.explanation
        assert sum(part.score for part in parts) == pytest.approx(match.score, rel=1e-4)
        looked_again = {"passage", "opening", "recency"}
        assert all(part.score > 0 or part.stream in looked_again for part in parts)
    plain = reader.search(parse(text), **known)
    assert [(m.article_id, m.score) for m in plain.matches] == [
        (m.article_id, m.score) for m in found.matches
    ]


def test_spellings_behind_a_fold_come_with_their_counts(reader):
    assert reader.articles == 3
    counts = {key("chuyển"): 2, key("chuyện"): 1}
    assert reader.spellings(["chuyen", "xyz", "chuyen"]) == [counts, {}, counts]
    assert reader.spellings(["nuoc", "chuyen"]) == [{key("nước"): 2}, counts]
    assert reader.spellings([]) == []


def test_what_begins_with_some_letters_is_completed_with_its_count(engine, folder):
    fill(
        engine,
        folder,
        article("a", title="Lê Bá Hùng ở Nghệ An", tags=("Le lói",)),
        article("b", lead="Ông Lê Bá Hùng nói.", captions=[{"text": "Lê Bảo"}]),
    )
    with closing(engine.reader(folder)) as reader:
        found = [(each.text, each.kind, each.articles) for each in reader.completions("le", most=9)]
        assert [count for *_, count in found] == sorted((c for *_, c in found), reverse=True)
        assert ("Lê Bá Hùng", SuggestionKind.NAME, 2) in found
        assert ("Le lói", SuggestionKind.TAG, 1) in found
        assert ("Lê Bảo", SuggestionKind.NAME, 1) in found
        assert "Nghệ An" in {each.text for each in reader.completions("nghe a", most=9)}
        assert [each.articles for each in reader.completions("le ba h", most=1)] == [2]
        assert list(reader.completions("le ba n", most=9)) == []


def test_articles_that_hold_more_of_what_weighs_more_come_first(reader):
    change, over, rain, big = map(key, ("chuyển", "đổi", "mưa", "lớn"))
    terms = {f"{change} {over}": 1.0, f"{rain} {big}": 5.0, key("nắng"): 0.5}
    assert list(reader.term_frequencies([*terms, "xyz"])) == [1, 1, 1, 0]
    found = reader.holding_any(terms, limit=2).matches
    assert [match.article_id for match in found] == ["flood", "office"]


def test_pairs_are_counted_in_titles_and_bodies_in_the_order_they_stand_in(reader):
    firsts, seconds = [key("chuyển"), "xyz", key("nước")], [key("đổi"), key("rút"), key("lên")]
    pairs = list(product(firsts, seconds))
    assert reader.pair_frequencies(pairs) == [1, 0, 0, 0, 0, 0, 0, 1, 1]
    assert reader.pair_frequencies([(right, left) for left, right in pairs]) == [0] * 9
    assert reader.pair_frequencies([]) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("đà nẵng", ["flood"]),
        ("da nang", ["flood"]),
        ("ĐÀ NẴNG", ["flood"]),
        ("chuyển đổi số", ["office"]),
        ("chuyển doi số", ["office"]),
        ('"chuyển doi so"', ["office"]),
        ('"đổi chuyển"', []),
        ("đổi chuyển", ["office"]),
        ('"nhanh nước"', ["flood"]),
        ('"nước nước"', []),
        ('"chậm người"', []),  # not across paragraphs
        ('"tra nước"', []),  # not across captions
        ("mưa hùng", ["flood"]),  # title and caption together
        ("mưa -hùng", []),
        ('nước -"nước nắng"', ["flood"]),
        ("-nước", ["office", "undated"]),
        ("title:nắng", ["undated"]),
        ("title:nước", []),
        ("lead:ngập", ["flood"]),
        ("body:ngập", []),
        ("caption:ngập", ["flood"]),
        ("caption:đê", ["flood"]),  # an alt text
        ('caption:"đê điều"', ["flood"]),
        ("credit:vinh", ["flood"]),
        ("author:tâm", ["flood"]),
        ("source:baonghean", ["flood"]),
        ('source:"dan tri"', ["office"]),
        ("-source:baonghean số", ["office", "undated"]),
        ("TT&TT", ["office"]),
        ("43/2013/QĐ-UBND", ["office"]),
        ("hoà bình", ["undated"]),
        ("nắng", ["undated"]),
        ("baonghean", []),  # plain words do not search the source
        ("không-có-đâu", []),
        ("nẵng OR nắng", ["flood", "undated"]),
        ("đà nẵng OR chuyển đổi", ["flood", "office"]),
        ("(nước OR số) (ngập OR đổi)", ["flood", "office"]),
        ("số NOT đổi", ["undated"]),
        ("số AND -đổi", ["undated"]),
        ("-(nước OR đổi)", ["undated"]),
        ("nước OR -số", ["flood"]),
        ("-nước OR -số", ["flood", "office", "undated"]),
        ("from:2021 OR nắng", ["office", "undated"]),
        ("from:2021", ["office"]),
        ("số -from:2021", ["undated"]),
        ("to:2021", ["flood"]),
        ("on:10/2020 nước", ["flood"]),
        ('"nẵng mưa"~3', ["flood"]),
        ('"nẵng mưa"~2', []),
        ('"mưa nẵng"~0', []),
        ('"rút nước nước"~2', ["flood"]),
        ('"nước nước nước"~9', []),
        ('"chậm người"~9', []),  # not across paragraphs
        ('title:"nẵng mưa"~3', ["flood"]),
        ('body:"nẵng mưa"~2', []),
        ("title:(mưa OR nắng)", ["flood", "undated"]),
        ("title:(nắng -nội)", []),
        ("section:sự", ["flood"]),
        ('tag:"mưa lũ"', ["flood"]),
        ('tag:"lũ đà"', []),  # two tags
        ("lũ", []),  # plain words do not search the tags
        ("chuy*", ["flood", "office", "undated"]),
        ("chuyể*", ["flood", "office"]),
        ("chuyê*", ["flood", "office", "undated"]),
        ("=chuyê*", []),
        ("title:chuy*", ["office"]),
        ("n?ng", ["flood", "undated"]),
        ("nắn*", ["undated"]),
        ("*oa", ["undated"]),
        ("43/????/QĐ*", ["office"]),
        ("43/??/QĐ*", []),
        ("4?/2013", ["office"]),
        ("????/QĐ-UBND", ["office"]),
        ("*/*/qd", ["office"]),
        ("chuyeen~1", ["flood", "office", "undated"]),
        ("nẵg~1", ["flood"]),
        ("nawng~1", ["flood", "undated"]),
        ("naawng~2", ["flood", "undated"]),
        ("naawng~1", []),
        ("/n.{1,2}g/", ["flood", "undated"]),
        ("/h[oò]à?a/", ["undated"]),
        ("/b[iì]nh/", ["undated"]),
        ("-chuy*", []),
        ("-chuyể*", ["undated"]),
        ("xyz*", []),
        ("=nang", []),
        ("=nẵng", ["flood"]),
        ("nắng^3", ["undated"]),
        ("(nước đổi)^2 OR nắng", ["undated"]),
    ],
)
def test_a_query_finds_what_it_asks_for(reader, query, expected):
    assert sorted(ids(reader, query)) == sorted(expected)


@pytest.mark.parametrize(
    "query",
    [
        "29/12/2020",
        "12/2020",
        "2020",
        "Covid-19",
        "covid",
        "4.0",
        "TP.HCM",
        "hcm",
        "43/2013/QĐ-UBND",
        "43/2013",
        "ubnd",
        "1.234,5",
        "van.thu@nghean.gov.vn",
        "nghean.gov.vn",
        "https://baonghean.vn/tin-moi?id=7",
        "baonghean.vn",
        "#ChuyenDoiSo",
        "chuyendoiso",
        "chuyen doi so",
        "#kynangsong",
        "kỹ năng sống",
        "kĩ năng",
        "#ubnd",
    ],
)
def test_a_whole_token_is_found_whole_and_by_its_parts(engine, folder, query):
    fill(engine, folder, WHOLE, OFFICE)
    opened = engine.reader(folder)
    assert "whole" in ids(opened, query)
    opened.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lê bá hùng", ["flood#1"]),
        ("ngập", ["flood#2"]),
        ("đê điều", ["flood#1"]),
        ("mưa", []),
        ("lê", ["flood#1", "flood#2"]),
        ("credit:vinh", ["flood#2"]),
        ("ngập source:baonghean", ["flood#2"]),
        ("-ngập", ["flood#1"]),
        ("ngập OR hùng", ["flood#1", "flood#2"]),
        ('"hùng lê"~1', ["flood#1"]),
        ("đê đi*", ["flood#1"]),
        ("ngậ*", ["flood#2"]),
        ("ngập section:sự tag:lũ from:2020", ["flood#2"]),
    ],
)
def test_captions_are_results_of_their_own(reader, query, expected):
    assert sorted(ids(reader, query, kind=Kind.CAPTION)) == expected


def test_a_field_that_captions_lack_is_refused_by_name(reader):
    with pytest.raises(QueryError, match="title:") as caught:
        ids(reader, "ngập title:mưa", kind=Kind.CAPTION)
    assert caught.value.position == 5


def test_a_field_is_refused_where_it_was_typed_whatever_its_name(reader):
    with pytest.raises(QueryError, match="title:") as caught:
        ids(reader, "ngập OR (tiêu-đề:mưa)", kind=Kind.CAPTION)
    assert caught.value.position == 9


def test_a_boost_weighs_in_the_rank_and_lets_nothing_in(reader):
    assert ids(reader, "title:nắng^9 OR title:mưa") == ["undated", "flood"]
    assert ids(reader, "title:nắng OR title:mưa^9") == ["flood", "undated"]


def test_more_syllables_than_are_searched_are_told_and_the_commonest_are_taken(engine, folder):
    often = article("often", title=" ".join(f"x{n}" for n in range(0, 400, 3)))
    rare = [article(f"rare{n}", title=f"x{n}") for n in (*range(0, 400, 3), 1)]
    fill(engine, folder, often, *rare)
    opened = engine.reader(folder)
    query = parse("x*")
    found = opened.search(query, kind=Kind.ARTICLE, sort=Sort.RELEVANCE, offset=0, limit=500)
    [expanded] = found.expanded.values()
    assert expanded.capped == (135,)
    assert len(expanded.terms[0]) == MOST_SYLLABLES < 134
    assert found.total == 1 + MOST_SYLLABLES
    assert "rare1" not in {match.article_id for match in found.matches}
    assert ids(opened, "x1*") != []  # fewer of them: none is left out
    opened.close()


def test_exact_asks_for_accents_as_typed(reader):
    assert ids(reader, "doi", exact=True) == []
    assert sorted(ids(reader, "doi")) == ["office", "undated"]


def test_accents_as_typed_rank_above_other_accents(engine, folder):
    fill(engine, folder, article("tone", title="bạn"), article("bare", title="ban"))
    opened = engine.reader(folder)
    assert ids(opened, "ban") == ["bare", "tone"]
    assert ids(opened, "bạn") == ["tone"]
    opened.close()


def test_words_side_by_side_rank_above_words_apart(engine, folder):
    apart = article("apart", title="Lê văn, bá tước, trần Hùng")
    together = article("together", title="Lê Bá Hùng, trần văn tước")
    fill(engine, folder, apart, together)
    opened = engine.reader(folder)
    assert ids(opened, "le ba hung") == ["together", "apart"]
    opened.close()


def test_a_photo_with_the_word_in_caption_and_alt_counts_once(engine, folder):
    once = article("once", captions=[{"text": "cầu Xốp Nặm"}])
    twice = article("twice", captions=[{"text": "cầu Xốp Nặm", "alt": "cầu khánh thành Nặm"}])
    fill(engine, folder, once, twice)
    opened = engine.reader(folder)
    query = parse("xốp")
    found = opened.search(query, kind=Kind.ARTICLE, sort=Sort.RELEVANCE, offset=0, limit=9)
    assert len({round(match.score, 9) for match in found.matches}) == 1
    opened.close()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.NEWEST, ["office", "flood", "undated"]),
        (Sort.OLDEST, ["flood", "office", "undated"]),
    ],
)
def test_undated_articles_come_last_under_either_order(reader, sort, expected):
    assert ids(reader, "-xyz", sort=sort) == expected


def test_of_articles_that_match_as_well_the_recent_one_comes_first_where_asked(engine, folder):
    fill(
        engine,
        folder,
        article("undated", body="Lũ về bản"),
        article("older", body="Lũ về bản", published=date(2019, 6, 1)),
        article("newer", body="Lũ về bản", published=date(2020, 6, 1)),
        article("better", body="Lũ, lũ, lại lũ", published=date(2015, 6, 1)),
        article("newest", body="Trời quang", published=date(2021, 6, 1)),
    )
    opened = engine.reader(folder)
    assert ids(opened, "lũ") == ["better", "undated", "older", "newer"]
    assert ids(opened, "lũ", sort=Sort.RECENT) == ["better", "newer", "older", "undated"]
    opened.close()


def test_whatever_recent_ones_gain_nothing_less_or_more_is_found(engine, folder):
    days = [date(2020, 1 + n % 12, 1) if n % 3 else None for n in range(250)]
    fill(engine, folder, *(article(f"a{n:03}", published=day) for n, day in enumerate(days)))
    opened = engine.reader(folder)
    for kind, text in ((Kind.ARTICLE, "tin"), (Kind.ARTICLE, "-xyz"), (Kind.CAPTION, "tin")):
        plain, recent = (
            ids(opened, text, sort=sort, kind=kind, limit=300)
            for sort in (Sort.RELEVANCE, Sort.RECENT)
        )
        assert sorted(plain) == sorted(recent)
    opened.close()


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2020, 10, 12), date(2020, 10, 12), ["flood"]),
        (date(2020, 10, 13), None, ["office"]),
        (None, date(2022, 2, 28), ["flood"]),
        (date(2000, 1, 1), date(2001, 1, 1), []),
    ],
)
def test_a_period_includes_both_its_days_and_no_undated_article(reader, first, last, expected):
    query = Query("", And((Not(parse("xyz").root), Published(first, last))))
    found = reader.search(query, kind=Kind.ARTICLE, sort=Sort.RELEVANCE, offset=0, limit=9)
    assert [match.article_id for match in found.matches] == expected


FEW = frozenset({("office", 0), ("flood", 2), ("nobody", 0)})


@pytest.mark.parametrize(
    ("node", "kind", "expected"),
    [
        (Mentioning(FEW), Kind.ARTICLE, ["office"]),
        (Mentioning(FEW), Kind.CAPTION, ["flood#2"]),
        (Mentioning(frozenset()), Kind.ARTICLE, []),
        (Not(Mentioning(FEW)), Kind.CAPTION, ["flood#1"]),
        (Or((Mentioning(FEW), parse("nắng").root)), Kind.ARTICLE, ["office", "undated"]),
        (And((Mentioning(FEW), parse("chuyển").root)), Kind.ARTICLE, ["office"]),
    ],
)
def test_documents_are_found_by_their_keys(reader, node, kind, expected):
    options = {"kind": kind, "sort": Sort.RELEVANCE, "offset": 0, "limit": 10}
    found = reader.search(Query("", node), **options)
    keys = [f"{m.article_id}#{m.ordinal}" if m.ordinal else m.article_id for m in found.matches]
    assert sorted(keys) == expected
    assert found.total == len(expected)


def test_documents_by_key_leave_the_scores_of_what_stands_beside_them(reader):
    options = {"kind": Kind.ARTICLE, "sort": Sort.RELEVANCE, "offset": 0, "limit": 10}
    words = parse("chuyển").root
    scores = {m.article_id: m.score for m in reader.search(Query("", words), **options).matches}
    [found] = reader.search(Query("", And((words, Mentioning(FEW)))), **options).matches
    assert found.score == pytest.approx(scores["office"])


def test_matches_are_counted_by_labels_from_outside(engine, folder):
    fill(engine, folder, FLOOD, OFFICE)
    add(engine, folder, UNDATED, article("flood", title="Tin khác"))
    keys = [("flood", 0), ("undated", 0), ("nobody", 0), ("flood", 1)]
    labels = Labels(
        ["An", "Bình", "Cúc"], keys, np.array([0, 1, 0, 2, 2]), np.array([0, 0, 1, 2, 3])
    )
    options = {"kind": Kind.ARTICLE, "sort": Sort.RELEVANCE, "offset": 0, "limit": 1}
    with closing(engine.reader(folder)) as opened:
        for text, counts in (("tin OR nắng", (("An", 2), ("Bình", 1))), ("nắng", (("An", 1),))):
            found = opened.search(
                parse(text), facets=[Facet.PERSON], labels={Facet.PERSON: labels}, **options
            )
            assert found.facets == {Facet.PERSON: counts}


def test_pages_together_give_each_match_once(engine, folder):
    fill(engine, folder, *(article(f"a{n:03}", title=f"Tin số {n}") for n in range(57)))
    opened = engine.reader(folder)
    for sort in Sort:
        pages = [ids(opened, "tin", sort=sort, offset=at, limit=10) for at in range(0, 70, 10)]
        assert [len(page) for page in pages] == [10, 10, 10, 10, 10, 7, 0]
        assert len({each for page in pages for each in page}) == 57
    opened.close()


def test_a_replaced_article_is_found_by_its_new_text_only(engine, folder):
    fill(engine, folder, FLOOD, OFFICE)
    add(engine, folder, article("flood", title="Trời quang"))
    opened = engine.reader(folder)
    assert ids(opened, "nẵng") == []
    assert ids(opened, "quang") == ["flood"]
    assert ids(opened, "ngập", kind=Kind.CAPTION) == []
    assert sorted(opened.held()) == [
        ("flood", article("flood", title="Trời quang").content_hash()[:DIGEST_DIGITS], 0),
        ("office", OFFICE.content_hash()[:DIGEST_DIGITS], 0),
    ]
    opened.close()


def test_a_removed_article_is_gone_with_its_photos(engine, folder):
    fill(engine, folder, FLOOD, OFFICE)
    writer = engine.writer(folder)
    writer.remove(["flood"])
    writer.commit()
    opened = engine.reader(folder)
    assert ids(opened, "nước") == []
    assert [article_id for article_id, _, _ in opened.held()] == ["office"]
    opened.close()


def test_a_field_may_lose_all_that_stood_side_by_side_in_it(engine, folder):
    fill(engine, folder, article("two", tags=("làng nghề",)), article("one", tags=("diều",)))
    writer = engine.writer(folder)
    writer.remove(["two"])
    writer.compact()
    writer.commit()
    opened = engine.reader(folder)
    assert ids(opened, "tag:diều") == ["one"]
    assert ids(opened, 'tag:"làng nghề"') == []
    opened.close()


def test_a_reader_keeps_what_it_opened(engine, folder):
    fill(engine, folder, FLOOD)
    opened = engine.reader(folder)
    add(engine, folder, OFFICE)
    assert ids(opened, "số") == []
    assert ids(opened, "nước") == ["flood"]
    opened.close()


def test_nothing_shows_of_changes_cancelled(engine, folder):
    fill(engine, folder, FLOOD)
    writer = engine.writer(folder)
    writer.adopt(engine.build(folder, [[Revision.of(OFFICE)]], MEMORY_MB))
    writer.cancel()
    opened = engine.reader(folder)
    assert ids(opened, "số") == []
    opened.close()
    add(engine, folder, OFFICE)


def test_a_folder_without_an_index_is_called_damaged(engine, tmp_path):
    with pytest.raises(IndexDamaged):
        engine.reader(tmp_path)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
# Whoosh leaves the damaged file open to the garbage collector
def test_an_index_with_a_damaged_file_is_called_damaged(engine, folder):
    fill(engine, folder, FLOOD)
    for each in folder.iterdir():
        if each.is_file():
            each.write_bytes(b"\x00" * 40)
    with pytest.raises(IndexDamaged):
        engine.reader(folder)


# --- the same answer as a plain reading of every article

SYLLABLES = ["ban", "bạn", "bàn", "đổi", "doi", "số", "so", "hòa", "hoà"]
texts = st.lists(st.sampled_from(SYLLABLES), max_size=7).map(" ".join)
articles = st.builds(
    lambda title, lead, body, captions, day: {
        "title": title or "tin",
        "lead": lead,
        "body": body,
        "captions": captions,
        "published": None if day is None else date(2020, 1, 1) + timedelta(days=day),
    },
    texts,
    texts,
    texts,
    st.lists(st.builds(lambda text, alt: {"text": text, "alt": alt}, texts, texts), max_size=2),
    st.none() | st.integers(0, 50),
)
lexemes = st.builds(
    lambda minus, field, words, quoted: (
        minus + field + (f'"{" ".join(words)}"' if quoted else words[0])
    ),
    st.sampled_from(["", "", "-"]),
    st.sampled_from(["", "", "", "title:", "body:", "caption:"]),
    st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=3),
    st.booleans(),
)
open_ones = st.builds(
    lambda field, form: field + form,
    st.sampled_from(["", "", "-", "title:", "caption:"]),
    st.sampled_from(
        [
            *("b*", "bạ*", "=ba*", "?o", "ho?", "*a*n", "hoa~1", "bnà~1", "đi~2", "/[bs].+/"),
            *("/hoà/", "ban/b*", "*/đổi", "s?/b?n"),
            *('"ban bạn"~1', '"số ban số"~2', '"hòa đổi ban"~9^2'),
        ]
    ),
)
rows = st.lists(lexemes | open_ones, min_size=1, max_size=4).map(" ".join)
queries = rows | st.recursive(
    rows,
    lambda inner: st.builds(
        lambda one, sign, two, minus, name: f"{minus}{name}({one} {sign} {two})",
        inner,
        st.sampled_from(["OR", "AND", "NOT", ""]),
        inner,
        st.sampled_from(["", "-"]),
        st.sampled_from(["", "", "title:"]),
    ),
    max_leaves=4,
)


def parse_most(text: str) -> Query:
    easier = relaxed(parse(text))
    return parse(text) if easier is None else easier[0]


def reads(node: Node, parts: dict[Field, list[str]]) -> bool:  # noqa: PLR0911 - a case for each
    """Match by reading the text: slow, and plainly right."""
    match node:
        case And():
            return all(reads(each, parts) for each in node.nodes)
        case Or():
            return any(reads(each, parts) for each in node.nodes)
        case Boosted():
            return reads(node.node, parts)
        case Near() | Shaped():
            found = stands_near if isinstance(node, Near) else stands_shaped
            fields = [node.field] if node.field else SEARCHED[Kind.ARTICLE]
            return any(found(node, syllables(text)) for f in fields for text in parts.get(f, ()))
        case Not():
            return not reads(node.node, parts)
        case Words():
            matched = sum(reads(unit, parts) for unit in node.units)
            return matched >= (node.least or len(node.units))
        case Phrase():
            fields = [node.field] if node.field else SEARCHED[Kind.ARTICLE]
            return any(stands(node.syllables, text) for f in fields for text in parts.get(f, ()))
    raise AssertionError(node)


def stands_near(near: Near, tokens: tuple[Token, ...]) -> bool:
    wanted = Counter(near.syllables)
    size = len(near.syllables) + near.slack
    for first in range(len(tokens)):
        window = tokens[first : first + size]
        each = {one: sum(map(one.matches, window)) for one in wanted}
        matched = sum(any(one.matches(token) for one in wanted) for token in window)
        if matched >= len(near.syllables) and all(each[one] >= wanted[one] for one in wanted):
            return True
    return False


def stands_shaped(shaped: Shaped, tokens: tuple[Token, ...]) -> bool:
    return any(
        all(map(has_shape, shaped.parts, tokens[at:]))
        for at in range(len(tokens) - len(shaped.parts) + 1)
    )


def has_shape(shape: Shape | SyllablePattern, token: Token) -> bool:
    if isinstance(shape, SyllablePattern):
        return shape.matches(token)
    accents = shape.strict or fold(shape.text) != key(shape.text)
    match shape:
        case Regex():
            printed = modern_tones(traditional(token.key)) if accents else token.folded
            return re.fullmatch(shape.text, printed) is not None
        case Fuzzy():
            text = shape.text if accents else fold(shape.text)
            return edits(text, token.key if accents else token.folded) <= shape.edits
    text = shape.text + "*" * isinstance(shape, Prefix)
    if not accents:
        return fnmatchcase(token.folded, fold(text))
    letters, tone = apart(key(text))
    held, held_tone = apart(token.key)
    any_tone = not tone and not shape.strict
    return fnmatchcase(held, letters) and (any_tone or tone == held_tone)


def apart(syllable: str) -> tuple[str, str]:
    return (syllable[:-1], syllable[-1]) if syllable[-1] in TONES else (syllable, "")


def edits(one: str, two: str) -> int:
    if not one or not two:
        return len(one) + len(two)
    return min(
        edits(one[1:], two) + 1,
        edits(one, two[1:]) + 1,
        edits(one[1:], two[1:]) + (one[0] != two[0]),
    )


def stands(phrase: tuple[SyllablePattern, ...], text: str) -> bool:
    tokens = syllables(text)
    return any(
        all(each.matches(token) for each, token in zip(phrase, tokens[at:], strict=False))
        for at in range(len(tokens) - len(phrase) + 1)
    )


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=set(Phase) - {Phase.shrink},  # every example is an index: that would take minutes
)
@given(st.lists(articles, min_size=1, max_size=6), st.lists(queries, min_size=1, max_size=8))
def test_an_engine_matches_what_a_reader_would(tmp_path_factory, engine, parts, asked):
    folder = tmp_path_factory.mktemp("index")
    known = {f"a{number}": article(f"a{number}", **each) for number, each in enumerate(parts)}
    half = len(known) // 2
    fill(engine, folder, *list(known.values())[:half])
    add(engine, folder, *list(known.values())[half:])
    opened = engine.reader(folder)
    for text, read in product(asked, (parse, parse_any_word, parse_most)):
        try:
            query = read(text)
        except QueryError:  # more shapes than a query may have
            continue
        expected = [
            article_id
            for article_id, each in known.items()
            if reads(
                query.root,
                {
                    Field.TITLE: [each.title],
                    Field.LEAD: [each.lead],
                    Field.BODY: list(each.paragraphs),
                    Field.CAPTION: [t for c in each.captions for t in (c.text, c.alt)],
                },
            )
        ]
        found, first = (
            opened.search(query, kind=Kind.ARTICLE, sort=Sort.RELEVANCE, offset=0, limit=limit)
            for limit in (len(known), 1)
        )
        assert sorted(match.article_id for match in found.matches) == expected, text
        assert first.total == len(expected)
        assert first.matches == found.matches[:1]
    opened.close()
