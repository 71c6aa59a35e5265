from __future__ import annotations

import math

import numpy as np
import pytest

from search.evaluation.measures import Measures, interval, means, measured
from search.evaluation.runs import Ranked

QRELS = {"q": {"a": 1, "b": 1, "x": 0}, "r": {"a": 1}, "none": {"a": 0}}


def run_of(*ids):
    return [Ranked(each, 1.0) for each in ids]


def test_measures_by_hand():
    found = measured({"q": run_of("x", "a", "n", "b")}, QRELS)["q"]
    ideal = 1 + 1 / math.log2(3)
    assert found.ndcg_10 == pytest.approx((1 / math.log2(3) + 1 / math.log2(5)) / ideal)
    assert (found.mrr_10, found.recall_10, found.judged_10) == (0.5, 1.0, 0.75)


def test_articles_of_one_score_count_as_ranked():
    assert measured({"r": run_of("a", "z")}, QRELS)["r"].mrr_10 == 1.0
    assert measured({"r": run_of("z", "a")}, QRELS)["r"].mrr_10 == 0.5


def test_what_comes_after_the_tenth_counts_for_nothing():
    late = measured({"r": run_of(*"klmnopqrst", "a")}, QRELS)["r"]
    assert late == Measures(0.0, 0.0, 0.0, 0.0)


def test_finding_nothing_counts_and_topics_without_relevant_articles_do_not():
    found = measured({"q": run_of("a", "b"), "r": [], "none": run_of("a"), "?": run_of("a")}, QRELS)
    assert found.keys() == {"q", "r"}
    assert means(found) == Measures(0.5, 0.5, 0.5, 0.5)


def test_an_interval_holds_the_mean_and_narrows_with_topics():
    chance = np.random.default_rng(3)
    few, many = chance.random(20), chance.random(2000)
    for values in (few, many):
        low, high = interval(values)
        assert low < values.mean() < high
    # of a uniform distribution the standard error is 0.2887 / sqrt(n)
    assert interval(many)[1] - interval(many)[0] == pytest.approx(2 * 1.96 * 0.00645, rel=0.1)
    assert interval(np.ones(5)) == (1.0, 1.0)
