from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.analyzer import syllables
from search.vietnamese.characters import clean, has_plain_letters
from search.vietnamese.patterns import printed_terms, token_terms
from search.vietnamese.printed_syllables import PrintedSyllables

texts = st.text() | st.text(alphabet="aĐđð #ＡSố\u0301\u00ad…“\u200b\u00b4\u02bc_1\n-", max_size=60)


@given(texts)
def test_they_are_the_tokens_of_the_text_in_the_same_places(text):
    tokens = syllables(text)
    printed = PrintedSyllables(text)
    assert [printed_terms(each) for each in printed.printed] == list(map(token_terms, tokens))
    spans = [printed.span(at) for at in range(len(tokens))]
    assert spans == [(token.start, token.end) for token in tokens]


@given(texts, st.data())
def test_a_span_of_several_is_from_the_first_to_the_last(text, data):
    printed = PrintedSyllables(text)
    if printed.printed:
        first = data.draw(st.integers(0, len(printed.printed) - 1))
        count = data.draw(st.integers(1, len(printed.printed) - first))
        start, end = printed.span(first)[0], printed.span(first + count - 1)[1]
        assert printed.span(first, count) == (start, end)


def test_no_character_that_passes_for_plain_changes_what_is_a_syllable():
    plain = [chr(code) for code in range(0x10000) if has_plain_letters(chr(code))]
    assert len(plain) > 400
    for char in plain:
        text = f"a{char}b"
        inside = [each.isalnum() for each in text]
        assert [each.isalnum() for each in clean(text).text.replace("...", "…")] == inside


def test_an_article_in_plain_letters_is_not_cleaned():
    assert has_plain_letters("Sở “TT&TT” họp – chiều 29/12…\nBà Lê:\u00a0đổi mới!")
    assert not has_plain_letters("Ðà Nẵng")
