"""What the archive has accepted it keeps: every revision, through removal and return."""

from __future__ import annotations

import sqlite3
import unicodedata
from contextlib import closing, suppress
from datetime import date
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.archive.store import Archive, Outcome
from search.article import Article, Caption, Precision
from search.errors import ArchiveDamaged, ArchiveMissing, ArticleMissing


def test_the_same_article_twice_changes_nothing(archive, make_article):
    assert archive.accept(make_article("a"), "one.txt") is Outcome.NEW
    before = archive.last_change()
    assert archive.accept(make_article("a"), "other.txt") is Outcome.UNCHANGED
    assert archive.last_change() == before
    assert archive.counts().revisions == 1


def test_a_changed_article_is_a_new_revision_and_the_old_one_is_kept(archive, path, make_article):
    archive.accept(make_article("a", body="cũ", captions=["Ảnh cũ"]), "one.txt")
    new = make_article("a", body="mới", captions=["Ảnh mới", "Ảnh nữa"])
    assert archive.accept(new, "two.txt") is Outcome.CHANGED
    assert archive.article("a") == new
    with closing(sqlite3.connect(path)) as database:
        revisions = database.execute("SELECT number, body, origin FROM revision").fetchall()
        photos = database.execute("SELECT number, text FROM caption").fetchall()
    assert revisions == [(1, "cũ", "one.txt"), (2, "mới", "two.txt")]
    assert photos == [(1, "Ảnh cũ"), (2, "Ảnh mới"), (2, "Ảnh nữa")]


def test_an_article_that_changes_back_is_a_third_revision(archive, make_article):
    first, second = make_article("a", body="một"), make_article("a", body="hai")
    assert [archive.accept(each, "f") for each in (first, second, first)] == [
        Outcome.NEW,
        Outcome.CHANGED,
        Outcome.CHANGED,
    ]
    assert archive.article("a") == first
    assert archive.counts().revisions == 3


def test_a_removed_article_is_gone_and_accepting_it_again_does_not_bring_it_back(
    archive, make_article
):
    archive.accept(make_article("a", body="một", captions=["Ảnh"]), "f")
    archive.remove("a")
    assert archive.accept(make_article("a", body="hai"), "f") is Outcome.REMOVED
    assert archive.articles(["a"]) == {}
    assert list(archive.hashes()) == []
    with pytest.raises(ArticleMissing):
        archive.article("a")
    counts = archive.counts()
    assert (counts.articles, counts.captions, counts.removed, counts.revisions) == (0, 0, 1, 1)


def test_a_restored_article_is_as_it_was_removed(archive, make_article):
    article = make_article("a", captions=["Ảnh"])
    archive.accept(article, "f")
    archive.remove("a")
    archive.restore("a")
    assert archive.article("a") == article
    assert archive.accept(article, "f") is Outcome.UNCHANGED


@pytest.mark.parametrize("wrong", ["remove unknown", "remove twice", "restore what is there"])
def test_only_what_is_there_is_removed_and_only_what_is_removed_restored(
    archive, make_article, wrong
):
    archive.accept(make_article("a"), "f")
    if wrong == "remove twice":
        archive.remove("a")
    before = archive.last_change()
    with pytest.raises(ArticleMissing):
        {
            "remove unknown": lambda: archive.remove("b"),
            "remove twice": lambda: archive.remove("a"),
            "restore what is there": lambda: archive.restore("a"),
        }[wrong]()
    assert archive.last_change() == before


def test_each_article_has_its_latest_change_alone_in_order(archive, make_article):
    for name in ("a", "b", "c"):
        archive.accept(make_article(name), "f")
    archive.accept(make_article("a", body="mới"), "f")
    archive.remove("b")
    changes = archive.changes()
    assert [(each.article_id, each.removed) for each in changes] == [
        ("c", False),
        ("a", False),
        ("b", True),
    ]
    assert changes == sorted(changes, key=lambda each: each.number)
    assert changes[-1].number == archive.last_change()


def test_changes_come_in_ranges(archive, make_article):
    for number in range(5):
        archive.accept(make_article(f"a{number}"), "f")
    archive.accept(make_article("a1", body="mới"), "f")  # its first change is in no range now
    seen, after = [], 0
    while left := archive.count_changes(after):
        assert left == 5 - len(seen)
        last = archive.end_of_range(after, 2)
        page = archive.changes(after, last)
        assert len(page) == min(2, left)
        assert page[-1].number == last
        seen += [each.article_id for each in page]
        after = last
    assert seen == ["a0", "a2", "a3", "a4", "a1"]


def test_two_archives_number_their_changes_alike_but_not_their_tokens(tmp_path, make_article):
    tokens = set()
    for name in ("one", "two"):
        with Archive(tmp_path / name, create=True) as archive:
            archive.accept(make_article("a"), "f")
            assert archive.last_change() == 1
            tokens.add(archive.token(1))
            assert archive.token(2) == ""
    assert len(tokens) == 2


def test_a_transaction_keeps_all_or_nothing(archive, make_article):
    archive.accept(make_article("a", body="một"), "f")
    before = archive.counts(), archive.last_change()
    with suppress(RuntimeError), archive.transaction():
        archive.accept(make_article("a", body="hai"), "f")
        archive.accept(make_article("b", captions=["Ảnh"]), "f")
        archive.remove("a")
        raise RuntimeError
    assert (archive.counts(), archive.last_change()) == before
    assert archive.article("a").body == "một"


def test_an_error_of_the_caller_inside_a_transaction_stays_what_it_is(archive):
    with pytest.raises(FileNotFoundError), archive.transaction():
        raise FileNotFoundError


def test_another_process_sees_a_transaction_only_when_it_is_done(archive, path, make_article):
    with Archive(path) as other:
        with archive.transaction():
            archive.accept(make_article("a"), "f")
            assert other.counts().articles == 0
        assert other.counts().articles == 1


def test_an_article_and_its_photos_are_always_of_one_revision(archive, path, make_article):
    """Another process may accept a revision between the two SELECTs that read an article."""
    archive.accept(make_article("a", body="một", captions=["một"]), "f")
    rows = archive._database.rows

    def rows_and_a_change(statement, values=()):
        found = rows(statement, values)
        if "caption.*" in statement:
            with Archive(path) as other:
                other.accept(make_article("a", body="hai", captions=["hai"]), "f")
        return found

    with mock.patch.object(archive._database, "rows", rows_and_a_change):
        article = archive.article("a")
    assert article.body == article.captions[0].text == "một"


def test_many_articles_are_read_at_once(archive, make_article):
    names = [f"a{number}" for number in range(1200)]
    with archive.transaction():
        for name in names:
            archive.accept(make_article(name), "f")
    assert set(archive.articles([*names, "unknown"])) == set(names)
    assert archive.articles([]) == {}


def test_reading_does_not_make_an_archive(tmp_path):
    path = tmp_path / "none" / "archive.sqlite3"
    with pytest.raises(ArchiveMissing):
        Archive(path)
    assert not path.parent.exists()


def test_an_article_that_was_tampered_with_is_damage_with_its_id(archive, path, make_article):
    archive.accept(make_article("spoilt"), "f")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE revision SET published = 'hôm qua'")
    with pytest.raises(ArchiveDamaged, match="spoilt"):
        archive.article("spoilt")


_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(
    lambda text: unicodedata.normalize("NFC", text)
)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)
_DATED = st.tuples(st.dates(), st.sampled_from([Precision.EXACT, Precision.INFERRED]))


@st.composite
def articles(draw) -> Article:
    published, precision = draw(st.just((None, Precision.UNKNOWN)) | _DATED)
    texts = ("lead", "body", "source", "url", "section", "author", "title")
    return Article(
        id=draw(_TEXT),
        title_inferred=draw(st.booleans()),
        captions=tuple(
            Caption(ordinal=number, text=text, alt=alt, credit=credit)
            for number, (text, alt, credit) in enumerate(
                draw(st.lists(st.tuples(_TEXT, _TEXT, _TEXT), max_size=3)), 1
            )
        ),
        tags=tuple(draw(st.lists(_TEXT, max_size=3))),
        published=published,
        precision=precision,
        extra=draw(st.dictionaries(_TEXT, _JSON, max_size=3)),
        **{name: draw(_TEXT) for name in texts},
    )


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(article=articles())
def test_any_article_comes_back_equal(archive, article):
    archive.accept(article, "f")
    kept = archive.article(article.id)
    assert kept == article
    assert kept.content_hash() == article.content_hash()
    assert archive.accept(kept, "f") is Outcome.UNCHANGED


def test_extreme_dates_come_back(archive, make_article):
    for day in (date.min, date.max):
        archive.accept(make_article("a", published=day), "f")
        assert archive.article("a").published == day
