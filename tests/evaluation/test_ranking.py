from __future__ import annotations

import pytest

from search.errors import UsageError
from search.evaluation.measures import Measures
from search.evaluation.ranking import DEPTH, asked, evaluate
from search.evaluation.runs import Ranked
from search.evaluation.system import Timbao
from search.evaluation.topics import Form, Topic

QRELS = {"1": {"xang": 1}, "2": {"lu": 1}, "3": {"thi": 1}}


class Parrot:
    """Finds an article whose id is the text."""

    name = "parrot"

    def ranked(self, text: str, limit: int) -> list[Ranked]:
        assert limit == DEPTH
        return [Ranked(text, 1.0)]


@pytest.mark.parametrize("form", Form)
def test_any_word_of_a_topic_finds_and_nothing_in_it_is_an_operator(
    indexed, articles, topics, form
):
    found = evaluate(Timbao(indexed(*articles)), topics, QRELS, form)
    assert {topic: ranking[0].article_id for topic, ranking in found.run.items()} == {
        "1": "xang",
        "2": "lu",
        "3": "thi",
    }
    assert {each.article_id for each in found.run["2"]} >= {"lu", "cau"}
    assert (found.means.ndcg_10, found.means.mrr_10) == (1.0, 1.0)


def test_a_topic_that_is_refused_finds_nothing(indexed, articles):
    ours = Timbao(indexed(*articles))
    assert ours.ranked("?! …", 10) == ours.ranked("tin " * 300, 10) == []


def test_a_topic_is_asked_in_its_form_and_measured():
    topics = [Topic("q", "Nẵng"), Topic("r", "x")]
    found = evaluate(Parrot(), topics, {"q": {"Nang": 1}, "r": {"y": 1}}, Form.UNACCENTED)
    assert found.topics == {"q": Measures(1.0, 1.0, 1.0, 1.0), "r": Measures(0.0, 0.0, 0.0, 0.0)}
    assert found.interval("ndcg_10") == (0.0, 1.0)


def test_only_topics_with_relevant_articles_are_asked(topics):
    assert [each.id for each in asked(topics, {"2": {"lu": 1}, "3": {"lu": 0}})] == ["2"]
    with pytest.raises(UsageError, match="share their ids"):
        asked(topics, {"9": {"lu": 1}})
