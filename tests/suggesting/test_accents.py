from __future__ import annotations

from contextlib import closing
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.opening import default_engine, open_reader
from search.indexer import Indexer
from search.settings import DataDirectory
from search.sources.files import distinct_articles
from search.suggesting.accents import restore
from search.vietnamese.analyzer import syllables
from search.vietnamese.patterns import Likely, SyllablePattern, patterns
from search.vietnamese.spelling import fold, key

#: With 1,500 articles to count in; with 100,000 it is .92 of other headlines.
LEAST_SHARE = 0.9

TITLES = [
    "Nghệ An đẩy mạnh chuyển đổi số",
    "Chuyển đổi số ở xã vùng cao",
    "Chiều trên đồi chè",
    "Sơ tán dân dưới chân hồ Kẻ Gỗ",
    "Số hộ nghèo giảm",
    "Đội tuyển Việt Nam thắng",
    "Đắk Lắk: Siết mã số vùng trồng",
]


@pytest.fixture(scope="module")
def reader(tmp_path_factory, make_article):
    data = DataDirectory(tmp_path_factory.mktemp("accents"))
    indexer = Indexer(data, default_engine())
    indexer.accept(
        ("test", make_article(str(number), title, body=title.lower()))
        for number, title in enumerate(TITLES)
    )
    indexer.update()
    with closing(open_reader(data, default_engine())) as opened:
        yield opened


def restored(reader, text: str) -> tuple[str, ...]:
    return tuple(likely[0].key for likely in restore(patterns(text), reader))


def keys(text: str) -> tuple[str, ...]:
    return tuple(map(key, text.split()))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuyen doi so", "chuyển đổi số"),
        ("CHUYEN doi SO", "chuyển đổi số"),
        ("doi che", "đồi chè"),
        ("doi tuyen viet nam", "đội tuyển việt nam"),
        ("ho ke go", "hồ kẻ gỗ"),
        ("dak lak", "đắk lắk"),
        ("xyzzy 2024", "xyzzy 2024"),
        ("", ""),
    ],
)
def test_neighbours_decide_which_accents_are_meant(reader, typed, meant):
    assert restored(reader, typed) == keys(meant)


def test_what_is_typed_with_accents_stays(reader):
    assert restored(reader, "chuyến doi số") == keys("chuyến đổi số")


def test_what_is_meant_strictly_as_typed_stays(reader):
    found = restore(patterns("chuyen doi", strict=True), reader)
    assert found == ((Likely("chuyen"),), (Likely("doi"),))


def test_a_syllable_with_telling_neighbours_is_surer_than_one_alone(reader):
    alone, beside = restore(patterns("doi"), reader)[0], restore(patterns("doi tuyen"), reader)[0]
    assert [each.key for each in alone] == [key("đổi"), key("đồi"), key("đội")]
    assert beside[0].key == key("đội")
    assert beside[0].likelihood > 0.9 > alone[0].likelihood


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(" ".join(TITLES).split()) | st.text(max_size=6), max_size=9))
def test_every_syllable_keeps_its_place_and_its_letters(reader, words):
    typed = patterns(" ".join(map(fold, words)))
    found = restore(typed, reader)
    assert [{fold(likely.key) for likely in each} for each in found] == [
        {each.folded} for each in typed
    ]
    for each in found:
        likelihoods = [likely.likelihood for likely in each]
        assert likelihoods == sorted(likelihoods, reverse=True)
        assert 0 < sum(likelihoods) < 1 + 1e-9


@pytest.mark.shared
def test_most_syllables_of_titles_that_are_not_indexed_come_out_right(tmp_path, shared):
    corpus = shared / "corpus" / "dated-3k.jsonl.xz"
    articles = list(islice(distinct_articles(corpus), 1_800))
    data = DataDirectory(tmp_path)
    indexer = Indexer(data, default_engine())
    indexer.accept(("test", each) for each in articles[300:])
    indexer.update()
    right = total = 0
    with closing(open_reader(data, default_engine())) as reader:
        for each in articles[:300]:
            tokens = syllables(each.title)
            found = restore([SyllablePattern(t.folded, t.folded) for t in tokens], reader)
            right += sum(a[0].key == t.key for a, t in zip(found, tokens, strict=True))
            total += len(tokens)
    assert right / total > LEAST_SHARE, right / total
