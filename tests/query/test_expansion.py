from __future__ import annotations

from datetime import date

import pytest

from search.hits import Expansion
from search.officials.changes import builtin_changes
from search.officials.older_names import OlderNames
from search.officials.succession import Succession
from search.query.expansion import expand
from search.query.lexicon import Lexicon, Pair
from search.query.parser import parse
from search.query.tree import And, Either, Field, Not, Phrase, Words
from search.vietnamese.patterns import patterns

LEXICON = Lexicon(
    [
        Pair(("TT&TT", "TT-TT"), "Thông tin và Truyền thông"),
        Pair(("UBND",), "Ủy ban nhân dân"),
        Pair(("CA",), "công an"),
        Pair(("KHKT",), "Khoa học kỹ thuật"),
    ]
)
LONG = "Thông tin và Truyền thông"


def phrase(text: str, field: Field | None = None, *, strict: bool = False) -> Phrase:
    return Phrase(patterns(text, strict=strict), field)


def expanded(text: str, **options):
    query, expansions = expand(parse(text, **options), LEXICON)
    return query.root, expansions


def test_an_abbreviation_in_a_row_of_words_stands_for_its_long_form_too():
    root, expansions = expanded("sở tt&tt nghệ an")
    assert root == Words(
        (
            phrase("sở"),
            Either((phrase("tt tt"),), (phrase(LONG),)),
            phrase("nghệ"),
            phrase("an"),
        )
    )
    assert expansions == (Expansion("tt&tt", (LONG,)),)


@pytest.mark.parametrize(
    "typed",
    ["thông tin và truyền thông", "THÔNG TIN và Truyền thông", "thong tin va truyen thong"],
)
def test_a_long_form_stands_for_its_abbreviation_in_each_spelling_once(typed):
    root, [expansion] = expanded(f"sở {typed}")
    either = root.units[1]
    assert [each.typed for each in either.typed] == typed.split()
    assert either.others == (phrase("TT TT", strict=True),)
    assert expansion == Expansion(typed, ("TT&TT", "TT-TT"))


def test_a_phrase_is_also_looked_for_with_its_part_written_the_other_way():
    root, _ = expanded('"giám đốc sở TT&TT"')
    assert root == Either((phrase("giám đốc sở TT TT"),), (phrase(f"giám đốc sở {LONG}"),))


def test_a_phrase_with_several_abbreviations_is_looked_for_in_every_mixture():
    root, expansions = expanded('"UBND và sở TT&TT"')
    assert [each.typed for each in root.others] == [
        f"UBND và sở {LONG}",
        "Ủy ban nhân dân và sở TT&TT",
        f"Ủy ban nhân dân và sở {LONG}",
    ]
    assert [each.typed for each in expansions] == ["UBND", "TT&TT"]


def test_the_mixtures_of_a_long_phrase_are_bounded():
    root, _ = expanded('"' + "UBND " * 12 + '"')
    assert len(root.others) == 16


def test_an_abbreviation_before_a_comma_is_one():
    _, [expansion] = expanded("UBND, tỉnh")
    assert expansion.typed == "UBND"


def test_the_same_expansion_is_told_once():
    _, expansions = expanded("UBND tỉnh UBND huyện")
    assert len(expansions) == 1


@pytest.mark.parametrize("typed", ["khoa học kĩ thuật", "khoa hoc ki thuat", "Khoa Học Kỹ Thuật"])
def test_a_long_form_in_another_spelling_has_the_same_abbreviation(typed):
    _, [expansion] = expanded(typed)
    assert expansion.meant == ("KHKT",)


def test_a_long_form_does_not_stand_for_an_abbreviation_that_could_be_a_syllable():
    assert expanded("công an")[1] == ()


def test_a_phrase_in_a_field_stays_in_its_field():
    root, _ = expanded("title:UBND")
    assert root == Either((phrase("ubnd", Field.TITLE),), (phrase("ủy ban nhân dân", Field.TITLE),))


@pytest.mark.parametrize(("typed", "stands"), [("CA", True), ("ca", False), ("Ca", False)])
def test_what_could_be_a_syllable_is_an_abbreviation_only_in_capitals(typed, stands):
    assert bool(expanded(typed)[1]) is stands


@pytest.mark.parametrize("typed", ["thông tin", "thóng tin va truyen thong", "tt", "xyz"])
def test_what_only_resembles_a_pair_is_left_alone(typed):
    assert expanded(typed) == (parse(typed).root, ())


def test_what_must_not_match_is_left_alone():
    root, expansions = expanded("sở -TT&TT")
    assert root == And((Words((phrase("sở"),)), Not(phrase("TT TT"))))
    assert expansions == ()


def test_exact_holds_for_the_other_form_too():
    root, _ = expanded("TT&TT", exact=True)
    assert all(each.strict for other in root.units[0].others for each in other.syllables)


def test_an_empty_lexicon_changes_nothing():
    query = parse('sở tt&tt "ubnd tỉnh"')
    assert expand(query, Lexicon()) == (query, ())


INFORMATION, SCIENCE = "Sở Thông tin và Truyền thông", "sở khoa học và công nghệ"
OLDER = OlderNames(lambda: Succession(builtin_changes()))


def widened(text: str, **options):
    query, expansions = expand(parse(text, **options), LEXICON, OLDER)
    return query.root, expansions


def test_a_name_of_today_stands_for_that_of_before_and_its_abbreviations():
    root, expansions = widened(f"{SCIENCE} nghệ an")
    name, *place = root.units
    assert [each.typed for each in name.typed] == SCIENCE.split()
    assert [each.typed for each in name.others] == [INFORMATION, "Sở TT&TT"]
    assert place == [phrase("nghệ"), phrase("an")]
    assert expansions == (Expansion(SCIENCE, (INFORMATION,), date(2025, 3, 1)),)


def test_a_phrase_is_also_looked_for_with_the_name_of_before():
    root, _ = widened(f'"giám đốc {SCIENCE} nghệ an"')
    assert phrase(f"giám đốc {INFORMATION} nghệ an") in root.others


def test_a_name_of_today_may_be_abbreviated():
    lexicon = Lexicon([Pair(("KH&CN",), "Khoa học và Công nghệ")])
    query, expansions = expand(parse("sở kh&cn"), lexicon, OLDER)
    [name] = query.root.units
    assert set(name.others) == {phrase("Sở Khoa học và Công nghệ"), phrase(INFORMATION)}
    assert [each.meant for each in expansions] == [(INFORMATION,), ("Khoa học và Công nghệ",)]


@pytest.mark.parametrize(
    "text", ["khoa học và công nghệ", f"-{INFORMATION}", "tây ninh", "bộ phận", "thành phố"]
)
def test_nothing_else_gets_an_older_name(text):
    _, expansions = widened(text)
    assert not [each for each in expansions if each.before]
