from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.opening import default_engine
from search.indexer import Indexer
from search.searcher import Request, Searcher
from search.settings import DataDirectory
from search.suggesting.corrections import FEW, MOST, TIMES

ARTICLES = [
    *("Chuyển đổi số ở Nghệ An", "Nghệ An chuyển đổi số nông nghiệp", "Chuyển đổi số trong y tế"),
    *("Thành phố Hồ Chí Minh", "Thành ủy Thành phố Hồ Chí Minh", "Hồ Chí Minh toàn tập"),
    *("Ông Nguyễn Văn Hùng", "Bà Nguyễn Thị Hưng", "Anh Y Bhiăt Niê", "Giá xăng tăng"),
    *("Sạt lở bờ sông Lam", "Sạt lở đất", "Sạt lở núi", "Tấn công mạng năm 2025"),
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory, make_article):
    data = DataDirectory(tmp_path_factory.mktemp("corrections"))
    indexer = Indexer(data, default_engine())
    indexer.accept(
        ("test", make_article(str(number), title, body=f"{title}.\n{title}."))
        for number, title in enumerate(ARTICLES)
    )
    indexer.update()
    with Searcher.open(data) as opened:
        yield opened


def offered(searcher, text: str, **options) -> tuple[str, ...]:
    return searcher.search(Request(text=text, **options)).suggestions


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("chuyển đổii số", "chuyển đổi số"),
        ("chuyễn đổi số", "chuyển đổi số"),
        ("Chuyển Đổi Sô", "Chuyển Đổi Số"),
        ("CHUYỄN ĐỔI SỐ", "CHUYỂN ĐỔI SỐ"),
        ("chuyne doi so", "chuyển đổi số"),
        ("nghean chuyen doi so", "nghệ an chuyển đổi số"),
        ("thnah phố hồ chí minhh", "thành phố hồ chí minh"),
        ('"sạc lở bờ sông"', '"sạt lở bờ sông"'),
        ('title:"chuyễn đổi số" -đất', 'title:"chuyển đổi số" -đất'),
        ("Nguyễn Văn Hùngg", "Nguyễn Văn Hùng"),
        (unicodedata.normalize("NFD", "chuyển đổii số"), "chuyển đổi số"),
    ],
)
def test_what_finds_nothing_for_a_slip_is_offered_without_it(searcher, typed, meant):
    assert offered(searcher, typed)[0] == meant


@pytest.mark.parametrize(
    "typed",
    [
        "chuyển đổi số",  # finds enough
        "chuyen doi so",
        "Bhiăt Hùng",  # both names are in the index as typed
        "Tấn Hưng",
        "thị hưng giá",  # so is this one, in small letters: its syllables stand side by side
        "29/12/20222",
        "UBNDD",
        "qqqwww",
        "#chuyểnn",
        "chuyểnn@nghean.vn",
        "a" * 400,
        "chuyển " * 60 + "đổii",
    ],
)
def test_names_numbers_and_what_is_no_plain_word_are_left_alone(searcher, typed):
    assert offered(searcher, typed) == ()


def test_an_exact_query_without_accents_is_offered_with_them(searcher):
    assert offered(searcher, "chuyen doi so", exact=True) == ("chuyển đổi số",)


def test_filters_count_for_what_is_offered(searcher):
    assert offered(searcher, "chuyễn đổi số", source="Báo khác") == ()


WORDS = sorted({word for title in ARTICLES for word in title.lower().split()})
SLIPS = st.sampled_from(WORDS).flatmap(
    lambda word: st.sampled_from([word, word + word[-1], word[1:] or word, word[::-1]])
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(SLIPS, min_size=1, max_size=6).map(" ".join))
def test_what_is_offered_finds_much_more_than_what_was_typed(searcher, text):
    typed = searcher.search(Request(text=text))
    assert len(typed.suggestions) <= MOST
    total = typed.relaxed.full if typed.relaxed else typed.total
    assert total <= FEW or not typed.suggestions
    for each in typed.suggestions:
        assert searcher.search(Request(text=each)).total > TIMES * total
