from __future__ import annotations

import pytest

from search.archive.abbreviations import Verdict
from search.archive.learning import learned_from
from search.archive.store import Archive
from search.query.lexicon import known_abbreviations, lexicon, of_name


@pytest.fixture
def abbreviations(tmp_path, make_article):
    """The abbreviations of an archive whose articles define ABC three times one way."""
    with Archive(tmp_path / "archive.sqlite3", create=True) as archive:

        def learn(article_id, text, **parts):
            article = make_article(article_id, body=text, **parts)
            archive.accept(article, "test")
            archive.abbreviations.learn([learned_from(article)])

        for number in range(3):
            learn(f"a{number}", "Hội An Bình Chung (ABC) họp.", source=f"Báo {number}")
        archive.learn = learn
        yield archive


def meaning(archive, name):
    return lexicon(archive.abbreviations).meaning(name)


def test_a_sense_that_dominates_is_used(abbreviations):
    assert meaning(abbreviations, "ABC") == "An Bình Chung"


def test_a_sense_defined_too_rarely_is_not(abbreviations):
    abbreviations.learn("b", "Hội Xe Yên Zin (XYZ) họp.")
    assert meaning(abbreviations, "XYZ") is None


def test_several_living_senses_are_no_sense(abbreviations):
    for number in range(2):
        abbreviations.learn(f"c{number}", "Quỹ Ăn Bánh Chưng (ABC) lập.")
    assert meaning(abbreviations, "ABC") is None


def test_what_people_decided_outweighs_the_counts(abbreviations):
    kept = abbreviations.abbreviations
    kept.decide("ABC", "an bình chung", Verdict.REJECTED)
    assert meaning(abbreviations, "ABC") is None
    kept.decide("A-B-C", "áo bà ba cũ", Verdict.APPROVED)
    assert meaning(abbreviations, "abc") == "áo bà ba cũ"


def test_every_sense_is_listed_with_who_defines_it_and_whether_it_is_used(abbreviations):
    kept = abbreviations.abbreviations
    kept.decide("QQ", "quê quán", Verdict.APPROVED)
    known = known_abbreviations(kept)
    [abc] = of_name(known, "a.b.c")
    assert (abc.long_form, abc.articles, abc.used) == ("An Bình Chung", 3, True)
    assert abc.sources == ("Báo 0", "Báo 1", "Báo 2")
    [added] = of_name(known, "QQ")
    assert (added.articles, added.decided, added.used) == (0, "approved", True)
    assert {"UBND", "HĐND", "TP.HCM"} <= {each.abbreviation for each in known if each.builtin}
