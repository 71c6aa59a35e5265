from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import QueryError
from search.query.parser import MAX_DEPTH, MAX_SHAPES, parse
from search.query.refusal import MAX_SYLLABLES
from search.query.shapes import Fuzzy, Prefix, Regex, Wildcard
from search.query.tree import (
    And,
    Boosted,
    Field,
    Mentioned,
    Mentioning,
    Near,
    Not,
    Or,
    Phrase,
    Published,
    Shaped,
    Words,
    leaves,
)
from search.vietnamese.patterns import patterns


def phrase(text: str, field: Field | None = None) -> Phrase:
    return Phrase(patterns(text), field)


def words(*units: str) -> Words:
    return Words(tuple(phrase(unit) for unit in units))


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("chuyển đổi", words("chuyển", "đổi")),
        ("  chuyển \u00a0 đổi  ", words("chuyển", "đổi")),
        ('"chuyển đổi"', phrase("chuyển đổi")),
        ("“chuyển đổi”", phrase("chuyển đổi")),
        ("TT&TT", words("TT TT")),
        ("-covid", Not(phrase("covid"))),
        ("–covid", Not(phrase("covid"))),
        ("số - liệu", words("số", "liệu")),
        ("Covid-19", words("Covid 19")),
        ("title:số", phrase("số", Field.TITLE)),
        ("TITLE:số", phrase("số", Field.TITLE)),
        ('caption:"Lê Bá Hùng"', phrase("Lê Bá Hùng", Field.CAPTION)),
        ("-source:vnexpress", Not(phrase("vnexpress", Field.SOURCE))),
        ("http://a.vn", words("http a vn")),
        ("số…", words("số")),
        ('a "b c" d -e', And((words("a"), phrase("b c"), words("d"), Not(phrase("e"))))),
        ('a "" b', words("a", "b")),
        ('12"a"', And((words("12"), phrase("a")))),
    ],
)
def test_parse(typed, root):
    assert parse(typed).root == root


def shaped(*parts, field: Field | None = None) -> Shaped:
    known = [patterns(part) if isinstance(part, str) else (part,) for part in parts]
    return Shaped(tuple(one for each in known for one in each), field)


A, B, C = words("a"), words("b"), words("c")


@pytest.mark.parametrize(
    ("typed", "root"),
    [
        ("a OR b", Or((A, B))),
        ("a HOẶC b OR c", Or((A, B, C))),
        ("a b OR c", Or((words("a", "b"), C))),
        ("a AND b", And((A, B), explicit=True)),
        ("a VÀ b c", And((A, words("b", "c")), explicit=True)),
        ("a AND b OR c", Or((And((A, B), explicit=True), C))),
        ("a OR b AND c", Or((A, And((B, C), explicit=True)))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("(a OR b) (c)", And((Or((A, B)), C))),
        ("((a))", A),
        ("a NOT b", And((A, Not(phrase("b"))))),
        ("a KHÔNG b", And((A, Not(phrase("b"))))),
        ("a AND NOT b", And((A, Not(phrase("b"))), explicit=True)),
        ("NOT NOT a", A),
        ("-(a OR b)", Not(Or((A, B)))),
        ("NOT -a", A),
        ("a or b", words("a", "or", "b")),
        ("aAND b", words("aAND", "b")),
        ('"AND"', phrase("AND")),
        ("-AND", Not(phrase("AND"))),
        ("f(x) (a)", And((words("f x"), A))),
        ("(f(x))", words("f x")),
        ("a () b", words("a", "b")),
        ("LỄ HỘI VÀ LÀNG SEN", words("LỄ", "HỘI", "VÀ", "LÀNG", "SEN")),
        ("UBND VÀ HĐND", And((words("UBND"), words("HĐND")), explicit=True)),
        ("title:(a -b)", And((phrase("a", Field.TITLE), Not(phrase("b", Field.TITLE))))),
        ("title:(a lead:b)", And((phrase("a", Field.TITLE), phrase("b", Field.LEAD)))),
        ('"a b"~5', Near(patterns("a b"), 5)),
        ('ảnh:"a b"~0', Near(patterns("a b"), 0, Field.CAPTION)),
        ('"a"~5', phrase("a")),
        ("chuy*", shaped(Prefix("chuy"))),
        ("tag:chuy*", shaped(Prefix("chuy"), field=Field.TAG)),
        ("k?o", shaped(Wildcard("k?o"))),
        ("43/????/QĐ*", shaped("43", Wildcard("????"), Prefix("QĐ"))),
        ("chuyeen~", shaped(Fuzzy("chuyeen", 1))),
        ("chuyeen~2", shaped(Fuzzy("chuyeen", 2))),
        ("/ngh?i.*/", shaped(Regex("ngh?i.*"))),
        ("=chuy*", shaped(Prefix("chuy", strict=True))),
        ("bao nhiêu?", words("bao", "nhiêu")),
        ("(nhiêu?!)", words("nhiêu")),
        ("a ? * b", words("a", "b")),
        ("**a**", A),
        ("10~20", words("10 20")),
        ("~5", words("5")),
        ("x://a?b*c", words("x a b c")),
        ("/var/log/", words("var log")),
        ("a^3", Boosted(phrase("a"), 3.0)),
        ('"a b"^.5', Boosted(phrase("a b"), 0.5)),
        ("(a b)^2", Boosted(words("a", "b"), 2.0)),
        ('"a b"~5^2', Boosted(Near(patterns("a b"), 5), 2.0)),
        ("a*^2", Boosted(shaped(Prefix("a")), 2.0)),
        ("^_^ a", A),
        ("from:2020 a", And((Published(date(2020, 1, 1), None), A))),
        ("đến:6/2020", Published(None, date(2020, 6, 30))),
        ("-on:2020", Not(Published(date(2020, 1, 1), date(2020, 12, 31)))),
        ('ngày:"Hôm qua"', Published(date(2024, 2, 29), date(2024, 2, 29))),
        ("ngay:hom-qua", Published(date(2024, 2, 29), date(2024, 2, 29))),
        ("ｔｉｔｌｅ：ａ", phrase("a", Field.TITLE)),
        ("（a　ＯＲ　b）", Or((A, B))),
        ("“a b”～5", Near(patterns("a b"), 5)),
    ],
)
def test_operators(typed, root):
    assert parse(typed, today=date(2024, 3, 1)).root == root


def test_a_strict_word_is_one_in_a_row_of_words():
    [row] = [parse("=a b").root]
    assert [syllable.strict for syllable in row.syllables] == [True, False]


@pytest.mark.parametrize(
    "typed",
    ["tiêu-đề:a", "tiêuđề:a", "tieu-de:a", "tieude:a", "TIÊU-ĐỀ:a", "tít:a", "title:a"],
)
def test_a_field_has_names_in_either_language(typed):
    assert parse(typed).root == phrase("a", Field.TITLE)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ('người:"Lê Bá Hùng"', (Mentioned.PERSON, "Lê Bá Hùng")),
        ("nguoi:hùng,", (Mentioned.PERSON, "hùng")),
        ("NHÂN-VẬT:le-ba-hung.40a05ff3", (Mentioned.PERSON, "le-ba-hung.40a05ff3")),
        ("person:nguyen-van-hung.?", (Mentioned.PERSON, "nguyen-van-hung.?")),
        ("chuc:“giám đốc sở TT&TT”", (Mentioned.POST, "giám đốc sở TT&TT")),
        ('office:"Sở Y tế"', (Mentioned.POST, "Sở Y tế")),
    ],
)
def test_people_are_looked_up_as_they_were_typed(typed, asked):
    found = Mentioning(frozenset({("a", 0)}))
    looked_up = []

    def look_up(*mentioned):
        looked_up.append(mentioned)
        return found

    assert parse(f"a -{typed}", people=look_up).root == And((A, Not(found)))
    assert looked_up == [asked]


@pytest.mark.parametrize("typed", ["tự:a", "tưa-đề:a", "http:a", "nguon-tin:a"])
def test_other_accents_are_other_words_and_no_field(typed):
    assert parse(typed).root == words(typed)


@pytest.mark.parametrize(
    ("typed", "position", "literal"),
    [
        ('giá "xăng', 4, '"giá xăng"'),
        ("giá “xăng", 4, '"giá xăng"'),
        (unicodedata.normalize("NFD", 'giá "xăng'), 5, '"giá xăng"'),
        ("", 0, ""),
        ("   ", 0, ""),
        ("&&& …", 0, ""),
        ("số title:", 3, '"số title:"'),
        ("title: số", 0, '"title: số"'),
        ("a (b", 2, '"a (b"'),
        ("a b)", 3, '"a b)"'),
        ("title:) a", 0, '"title:) a"'),
        ("a OR", 2, '"a OR"'),
        ("OR a", 0, '"OR a"'),
        ("a AND AND b", 2, '"a AND AND b"'),
        ("(a AND) b", 3, '"(a AND) b"'),
        ("a NOT", 2, '"a NOT"'),
        ("a chuyển~3", 2, '"a chuyển~3"'),
        ("TT&TT~1", 0, '"TT&TT~1"'),
        ('"a b"~63', 0, '"a b ~63"'),
        ("a b^0", 2, '"a b^0"'),
        ("a b^101", 2, '"a b^101"'),
        ("a /[b/", 2, '"a /[b/"'),
        ("a /(?<=b)c/", 2, '"a /(?<=b)c/"'),
        ("a person:(b)", 2, '"a person:(b)"'),
        ("post:/b/ a", 0, '"post:/b/ a"'),
        ('người:"…" a', 0, '"người: ... a"'),
        ("a from:31/2/2020", 2, '"a from:31/2/2020"'),
        ("từ:(2020)", 0, '"từ:(2020)"'),
        ("a " + "b" * 24 + "*", 2, '"a ' + "b" * 24 + '*"'),
        ("“a” \u200b (b", 6, '"a (b"'),
    ],
)
def test_trouble_is_pointed_at_with_a_way_out(typed, position, literal):
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert caught.value.position == position
    assert caught.value.literal == literal
    if literal:
        parse(literal)


def test_a_pasted_article_is_refused_where_it_gets_too_long():
    with pytest.raises(QueryError) as caught:
        parse("tin " * (MAX_SYLLABLES + 1))
    assert caught.value.position == 4 * MAX_SYLLABLES


def test_marks_alone_count_as_nothing():
    assert parse("a " + "- … " * MAX_SYLLABLES).root == A


def test_brackets_within_brackets_have_a_bound():
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH).root == A
    with pytest.raises(QueryError) as caught:
        parse("(" * 100_000 + "a")
    assert caught.value.position == MAX_DEPTH


def test_what_must_be_looked_for_among_all_syllables_has_a_bound():
    parse("a* " * MAX_SHAPES)
    with pytest.raises(QueryError) as caught:
        parse("a* " * (MAX_SHAPES + 1))
    assert caught.value.position == 3 * MAX_SHAPES


def test_within_is_the_field_of_words_that_name_none():
    root = parse("a lead:b", within=Field.TITLE).root
    assert root == And((phrase("a", Field.TITLE), phrase("b", Field.LEAD)))


def test_exact_makes_every_syllable_strict():
    assert all(s.strict for s in parse("a b", exact=True).root.syllables)


def test_compounds_are_found_in_rows_of_words_only():
    asked = []
    parse('a b "c d" e -f', compounds=lambda text: asked.append(text) or ())
    assert asked == ["a b", "e"]


def test_what_must_not_match_is_never_marked():
    assert leaves(parse("a -b").root) == [words("a")]


@given(st.text())
def test_any_text_is_understood_or_answered_with_a_place(text):
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)


@given(st.lists(st.sampled_from([*'"-:() \t“”–', "title", "a", "số", "caption:", "\u200b"])))
def test_any_mixture_of_operators_is_understood_or_answered(pieces):
    text = "".join(pieces)
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        if error.literal:
            parse(error.literal)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            '"',
            "-",
            "title:",
            "“a",
            "a ",
            "a\u0301",
            "::",
            "- ",
            "(",
            ")",
            "()",
            "f(",
            "NOT ",
            "OR ",
        ),
        *(
            "a-",
            "-a-",
            "a?",
            "a?!",
            "*",
            "/",
            "/a",
            "a^",
            "^1",
            "~",
            "a~1",
            '""~5',
            "=",
            "from:",
            "=(",
        ),
    ],
)
def test_long_nonsense_takes_linear_time(piece):
    began = time.perf_counter()
    with pytest.raises(QueryError):
        parse(piece * 200_000 + '"')
    assert time.perf_counter() - began < 20  # quadratic would be hours
