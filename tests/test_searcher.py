from __future__ import annotations

from datetime import date

import pytest

from search.article import Article, Caption, Precision
from search.engines.opening import default_engine
from search.errors import ArchiveMissing, QueryError, UsageError
from search.hits import Capped, Kind, Relaxed, Sort
from search.indexer import Indexer
from search.request import Request
from search.searcher import Searcher
from search.settings import DataDirectory

ARTICLE = Article(
    id="so-tttt",
    title="Sở Thông tin và Truyền thông triển khai nhiệm vụ",
    lead="Chiều 29/12, Sở tổ chức hội nghị tổng kết.",
    body="Các địa phương đề nghị đầu tư kinh phí cho chuyển đổi số…\nGiải ba thuộc về xã Lê Lợi.",
    captions=(
        Caption(
            ordinal=1,
            text="Giám đốc Sở Lê Bá Hùng đánh giá kết quả.",
            alt="Giám đốc Lê Bá Hùng.",
            credit="Lê Thanh",
        ),
        Caption(ordinal=2, text="Trao Giấy khen.", alt="Lãnh đạo trao khen", credit="Lê Thanh"),
    ),
    source="Baonghean.vn",
    author="Thanh Lê",
    published=date(2020, 12, 29),
    precision=Precision.INFERRED,
)
OTHER = Article(
    id="other", title="Giá xăng", body="Hùng và bá tước, lễ hội ở Vinh.", source="TTXVN"
)


@pytest.fixture
def data(tmp_path) -> DataDirectory:
    data = DataDirectory(tmp_path / "data")
    indexer = Indexer(data, default_engine())
    indexer.accept([("file", ARTICLE), ("file", OTHER)])
    indexer.update()
    return data


@pytest.fixture
def search(data):
    with Searcher.open(data) as searcher:
        yield lambda text, **options: searcher.search(Request(text=text, **options))


def cut(text: str, marks) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks]


@pytest.mark.parametrize("query", ["lê bá hùng", "LÊ BÁ HÙNG", "le ba hung", '"Lê Bá Hùng"'])
def test_a_name_in_a_caption_finds_the_article_and_is_marked_once_in_its_photo(search, query):
    hit = search(query).hits[0]
    assert hit.article == ARTICLE
    assert hit.matched_in == ("captions",)
    [photo] = hit.captions
    assert (photo.ordinal, photo.credit) == (1, "Lê Thanh")
    assert cut(photo.text, photo.marks) == ["Lê Bá Hùng"]
    assert not photo.alt_marks
    assert not photo.credit_marks


def test_an_article_matched_in_its_captions_alone_shows_its_lead(search):
    [snippet] = search('"Lê Bá Hùng"').hits[0].snippets
    assert (snippet.field, snippet.text, snippet.marks) == ("lead", ARTICLE.lead, ())


def test_words_of_an_alt_text_are_marked_there(search):
    [hit] = search("lãnh đạo trao khen").hits
    [photo] = hit.captions
    assert cut(photo.alt, photo.alt_marks) == ["Lãnh đạo trao khen"] or cut(
        photo.text, photo.marks
    ) == ["Trao", "khen"]


def test_matches_are_marked_in_title_and_text_as_published(search):
    [hit] = search("so truyen thong chuyen doi so").hits
    assert "Truyền thông" in cut(hit.article.title, hit.title_marks)
    assert ["chuyển đổi số"] in [cut(s.text, s.marks) for s in hit.snippets]


def test_the_photographer_is_found_and_marked_in_credits(search):
    [hit] = search("credit:thanh").hits
    assert hit.matched_in == ("credits",)
    assert [cut(photo.credit, photo.credit_marks) for photo in hit.captions] == [["Thanh"]] * 2


def test_a_caption_hit_is_one_photo(search):
    [hit] = search("le ba hung", kind=Kind.CAPTION).hits
    assert hit.kind is Kind.CAPTION
    assert [photo.ordinal for photo in hit.captions] == [1]
    assert hit.snippets == ()


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ({"source": "baonghean"}, ["so-tttt"]),
        ({"source": "Báo Nghệ An"}, []),
        ({"first": date(2020, 12, 29)}, ["so-tttt"]),
        ({"last": date(2020, 12, 28)}, []),
        ({"within": "caption"}, ["so-tttt"]),
        ({"within": "title"}, []),
        ({"exact": True}, []),
    ],
)
def test_filters_narrow_the_answer(search, options, found):
    page = search("hung", **options)
    assert [hit.article.id for hit in page.hits] == found
    assert page.total == len(found)


def test_pages_count_from_one_and_know_how_many_there_are(search):
    page = search("hung", limit=1, page=2, sort=Sort.NEWEST)
    assert (page.total, page.pages, page.page) == (2, 2, 2)
    assert [hit.article.id for hit in page.hits] == ["other"]


@pytest.mark.parametrize(
    "options",
    [
        {"limit": 0},
        {"limit": 1001},
        {"page": 0},
        {"first": date(2021, 1, 1), "last": date(2020, 1, 1)},
    ],
)
def test_a_request_that_cannot_be_is_refused(options):
    with pytest.raises(UsageError):
        Request(text="a", **options)


def test_a_source_without_letters_is_refused(search):
    with pytest.raises(UsageError, match="--source"):
        search("a", source="!")


def test_trouble_in_a_query_is_pointed_at(search):
    with pytest.raises(QueryError):
        search('"')


def test_a_data_directory_without_an_archive_says_how_to_begin(tmp_path):
    with pytest.raises(ArchiveMissing, match="timbao index"):
        Searcher.open(DataDirectory(tmp_path))


def test_any_word_is_enough_where_a_program_asks_so(search):
    assert search("xăng chuyển").total == 0
    found = search("xăng -chuyển", any_word=True)
    assert {hit.article.id for hit in found.hits} == {"so-tttt", "other"}


def test_matches_are_the_hits_of_a_search_with_nothing_shown(data):
    request = Request(text="lê TT&TT", any_word=True)
    with Searcher.open(data) as searcher:
        page, found = searcher.search(request), searcher.matches(request)
    assert found.total == page.total
    assert [(each.article_id, each.score) for each in found.matches] == [
        (hit.article.id, hit.score) for hit in page.hits
    ]


MARKET = [
    Article(id="all", title="Chợ phiên họp lại bên sông"),
    Article(id="all-2", title="Chợ phiên", body="Họp lại bên sông."),
    *(Article(id=f"most-{n}", title="Chợ phiên họp", body="Lại " * n) for n in range(1, 6)),
    Article(id="few", title="Chợ phiên"),
]


@pytest.fixture
def market(indexed):
    searcher = indexed(*MARKET)
    return lambda text, **options: searcher.search(Request(text=text, **options))


def ids(page) -> list[str]:
    return [hit.article.id for hit in page.hits]


def test_what_matches_most_words_follows_what_matches_all(market):
    page = market("chợ phiên họp lại sông")
    assert set(ids(page)[:2]) == {"all", "all-2"}
    assert set(ids(page)[2:]) == {f"most-{n}" for n in range(1, 6)}
    scores = [hit.score for hit in page.hits]
    assert scores == sorted(scores, reverse=True)
    assert page.relaxed == Relaxed(full=2, least=3, words=5)
    assert page.total == 7


@pytest.mark.parametrize("sort", Sort)
def test_pages_of_full_and_other_matches_give_each_once(market, sort):
    text = "chợ phiên họp lại sông"
    whole = market(text, sort=sort)
    for limit in (3, 4, 5, 7):
        pages = [market(text, sort=sort, limit=limit, page=page) for page in (1, 2, 3, 4)]
        assert [each for page in pages for each in ids(page)] == ids(whole), limit
        assert [hit.score for page in pages for hit in page.hits] == [
            hit.score for hit in whole.hits
        ]
        assert {page.total for page in pages} == {7}
        assert {page.relaxed for page in pages} == {whole.relaxed}


def test_a_page_full_of_full_matches_is_all_there_is(market):
    page = market("chợ phiên họp lại sông", limit=2)
    assert (set(ids(page)), page.total, page.relaxed) == ({"all", "all-2"}, 2, None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("chợ phiên họp lại sông -bên", set()),
        ('chợ phiên sông "họp lại"', {"all", "all-2"}),
        ("chợ AND phiên AND họp AND sông", {"all", "all-2"}),
        ("chợ sông", {"all", "all-2"}),
    ],
)
def test_what_is_never_left_out_of_a_query(market, text, found):
    most = {f"most-{n}" for n in range(1, 6)}
    allowed = most if "-bên" in text else set()
    assert set(ids(market(text))) == found | allowed


def test_a_filter_holds_for_what_matches_most_words_too(indexed):
    searcher = indexed(*MARKET, Article(id="ours", title="Chợ phiên họp", source="Báo Ta"))
    page = searcher.search(Request(text="chợ phiên họp lại", source="ta"))
    assert ids(page) == ["ours"]
    assert page.relaxed == Relaxed(full=0, least=3, words=4)


def test_syllables_that_a_shape_stands_for_are_marked(search):
    [hit] = search("body:chuy* body:?ổi").hits
    [snippet] = hit.snippets
    assert cut(snippet.text, snippet.marks) == ["chuyển", "đổi"]


def test_words_near_each_other_are_marked(search):
    [hit] = search('"giám hùng"~4').hits
    assert [cut(each.text, each.marks) for each in hit.captions] == [["Giám", "Hùng"]]


def test_what_a_shape_was_cut_to_is_told(indexed):
    searcher = indexed(Article(id="many", title=" ".join(f"qx{n}" for n in range(200))))
    page = searcher.search(Request(text="qx* OR xyz*"))
    assert page.capped == (Capped("qx*", 128, 200),)


def test_today_is_what_the_request_says(search):
    def asked(text: str) -> int:
        return search(text, today=date(2020, 12, 30)).total

    assert [asked("on:hôm-qua"), asked('ngày:"hôm nay"'), asked("từ:tháng-này")] == [1, 0, 1]


def test_a_name_that_stands_under_a_photo_alone_is_what_its_letters_mean(tmp_path):
    data = DataDirectory(tmp_path / "data")
    indexer = Indexer(data, default_engine())
    words = "Lễ hội lễ hội. Bà Hưng ba lần hưng phấn, bà hưng bà."
    others = [Article(id=f"other{n}", title="Lễ", body=f"{words} {n}") for n in range(5)]
    indexer.accept([("file", each) for each in (ARTICLE, *others)])
    indexer.update()
    with Searcher.open(data) as searcher:
        assert searcher.search(Request(text="le ba hung")).hits[0].article == ARTICLE
