from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.completing import Completer
from search.engines.opening import default_engine
from search.errors import UsageError
from search.hits import SuggestionKind
from search.indexer import Indexer
from search.settings import DataDirectory
from search.vietnamese.analyzer import syllables
from search.vietnamese.spelling import fold

TITLES = {
    "a": "Nghệ An chuyển đổi số nông nghiệp",
    "b": "Chuyển đổi số ở Nghệ An",
    "c": "Chuyển đổi số: nông dân làm quen",
    "d": "Chuyện đời của bà Lê Thị Hoa",
    "e": "Ông Lê Bá Hùng làm chủ tịch",
    "f": "Lê Bá Hùng: “Chuyển đổi là sống còn”",
    "g": "Hòa giải ở cơ sở",
    "h": "Cầu treo ở NGHỆ AN",
}


@pytest.fixture(scope="module")
def completer(tmp_path_factory, make_article):
    data = DataDirectory(tmp_path_factory.mktemp("completing"))
    indexer = Indexer(data, default_engine())
    indexer.accept(
        ("test", make_article(each, title, tags=("Chuyển đổi số", "Đường bộ")))
        for each, title in TITLES.items()
    )
    indexer.update()
    with Completer.open(data) as opened:
        yield opened


def texts(completer, typed: str, **options) -> list[str]:
    return [each.text for each in completer.suggest(typed, **options)]


def test_names_phrases_tags_and_titles_are_told_apart(completer):
    kinds = {each.text: each.kind for each in completer.suggest("chuyen doi", limit=20)}
    assert kinds["Chuyển đổi số"] is SuggestionKind.TAG
    assert kinds[TITLES["b"]] is SuggestionKind.TITLE
    [name] = completer.suggest("le b", limit=1)
    assert (name.text, name.kind, name.articles) == ("Lê Bá Hùng", SuggestionKind.NAME, 2)
    assert "chuyển đổi" in {each.lower() for each in kinds}


def test_titles_carry_the_id_of_their_article_and_come_once_a_syllable_is_finished(completer):
    found = completer.suggest("hoa giai o", limit=20)
    assert ("g", TITLES["g"]) in {(each.article_id, each.text) for each in found}
    assert not any(each.article_id for each in completer.suggest("hoa"))


def test_most_articles_come_first_then_the_shorter_text(completer):
    found = completer.suggest("ch", limit=20)
    assert found[0].text == "Chuyển đổi số"
    order = [(-each.articles, len(each.text)) for each in found]
    assert order == sorted(order)


@pytest.mark.parametrize(
    "typed", ["chuyen", "chuyển", "chuyê", "CHUYE", "Chuyển đ", "chuyển doi s"]
)
def test_accents_case_and_the_end_of_the_last_syllable_may_be_missing(completer, typed):
    assert "Chuyển đổi số" in texts(completer, typed)


@pytest.mark.parametrize("typed", ["chuyện đ", "chuyền", "chuyển đọ"])
def test_accents_that_are_typed_count(completer, typed):
    assert "Chuyển đổi số" not in texts(completer, typed)


def test_spellings_of_the_same_letters_are_one_suggestion(completer):
    found = texts(completer, "nghe a")
    assert len({fold(each) for each in found}) == len(found)
    assert found[0] == "Nghệ An"


@pytest.mark.parametrize(
    "typed", ["", "  ", "…", "qqq", "a" * 5_000, "a " * 5_000, "chuyen doi so xyz"]
)
def test_nothing_begins_so(completer, typed):
    assert texts(completer, typed) == []


@pytest.mark.parametrize("limit", [0, 101])
def test_a_limit_that_cannot_be_is_refused(completer, limit):
    with pytest.raises(UsageError):
        completer.suggest("a", limit=limit)


def test_an_article_that_is_removed_is_suggested_no_more(add, indexer, data):
    add("a", title="Cầu treo Xốp Nặm ở bản xa")
    add("b", title="Cầu cứng thay cầu treo")
    indexer.remove("a")
    indexer.rebuild()
    with Completer.open(data) as opened:
        assert texts(opened, "xop n") == []
        assert texts(opened, "cau t") == ["cầu treo", "Cầu cứng thay cầu treo"]


TYPED = (
    st.sampled_from([*TITLES.values(), "Đường bộ"])
    .flatmap(lambda text: st.tuples(st.just(text), st.integers(0, 9), st.integers(0, 30)))
    .map(lambda cut: cut[0][cut[1] : cut[1] + cut[2]])
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(TYPED | st.text(max_size=12))
def test_every_suggestion_holds_what_was_typed_however_it_is_encoded(completer, typed):
    found = completer.suggest(typed, limit=20)
    wanted = " ".join(token.folded for token in syllables(typed))
    for each in found:
        held = " ".join(token.folded for token in syllables(each.text))
        assert f" {held}".find(f" {wanted}") >= 0
        if each.kind is not SuggestionKind.TITLE:
            assert held.startswith(wanted)
    decomposed = unicodedata.normalize("NFD", typed)
    assert completer.suggest(decomposed, limit=20) == found
