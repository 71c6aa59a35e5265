from __future__ import annotations

import numpy as np
import pytest

from search.errors import UsageError
from search.evaluation.measures import Measures
from search.evaluation.significance import compare, randomisation_test


def topics(**ndcg):
    return {topic: Measures(value, 0.0, 0.0, 0.0) for topic, value in ndcg.items()}


def test_differences_all_of_one_sign_are_as_rare_as_that_many_heads():
    # of the 2 ** 10 ways to sign them, two are as far from 0
    assert randomisation_test(np.full(10, 0.1)) == pytest.approx(2 / 1024, rel=0.3)


def test_differences_that_balance_mean_nothing():
    assert randomisation_test(np.array([0.1, -0.1, 0.2, -0.2])) == 1.0
    assert randomisation_test(np.zeros(8)) == 1.0


def test_topics_that_differ_are_listed_from_the_largest_loss_to_the_largest_gain():
    compared = compare(topics(a=0.5, b=0.5, c=0.5, d=0.1), topics(b=0.9, a=0.6, c=0.5, d=0.0))
    assert [each.topic for each in compared.changes] == ["d", "a", "b"]
    assert (compared.topics, compared.better, compared.worse) == (4, 2, 1)
    assert (compared.before, compared.after) == pytest.approx((0.4, 0.5))


def test_only_topics_of_both_runs_are_compared():
    assert compare(topics(a=1.0, b=0.0), topics(a=1.0, c=1.0)).topics == 1
    with pytest.raises(UsageError, match="no topic in common"):
        compare(topics(a=1.0), topics(b=1.0))
