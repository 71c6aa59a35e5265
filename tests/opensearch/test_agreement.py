"""A cluster ranks as Whoosh does: the same articles, in the same order, with the same scores."""

from __future__ import annotations

import random
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from search.article import Article, Caption, Revision
from search.engines.whoosh.engine import WhooshEngine
from search.hits import OF_PEOPLE, Facet, FacetFilter, Kind, Sort
from search.query.parser import parse
from search.vietnamese.spelling import key, unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXT = (
    "xã huyện tỉnh mỹ lý đường cầu nước lũ mưa bão trường học sinh viên nhà giáo thầy cô y tế "
    "bệnh viện công an kinh tế du lịch biển đảo rừng núi lúa gạo cá tôm giá xăng dầu vàng đất "
    "nông thôn mới đổi số hòa bình Đắk Lắk Hà Nội Nghệ An chuyển đoàn đội bạn ban bàn #MùaMưa"
)
WORDS = _TEXT.split()
ARTICLES, QUERIES = 400, 60
PAIRS = [(key(a), key(b)) for a in ("hà", "nước") for b in ("nội", "lũ", "nước")]
#: Pages may come in another order where scores differ in the seventh digit.
LEAST_SAME = 0.99
#: Both add up numbers of 24 bits, in another order: a few of the last bit.
FLOAT_NOISE = 2e-6


def written(random_: random.Random, most: int) -> str:
    # some words are frequent and some are rare, as in a newspaper
    count = random_.randint(0, most)
    return " ".join(WORDS[int(len(WORDS) * random_.random() ** 2)] for _ in range(count))


def some_articles(random_: random.Random) -> list[Article]:
    return [
        Article(
            id=f"a{number}",
            title=written(random_, 8) or "tin",
            lead=written(random_, 20),
            body="\n".join(written(random_, 60) for _ in range(random_.randint(1, 4))),
            captions=tuple(
                Caption(ordinal=at, text=written(random_, 9), credit=written(random_, 2))
                for at in range(1, random_.randint(1, 4))
            ),
            source=random_.choice(["Nghệ An", "NGHỆ AN", "Dân trí", ""]),
            author=written(random_, 2),
        )
        for number in range(ARTICLES)
    ]


def some_query(random_: random.Random) -> str:
    row = written(random_, 4) or "tin"
    one, two = random_.sample(WORDS, 2)
    forms = [
        *(row, row, unaccented(row), f'"{one} {two}"', f"{one} OR {two}", f"{row} -{one}"),
        *(f"title:{one}", f'"{one} {two}"~9', f"{one[0]}* {two}", f"{one}~1", f"({row})^2 {one}"),
    ]
    return random_.choice(forms)


@pytest.fixture(scope="module")
def readers(on_cluster, tmp_path_factory):
    revisions = list(map(Revision.of, some_articles(random.Random(1))))
    opened = []
    for engine in (WhooshEngine(), on_cluster):
        folder = tmp_path_factory.mktemp(engine.name) / "000001"
        folder.mkdir()
        engine.create(folder)
        for some in (revisions[:300], revisions[300:]):
            writer = engine.writer(folder)
            writer.adopt(engine.build(folder, [some], 64))
            writer.commit()
        opened.append(engine.reader(folder))
    with closing(opened[0]), closing(opened[1]):
        yield opened


@pytest.mark.parametrize("sort", [Sort.RELEVANCE, Sort.RECENT])
@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_is_found_in_the_same_order(readers, kind, sort):
    random_ = random.Random(2)
    same = asked = 0
    for _ in range(QUERIES):
        text = some_query(random_)
        if kind is Kind.CAPTION and "title:" in text:
            continue
        whoosh, cluster = (
            each.search(parse(text), kind=kind, sort=sort, offset=0, limit=10, grouped=True)
            for each in readers
        )
        assert (whoosh.total, whoosh.results) == (cluster.total, cluster.results), text
        scores = [[match.score for match in found.matches] for found in (whoosh, cluster)]
        assert scores[0] == pytest.approx(scores[1], rel=1e-4), text
        ordered = [[(m.article_id, m.ordinal) for m in each.matches] for each in (whoosh, cluster)]
        same += ordered[0] == ordered[1]
        asked += 1
    assert same >= LEAST_SAME * asked


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.OLDEST])
def test_facets_and_filters_count_the_same(readers, sort):
    kept = FacetFilter(Facet.SOURCE, "nghệ an")
    answers = [
        each.search(
            parse("nước OR mưa"),
            kind=Kind.ARTICLE,
            sort=sort,
            offset=5,
            limit=20,
            facets=set(Facet) - OF_PEOPLE,
            filters=[kept],
        )
        for each in readers
    ]
    assert answers[0].facets == answers[1].facets
    assert answers[0].total == answers[1].total > 0
    assert [m.article_id for m in answers[0].matches] == [m.article_id for m in answers[1].matches]


def test_what_an_engine_tells_of_its_terms_is_the_same(readers):
    for ask in (
        lambda reader: reader.articles,
        lambda reader: reader.spellings(["ban"]),
        lambda reader: reader.pair_frequencies(PAIRS),
        lambda reader: sorted(reader.held()),
        lambda reader: sorted(map(sorted, reader.near_copies())),
        lambda reader: {(s.text, s.articles) for s in reader.completions("da", most=50)},
    ):
        assert ask(readers[0]) == ask(readers[1])


def scores_of(readers, random_: random.Random) -> Iterator[tuple[str, list[float], list[float]]]:
    for _ in range(QUERIES):
        text = some_query(random_)
        yield (
            text,
            *(
                [
                    match.score
                    for match in each.search(
                        parse(text), kind=Kind.ARTICLE, sort=Sort.RELEVANCE, offset=0, limit=10
                    ).matches
                ]
                for each in readers
            ),
        )


def test_what_was_written_anew_leaves_no_trace_in_scores_once_compacted(on_cluster, tmp_path):
    """Lucene counts a document in its statistics until it is merged away, deleted or not."""
    random_ = random.Random(3)
    former, articles = some_articles(random_), some_articles(random_)
    opened = []
    for engine in (WhooshEngine(), on_cluster):
        folder = tmp_path / engine.name / "000001"
        folder.mkdir(parents=True)
        engine.create(folder)
        for some in (former, articles):
            writer = engine.writer(folder)
            writer.remove([each.id for each in some])
            writer.adopt(engine.build(folder, [[*map(Revision.of, some)]], 64))
            if some is articles:
                writer.compact()
            writer.commit()
        opened.append(engine.reader(folder))
    with closing(opened[0]), closing(opened[1]):
        for text, one, other in scores_of(opened, random_):
            assert one == pytest.approx(other, rel=FLOAT_NOISE), text
