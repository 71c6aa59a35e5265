from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.vietnamese.analyzer import syllables
from search.vietnamese.characters import clean, has_plain_letters
from search.vietnamese.patterns import letters_of, printed_terms, token_terms
from search.vietnamese.printed_syllables import Letters, PrintedSyllables, printed_syllables

texts = st.text() | st.text(alphabet="aĐđð #ＡSố\u0301\u00ad…“\u200b\u00b4\u02bc_1\n-", max_size=60)
plain = st.text(alphabet="ađĐốốKkdắăIyỷ #_1\n-…", max_size=60)


@given(texts)
def test_they_are_the_tokens_of_the_text_in_the_same_places(text):
    tokens = syllables(text)
    printed = PrintedSyllables.of(text)
    assert [at for at, _ in printed.likely] == list(range(len(tokens)))
    assert [printed_terms(each) for _, each in printed.likely] == list(map(token_terms, tokens))
    spans = [printed.span(at) for at in range(len(tokens))]
    assert spans == [(token.start, token.end) for token in tokens]


@given(st.lists(texts | plain, max_size=4), st.data())
def test_none_that_a_term_is_found_by_is_unlikely_and_all_stand_where_they_stand_alone(each, data):
    named = dict(enumerate(each))
    alone = {name: PrintedSyllables.of(text) for name, text in named.items()}
    printed = [syllable for one in alone.values() for _, syllable in one.likely]
    terms = {term for syllable in printed for term in printed_terms(syllable)} | {"~dak", "=đắk"}
    term = data.draw(st.sampled_from(sorted(terms)))
    together = printed_syllables(named, Letters(letters_of(term)))
    assert together.keys() == named.keys()
    for name, own in alone.items():
        assert set(together[name].likely) <= set(own.likely)
        wanted = [one for one in own.likely if term in printed_terms(one[1])]
        assert set(wanted) <= set(together[name].likely)
        for at, _ in together[name].likely:
            assert together[name].span(at) == own.span(at)


def test_most_of_an_article_is_unlikely():
    text = "Chiều 29/12, Sở Thông tin và Truyền thông tổ chức hội nghị về chuyển đổi số. " * 20
    [found] = printed_syllables({"body": text}, Letters(["chuyen", "doi"])).values()
    assert [each for _, each in found.likely] == ["chuyển", "đổi"] * 20


@given(texts, st.data())
def test_a_span_of_several_is_from_the_first_to_the_last(text, data):
    printed = PrintedSyllables.of(text)
    if printed.likely:
        first = data.draw(st.integers(0, len(printed.likely) - 1))
        count = data.draw(st.integers(1, len(printed.likely) - first))
        start, end = printed.span(first)[0], printed.span(first + count - 1)[1]
        assert printed.span(first, count) == (start, end)


def test_no_character_that_passes_for_plain_changes_what_is_a_syllable():
    plain = [chr(code) for code in range(0x10000) if has_plain_letters(chr(code))]
    assert len(plain) > 400
    for char in plain:
        text = f"a{char}b"
        inside = [each.isalnum() for each in text]
        assert [each.isalnum() for each in clean(text).text.replace("...", "…")] == inside
        [found] = printed_syllables({"body": text}, Letters(())).values()
        assert len(PrintedSyllables.of(text).likely) == 2 - inside[1]
        assert [found.span(0)] == [PrintedSyllables.of(text).span(0)]


def test_an_article_in_plain_letters_is_not_cleaned():
    assert has_plain_letters("Sở “TT&TT” họp – chiều 29/12…\nBà Lê:\u00a0đổi mới!")
    assert not has_plain_letters("Ðà Nẵng")
