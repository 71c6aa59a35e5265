from __future__ import annotations

import pytest

from search.suggesting.telling_terms import MOST, telling_terms
from search.vietnamese.analyzer import default_analyzer
from search.vietnamese.spelling import key


@pytest.fixture
def told(make_article):
    """Return the telling terms of an article; every term is in ``held`` of 100 articles."""

    def told(held=3, **parts) -> dict[str, float]:
        article = make_article("a", **parts)
        frequencies = lambda terms: [held] * len(terms)  # noqa: E731
        return telling_terms(article, default_analyzer(), frequencies, 100)

    return told


def test_a_word_says_more_than_two_syllables_that_happen_to_be_neighbours(told):
    found = told(title="Chuyển đổi số ở xã")
    change, over, number, at = map(key, ("chuyển", "đổi", "số", "ở"))
    assert found[f"{change}_{over}"] > found[f"{number} {at}"]
    assert f"{change} {over}" not in found


def test_what_stands_once_in_the_body_tells_nothing(told):
    found = told(title="Lũ", body="Nước dâng nhanh. Nước rút.")
    assert set(found) == {key("lũ"), key("nước")}


@pytest.mark.parametrize("held", [0, 1, 100])
def test_what_no_other_article_holds_or_all_do_tells_nothing(told, held):
    assert told(held=held, title="Chuyển đổi số") == {}


def test_there_are_not_too_many_and_the_strongest_comes_first(told):
    found = told(title="Lũ", body=" ".join(f"x{n} x{n}" for n in range(99)))
    assert len(found) == MOST
    assert list(found.values()) == sorted(found.values(), reverse=True)
