"""Shapes against the plainest reading of them, syllable by syllable."""

from __future__ import annotations

import random
import re

import pytest

from search.engines.shape_matching import Syllables
from search.query.shapes import Fuzzy, Prefix, Regex, Wildcard
from search.vietnamese.spelling import fold, key

SYLLABLES = [
    "hòa",
    "hoà",
    "hoa",
    "hoài",
    "hỏa",
    "chuyển",
    "chuyên",
    "đổi",
    "2013",
    "qđ",
    "nắng",
    "nằng",
]
KEYS = sorted({key(each) for each in SYLLABLES})
FOLDS = sorted({fold(each) for each in SYLLABLES})


def having(shape, known, *, folded):
    return {known[at] for at in Syllables(known, folded=folded).having(shape)}


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        (Prefix("ho"), {"hoa", "hoai"}),
        (Prefix("HO"), {"hoa", "hoai"}),
        (Wildcard("?o*"), {"hoa", "hoai", "doi"}),
        (Wildcard("????"), {"2013", "hoai", "nang"}),
        (Fuzzy("chuyem", 1), {"chuyen"}),
        (Fuzzy("han", 2), {"hoa", "nang", "hoai"}),
        (Regex("[hn].+"), {"hoa", "hoai", "nang"}),
        (Regex("h|.*a"), {"hoa"}),
        (Regex("[^x]+"), set(FOLDS)),
        (Regex(r"\d+"), {"2013"}),
    ],
)
def test_shapes_without_accents_are_about_letters(shape, found):
    assert having(shape, FOLDS, folded=True) == found


@pytest.mark.parametrize(
    ("shape", "found"),
    [
        (Prefix("hò"), {"hòa", "hoài"}),
        (Prefix("hoà"), {"hòa", "hoài"}),
        (Prefix("hỏ"), {"hỏa"}),
        (Prefix("chuyê"), {"chuyên", "chuyển"}),
        (Prefix("chuyê", strict=True), {"chuyên"}),
        (Prefix("ho", strict=True), {"hoa"}),
        (Wildcard("n?ng", strict=True), set()),
        (Wildcard("nằ?g"), {"nằng"}),
        (Fuzzy(key("nẳng"), 1), {"nắng", "nằng"}),
        (Fuzzy(key("chuyễn"), 1), {"chuyên", "chuyển"}),
        (Regex("hòa"), {"hòa"}),
        (Regex("hoà"), {"hòa"}),
        (Regex("n[ắằ]ng"), {"nắng", "nằng"}),
    ],
)
def test_shapes_with_accents_are_about_those(shape, found):
    assert having(shape, KEYS, folded=False) == set(map(key, found))


def test_nothing_has_a_shape_where_there_is_nothing():
    for shape in (Prefix("a"), Wildcard("*"), Fuzzy("a", 2), Regex(".*")):
        assert list(Syllables([], folded=True).having(shape)) == []


def edits(one: str, two: str) -> int:
    row = list(range(len(two) + 1))
    for at, letter in enumerate(one, 1):
        before, row[0] = row[0], at
        for place, other in enumerate(two, 1):
            before, row[place] = (
                row[place],
                min(before + (letter != other), row[place] + 1, row[place - 1] + 1),
            )
    return row[-1]


def test_edits_are_counted_as_levenshtein_does():
    chance = random.Random(3)
    known = sorted({"".join(chance.choices("abc", k=chance.randint(1, 7))) for _ in range(400)})
    for _ in range(60):
        text, most = "".join(chance.choices("abc", k=chance.randint(1, 7))), chance.choice([1, 2])
        expected = {each for each in known if edits(text, each) <= most}
        assert having(Fuzzy(text, most), known, folded=True) == expected, text


def test_expressions_find_what_pythons_do():
    chance = random.Random(4)
    known = sorted({"".join(chance.choices("abc", k=chance.randint(1, 7))) for _ in range(400)})
    for text in ["a.*", "(ab|c)+", "[ab]{2,3}", "a?b?c?", ".{4}", "a|bb|.*ccc", "[^a]*"]:
        expected = {each for each in known if re.fullmatch(text, each)}
        assert having(Regex(text), known, folded=True) == expected, text
