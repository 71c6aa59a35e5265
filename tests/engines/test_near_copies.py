"""Near-copies are one match: what every engine promises."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.article import Article, Precision, Revision
from search.engines.whoosh.engine import WhooshEngine
from search.hits import Kind, Sort
from search.query.parser import parse

#: What makes an index for each of many examples: a cluster would take minutes.
WHOOSH = WhooshEngine()
WORDS = ["mưa", "lũ", "đê", "cầu", "xã", "huyện", "dân", "nước", "đường", "chợ", "lúa", "làng"]


def story(number: int, length: int = 120) -> str:
    """Return a text of our own that shares no run of words with another's."""
    chance = random.Random(number)
    return " ".join(
        f"{chance.choice(WORDS)} {number}x{chance.randrange(99)}" for _ in range(length)
    )


def edited(text: str, share: float) -> str:
    """Return ``text`` with another end: about ``share`` of all its runs are left."""
    words = text.split()
    kept = round(len(words) * 2 * share / (1 + share))
    return " ".join([*words[:kept], *story(99_999, len(words)).split()[: len(words) - kept]])


def article(article_id: str, body: str, day: int = 0) -> Article:
    published = date(2020, 1, 1) + timedelta(days=day)
    return Article(
        id=article_id, title="Tin", body=body, published=published, precision=Precision.EXACT
    )


@pytest.fixture
def index(engine, tmp_path):
    """Add articles in one commit, each replacing what has its id; return a reader."""
    folder = tmp_path / "index"
    folder.mkdir()
    engine.create(folder)

    def add(*articles, removed=(), compact=False):
        writer = engine.writer(folder)
        writer.remove([*removed, *(each.id for each in articles)])
        writer.adopt(engine.build(folder, [list(map(Revision.of, articles))], 64))
        if compact:
            writer.compact()
        writer.commit()
        return engine.reader(folder)

    return add


def groups(reader) -> list[list[str]]:
    return sorted(sorted(each) for each in reader.near_copies())


def ask(reader, *, grouped=True, sort=Sort.RELEVANCE, offset=0, limit=50, text="tin"):
    options = {"kind": Kind.ARTICLE, "sort": sort, "offset": offset, "limit": limit}
    return reader.search(parse(text), **options, grouped=grouped)


def test_a_story_published_again_is_one_match_that_stands_for_both(index):
    reader = index(article("a", story(1)), article("b", story(2)), article("a2", story(1).upper()))
    found = ask(reader)
    assert {match.article_id: match.copies for match in found.matches} == {"a": ("a2",), "b": ()}
    assert (found.total, found.results) == (3, 2)
    whole = ask(reader, grouped=False)
    assert {match.article_id: match.copies for match in whole.matches} == {
        "a": (),
        "a2": (),
        "b": (),
    }
    assert (whole.total, whole.results) == (3, 3)


@pytest.mark.parametrize(("share", "same"), [(0.9, True), (0.8, True), (0.5, False), (0.2, False)])
def test_a_light_edit_is_a_near_copy_and_a_new_report_is_not(index, share, same):
    reader = index(*(article(f"{n}", story(n)) for n in range(8)))
    reader = index(*(article(f"{n}e", edited(story(n), share)) for n in range(8)))
    assert groups(reader) == ([[f"{n}", f"{n}e"] for n in range(8)] if same else [])


def test_texts_too_short_to_tell_are_left_alone(index):
    reader = index(article("a", "Mưa lớn ở xã."), article("b", "Mưa lớn ở xã."), article("c", ""))
    assert groups(reader) == []
    assert [match.copies for match in ask(reader).matches] == [(), (), ()]


def test_the_lead_counts_as_text_wherever_it_stands(index):
    first, _, rest = story(3).partition(" 3x")
    reader = index(article("a", story(3)), replace(article("b", f"3x{rest}"), lead=first))
    assert groups(reader) == [["a", "b"]]


def test_groups_follow_updates_and_removals_across_segments(index):
    index(article("a", story(1)), article("b", story(2)))
    assert groups(index(article("c", story(1)))) == [["a", "c"]]
    assert groups(index(article("b", story(1)))) == [["a", "b", "c"]]
    assert groups(index(article("a", story(4)))) == [["b", "c"]]
    assert groups(index(article("d", story(4)), compact=True)) == [["a", "d"], ["b", "c"]]
    assert groups(index(removed=["c"])) == [["a", "d"]]
    assert groups(index(removed=["a", "d"])) == []


def test_only_copies_that_match_are_counted(index):
    other = f"{story(1)} riêng"
    reader = index(article("a", story(1)), article("b", other), article("c", other))
    [match] = ask(reader, text="riêng").matches
    assert {match.article_id, *match.copies} == {"b", "c"}


@pytest.mark.parametrize(("sort", "first"), [(Sort.NEWEST, "a2"), (Sort.OLDEST, "a0")])
def test_the_first_in_the_order_asked_for_stands_for_its_group(index, sort, first):
    reader = index(*(article(f"a{n}", story(1), day=n) for n in range(3)))
    [match] = ask(reader, sort=sort).matches
    assert match.article_id == first


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=40), st.integers(1, 7), st.sampled_from(Sort)
)
def test_pages_together_show_or_count_each_article_once(tmp_path_factory, stories, limit, sort):
    folder = tmp_path_factory.mktemp("index")
    WHOOSH.create(folder)
    known = [article(f"a{at}", story(number, 20), day=at % 7) for at, number in enumerate(stories)]
    for part in (known[::2], known[1::2]):
        writer = WHOOSH.writer(folder)
        writer.adopt(WHOOSH.build(folder, [list(map(Revision.of, part))], 64))
        writer.commit()
    reader = WHOOSH.reader(folder)
    shown = []
    for offset in range(0, len(known) + limit, limit):
        page = ask(reader, sort=sort, offset=offset, limit=limit)
        assert page.total == len(known)
        assert page.results == len(set(stories))
        shown += page.matches
    assert len(shown) == len(set(stories))
    ids = [each for match in shown for each in (match.article_id, *match.copies)]
    assert sorted(ids) == sorted(each.id for each in known)
    ranked = [match.article_id for match in ask(reader, grouped=False, sort=sort).matches]
    assert [m.article_id for m in shown] == [
        i for i in ranked if i in {m.article_id for m in shown}
    ]
    reader.close()
