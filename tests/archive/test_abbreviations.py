from __future__ import annotations

from datetime import date

import pytest

from search.archive.abbreviations import Decision, Verdict, judge
from search.archive.learning import learned_from
from search.archive.store import Archive
from search.errors import UsageError

TEXT = "Dự án Bảo tồn Voọc Xám (BTVX) khởi động."


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "archive.sqlite3", create=True) as opened:
        yield opened


@pytest.fixture
def learn(archive, make_article):
    def learn(article_id, body, **parts):
        article = make_article(article_id, body=body, **parts)
        archive.accept(article, "test")
        archive.abbreviations.learn([learned_from(article)])

    return learn


def articles_of(archive, abbreviation):
    return {
        sense.long_form: sense.articles
        for sense in archive.abbreviations.counts().senses(abbreviation)
    }


def test_definitions_are_counted_by_article_source_and_year(archive, learn):
    learn("a", f"{TEXT}\n{TEXT}", source="A", published=date(2020, 1, 2))
    learn("b", "", captions=[TEXT], source="B", published=date(2022, 1, 2))
    [sense] = archive.abbreviations.counts().senses("BTVX")
    assert (sense.long_form, sense.articles) == ("Bảo tồn Voọc Xám", 2)
    assert (sense.sources, sense.years) == ({"A", "B"}, {2020, 2022})


def test_a_revision_that_defines_nothing_takes_its_definition_back(archive, learn):
    learn("a", TEXT)
    learn("a", "Dự án khởi động.")
    assert articles_of(archive, "BTVX") == {}


def test_a_removed_article_defines_nothing_until_it_is_restored(archive, learn):
    learn("a", TEXT)
    archive.remove("a")
    assert articles_of(archive, "BTVX") == {}
    archive.restore("a")
    assert articles_of(archive, "BTVX") == {"Bảo tồn Voọc Xám": 1}


def test_indexing_learns(add, data):
    add("a", body=TEXT)
    with Archive(data.archive) as opened:
        assert articles_of(opened, "BTVX") == {"Bảo tồn Voọc Xám": 1}


def test_the_last_decision_about_a_pair_holds(archive):
    judge(archive.abbreviations, " BNA ", "Báo Nghệ An", accept=True, reject=False)
    judge(archive.abbreviations, "BNA", "Báo Nghệ An", accept=False, reject=True)
    judge(archive.abbreviations, "B-N-A", "BÁO Nghệ  An", accept=True, reject=False)
    assert archive.abbreviations.decisions() == [Decision("B-N-A", "BÁO Nghệ An", Verdict.APPROVED)]


def test_an_abbreviation_has_one_approved_sense_and_any_number_of_rejected_ones(archive):
    for long_form, accept in [("An Bình", False), ("Ăn Bánh", False), ("Áo Bà", True)]:
        judge(archive.abbreviations, "AB", long_form, accept=accept, reject=not accept)
    judge(archive.abbreviations, "AB", "Âm Bản", accept=True, reject=False)
    assert {(each.long_form, each.verdict) for each in archive.abbreviations.decisions()} == {
        ("An Bình", Verdict.REJECTED),
        ("Ăn Bánh", Verdict.REJECTED),
        ("Âm Bản", Verdict.APPROVED),
    }


@pytest.mark.parametrize(
    ("name", "long_form", "accept", "reject"),
    [
        ("", "Báo Nghệ An", True, False),
        ("BNA", " ", True, False),
        ("&", "Báo Nghệ An", True, False),
        ("BNA", "…", True, False),
        ("BNA", "Báo Nghệ An", True, True),
        ("BNA", "Báo Nghệ An", False, False),
    ],
)
def test_a_decision_needs_both_forms_and_one_verdict(archive, name, long_form, accept, reject):
    with pytest.raises(UsageError, match="--long-form"):
        judge(archive.abbreviations, name, long_form, accept=accept, reject=reject)
    assert archive.abbreviations.decisions() == []
