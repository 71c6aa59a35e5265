"""Searching by people: filters, facets and offers agree with who is recognised."""

from __future__ import annotations

from datetime import date

import pytest

from search.engines.opening import default_engine
from search.hits import OF_PEOPLE, Facet, FacetFilter, Kind
from search.indexer import Indexer
from search.officials.people.store import PeopleMissing, delete
from search.request import Request
from search.searcher import Searcher
from search.settings import DataDirectory

HEALTH = "Giám đốc Sở Y tế Nghệ An Lê Văn Hòa phát biểu tin vui. Sau đó ông Hòa ra về."
LATER = "Ông Lê Văn Hòa, Giám đốc Sở Y tế Nghệ An, trả lời tin báo chí."
FORMER = "Nguyên Giám đốc Sở Y tế Nghệ An Lê Văn Hòa kể chuyện cũ trong tin."
SCHOOL = "Hiệu trưởng Trường THPT Lê Hồng Phong Lê Văn Hòa nói trong tin."
APART = "Lê Thị Vân và Hòa Văn là hai nhà ở gần nhau, tin cho hay."
OLD_OFFICE = "Giám đốc Sở Thông tin và Truyền thông Nghệ An Phan Đình Khoát nói tin."
NEW_OFFICE = "Giám đốc Sở Khoa học và Công nghệ Nghệ An Cao Bá Tường nói tin."
CAPITALS = "Phó Giám đốc SỞ Y TẾ NGHỆ AN Trần Đức Thắng nói tin."
PHOTO = {"text": "Ông Lê Văn Hòa trao quà.", "credit": "Thành Duy"}


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory, make_article):
    """Several segments, one of them with deleted articles, people of one name among them."""
    data = DataDirectory(tmp_path_factory.mktemp("newsroom") / "data")
    indexer = Indexer(data, default_engine())
    for articles in (
        (
            make_article("first", body=APART),
            make_article("last", body=LATER, published=date(2022, 1, 1)),
            make_article("apart", body=APART),
        ),
        (
            make_article(
                "first", body=HEALTH, published=date(2020, 1, 1), captions=["Không ai.", PHOTO]
            ),
            make_article("school", body=SCHOOL, published=date(2021, 1, 1)),
            make_article("other", body=f"{OLD_OFFICE} {NEW_OFFICE}", captions=[OLD_OFFICE]),
            make_article("capitals", body=CAPITALS),
        ),
    ):
        indexer.accept(("test", each) for each in articles)
        indexer.update()
    with Searcher.open(data) as searcher:
        yield searcher


@pytest.fixture(scope="module")
def ask(newsroom):
    """Search the newsroom."""
    return lambda text="tin", **how: newsroom.search(Request(text=text, limit=100, **how))


@pytest.fixture
def ask_anew(data):
    """Search what has just been added."""

    def search(text="tin", **how):
        with Searcher.open(data) as searcher:
            return searcher.search(Request(text=text, limit=100, **how))

    return search


def ids(page):
    return sorted(
        f"{hit.article.id}#{hit.captions[0].ordinal}"
        if hit.kind is Kind.CAPTION
        else hit.article.id
        for hit in page.hits
    )


@pytest.mark.parametrize(
    "typed",
    ['"Lê Văn Hòa"', '"lê văn hoà"', '"LE VAN HOA"', '"ông Lê Văn Hòa"', "Hòa", '"văn hoa"'],
)
def test_a_name_is_found_however_it_is_typed_and_nothing_beside_it(ask, typed):
    assert ids(ask(f"người:{typed}")) == ["first", "last", "school"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('báo person:"Lê Văn Hòa"', ["last"]),
        ('-người:"Lê Văn Hòa" tin', ["apart", "capitals", "other"]),
        ('NOT người:"Lê Văn Hòa"', ["apart", "capitals", "other"]),
        ('gần OR nhân-vật:"Lê Văn Hòa"', ["apart", "first", "last", "school"]),
        ('người:"Lê Văn Hòa" from:2021', ["last", "school"]),
        ('body:(người:"Lê Văn Hòa" vui)', ["first"]),
        ('chức:"giám đốc sở y tế" (báo OR vui)', ["first", "last"]),
        ('office:"so y te nghe an" -vui', ["capitals", "last"]),
        ('post:"Sở Y tế" người:"hòa" from:2022', ["last"]),
        ('người:"Lê Văn Nam"', []),
        ('chức:"Bộ trưởng"', []),
    ],
)
def test_it_goes_with_everything_else(ask, query, expected):
    assert ids(ask(query)) == expected


def test_an_id_is_one_of_several_people_of_a_name(ask):
    people = ask("Lê Văn Hòa").named.shown
    found = [ids(ask(f"người:{each.id}")) for each in people]
    assert sorted(found) == [["first", "last"], ["school"]]


def test_a_photo_matches_by_its_own_caption(ask):
    assert ids(ask('người:"Lê Văn Hòa"', kind=Kind.CAPTION)) == ["first#2"]
    assert ids(ask('chức:"sở y tế"', kind=Kind.CAPTION)) == ["first#2"]
    assert ids(ask('-người:"Lê Văn Hòa"', kind=Kind.CAPTION)) == ["first#1", "other#1"]


def test_the_name_is_marked_where_it_stands(ask):
    [hit] = ask('người:"le van hoa" vui').hits
    assert {"Lê Văn Hòa", "vui"} == {
        each.text[mark.start : mark.end] for each in hit.snippets for mark in each.marks
    }


def test_it_follows_what_becomes_of_articles_also_where_it_was_opened_before(
    data, add, indexer, ask_anew
):
    add("first", "last", body=HEALTH)
    by_place = Request(text="tin", facets=(Facet.PLACE,))
    with Searcher.open(data) as opened:
        assert opened.search(by_place).facets == {Facet.PLACE: (("Nghệ An", 2),)}
        add("first", body=APART)
        assert ids(ask_anew("người:Hòa")) == ["last"]
        assert opened.search(by_place).facets == {Facet.PLACE: (("Nghệ An", 1),)}
        indexer.remove("last")
        assert ids(ask_anew("người:Hòa")) == []
        add("late", body=LATER)
        indexer.rebuild()
        assert ids(ask_anew("người:Hòa")) == ["late"]
        assert [each.post for each in opened.search(Request(text="le van hoa")).named.shown] == [
            "Giám đốc Sở Y tế Nghệ An"
        ]


def test_a_post_is_held_between_the_days_that_say_so_and_not_afterwards(add, ask_anew):
    add("first", body=HEALTH, published=date(2020, 1, 1))
    add("last", body=LATER, published=date(2022, 1, 1))
    add("undated", body=LATER)
    company = "Bà Nguyễn Thị Thu Trang và ông Lê Văn Hòa đến thăm, tin cho hay."
    for name, year in (("before", 2019), ("between", 2021), ("after", 2023)):
        add(name, body=company, published=date(year, 1, 1))
    add("first", body=f"{HEALTH} {company}", published=date(2020, 1, 1))
    add("former", body=FORMER, published=date(2024, 1, 1))
    assert ids(ask_anew('người:"Lê Văn Hòa"')) == [
        "after", "before", "between", "first", "former", "last", "undated",
    ]  # fmt: skip
    assert ids(ask_anew('chức:"giám đốc Sở Y tế Nghệ An"')) == [
        "between",
        "first",
        "last",
        "undated",
    ]


def test_a_post_is_found_by_abbreviations_and_under_its_names_of_before(add, ask_anew):
    add("old", body=OLD_OFFICE, published=date(2024, 1, 1))
    add("new", body=NEW_OFFICE, published=date(2025, 6, 1))
    assert ids(ask_anew('chức:"giám đốc sở tt&tt"')) == ["old"]
    found = ask_anew('chức:"giám đốc sở kh&cn nghệ an"')
    assert ids(found) == ["new", "old"]
    [older] = found.expansions
    assert (older.meant, older.before) == (
        ("Sở Thông tin và Truyền thông Nghệ An",),
        date(2025, 3, 1),
    )
    for how in ({"succession": False}, {"expand": False}):
        assert ids(ask_anew('chức:"giám đốc sở kh&cn nghệ an"', **how)) == ["new"]


def test_without_people_only_what_asks_for_them_is_refused(data, add, ask_anew):
    add("first", body=HEALTH)
    delete(data.people)
    assert ask_anew("tin").total == 1
    assert ask_anew("Lê Văn Hòa").named is None
    for asked in ({"text": "người:Hòa"}, {"facets": (Facet.PERSON,)}):
        with pytest.raises(PeopleMissing, match="timbao rebuild --if-needed"):
            ask_anew(**asked)


def test_articles_that_nobody_has_looked_at_yet_are_told(data, add, make_article, ask_anew):
    add("first", body=HEALTH)
    assert ask_anew("tin").people_behind == 0
    blind = Indexer(data, default_engine(), people=False)
    blind.accept([("test", make_article("new", body=HEALTH))])
    blind.update()
    page = ask_anew("người:Hòa")
    assert (ids(page), page.people_behind) == (["first"], 1)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("facet", sorted(OF_PEOPLE))
def test_what_is_counted_is_what_a_filter_finds(ask, facet, kind):
    every = ask("tin OR ông OR không", kind=kind, facets=(facet,))
    assert every.facets[facet]
    for value, count in every.facets[facet]:
        kept = ask("tin OR ông OR không", kind=kind, filters=(FacetFilter(facet, value),))
        excluded = FacetFilter(facet, value, excluded=True)
        others = ask("tin OR ông OR không", kind=kind, filters=(excluded,))
        assert kept.total == count
        assert sorted(ids(kept) + ids(others)) == ids(every)


def test_people_of_one_name_are_counted_apart_and_an_organisation_once(ask):
    facets = ask("tin -công -nhà", facets=(Facet.PERSON, Facet.ORGANISATION, Facet.PLACE)).facets
    assert dict(facets[Facet.PERSON]) == {
        "Lê Văn Hòa (Giám đốc Sở Y tế Nghệ An)": 2,
        "Lê Văn Hòa (Hiệu trưởng Trường trung học phổ thông Lê Hồng Phong)": 1,
        "Trần Đức Thắng": 1,
    }
    assert dict(facets[Facet.ORGANISATION])["Sở Y tế Nghệ An"] == 3
    assert facets[Facet.PLACE] == (("Nghệ An", 3),)


def test_filters_of_one_facet_are_alternatives_and_a_name_will_do(ask):
    both = [FacetFilter(Facet.PERSON, "le van hoa"), FacetFilter(Facet.PLACE, "nghệ an")]
    assert ids(ask(filters=tuple(both))) == ["first", "last"]
    school = "Lê Văn Hòa (Hiệu trưởng Trường trung học phổ thông Lê Hồng Phong)"
    either = [FacetFilter(Facet.PERSON, school), FacetFilter(Facet.PERSON, "Trần Đức Thắng")]
    assert ids(ask(filters=tuple(either))) == ["capitals", "school"]


@pytest.mark.parametrize("typed", ["le van hoa", "Lê Văn Hòa", '"LÊ VĂN HOÀ"', "ông Lê Văn Hòa"])
def test_whose_name_is_typed_is_offered(ask, typed):
    named = ask(typed).named
    assert (named.total, [each.articles for each in named.shown]) == (2, [2, 1])
    assert named.shown[0].post == "Giám đốc Sở Y tế Nghệ An"


@pytest.mark.parametrize("typed", ["lê văn", "Lê Văn Hòa tin", "-le van hoa tin", "Lê Văn Hóa"])
def test_nobody_is_offered_for_anything_else(ask, typed):
    assert ask(typed).named is None
