"""Baselines are only worth beating where they do what they say: BM25 by the formula, any word."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.evaluation.baselines import cuts
from search.evaluation.baselines.bm25 import K1, B, Bm25
from search.evaluation.baselines.mixtures import MIXTURES, mixtures
from search.evaluation.baselines.sqlite_fts5 import Fts5
from search.evaluation.baselines.systems import baselines
from search.evaluation.ranking import evaluate

terms = st.lists(st.sampled_from("abcde"), max_size=8)


def by_the_formula(documents, question):
    mean = sum(map(len, documents)) / len(documents)
    for document in documents:
        score = 0.0
        for term in question:
            df = sum(term in each for each in documents)
            tf = document.count(term)
            norm = K1 * (1 - B + B * len(document) / max(mean, 1.0))
            score += math.log(1 + (len(documents) - df + 0.5) / (df + 0.5)) * tf / (tf + norm)
        yield score


@given(st.lists(terms, min_size=1, max_size=6), terms)
def test_bm25_is_the_formula(documents, question):
    index = Bm25()
    for each in documents:
        index.add(each)
    expected = list(by_the_formula(documents, question))
    assert index.scores(question).tolist() == pytest.approx(expected, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize(
    ("cut", "terms"),
    [
        (cuts.syllables, ["sở", "thông", "tin", "29", "12"]),
        (cuts.bigrams, ["sở thông", "thông tin", "tin 29", "29 12"]),
        (cuts.words, ["sở", "thông_tin", "29", "12"]),
        (cuts.folded, ["so", "thong", "tin", "29", "12"]),
        (cuts.folded_bigrams, ["so thong", "thong tin", "tin 29", "29 12"]),
    ],
)
def test_cuts(cut, terms):
    assert cut("Sở Thông tin, 29/12") == terms


def test_a_mixture_is_the_weighted_sum_of_its_streams(articles):
    alone = {each.name: dict(each.ranked("giá xăng tăng", 10)) for each in mixtures(articles)}
    syllables, words = alone["bm25, syllables"]["xang"], alone["bm25, pyvi words"]["xang"]
    streams = mixtures(articles, ["untuned mix"])[0]._streams
    bigrams = float(streams.indexes[cuts.bigrams].scores(cuts.bigrams("giá xăng tăng"))[0])
    weights = MIXTURES["untuned mix"].values()
    expected = sum(w * s for w, s in zip(weights, (syllables, bigrams, words), strict=True))
    assert alone["untuned mix"]["xang"] == pytest.approx(expected, rel=1e-5)


def test_bigrams_do_not_reach_from_one_text_to_the_next(make_article):
    article = make_article("a", "Giá xăng", lead="tăng", body="mạnh")
    [mix] = mixtures([article], ["untuned mix"])
    assert not mix._streams.indexes[cuts.bigrams].scores(["xăng tăng"]).any()


def test_a_title_made_of_the_first_sentence_is_not_counted_twice(make_article):
    article = make_article("a", "Giá xăng", title_inferred=True, body="Giá xăng", captions=["Ảnh"])
    assert cuts.texts(article) == ["Giá xăng", "Ảnh"]


def test_every_baseline_finds_by_any_word_and_ranks_what_is_plain(articles, topics):
    qrels = {"1": {"xang": 1}, "2": {"lu": 1}, "3": {"thi": 1}}
    systems = baselines(lambda: articles)
    assert len({each.name for each in systems}) == len(systems) >= 6
    for system in systems:
        if "folding" in system.name or "folded" in system.name:
            continue  # to them lũ is lụ too
        assert evaluate(system, topics, qrels).means.mrr_10 == 1.0, system.name
        assert {each.article_id for each in system.ranked("xăng, sông", 9)} == {"xang", "lu", "cau"}
        assert system.ranked("?", 9) == []


def test_fts5_folds_accents_but_not_the_stroke_of_d(articles):
    exact, folding = (Fts5(articles, folding=each) for each in (False, True))
    assert exact.ranked("xang", 9) == []
    assert [each.article_id for each in folding.ranked("xang", 9)] == ["xang"]
    assert folding.ranked("dong", 9) == []
