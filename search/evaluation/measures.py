"""How good a run is: nDCG@10, MRR@10, recall@10 and judged@10, as trec_eval reckons them."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from search.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from search.evaluation.qrels import Qrels
    from search.evaluation.runs import Run

#: So many articles of an answer count: what a person sees without turning the page.
CUT = 10
_RESAMPLES, _AT_ONCE = 10_000, 100
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Measures:
    """Of one topic, or the means of several; all from 0 to 1.

    ``judged_10`` is the share of the first ten that anybody has judged: where it is low, an
    article may be good and nobody knows.
    """

    ndcg_10: float
    mrr_10: float
    recall_10: float
    judged_10: float


NOTHING_FOUND = Measures(0.0, 0.0, 0.0, 0.0)


def judged_topics(qrels: Qrels) -> set[str]:
    """Return the topics to which something is relevant; no ranking of others is good or bad."""
    return {topic for topic, judged in qrels.items() if any(grade > 0 for grade in judged.values())}


def measured(run: Run, qrels: Qrels) -> dict[str, Measures]:
    """Return the measures of every topic of ``run`` to which something is relevant.

    trec_eval orders articles of the same score by their ids; here they stay as ranked.
    """
    judged = judged_topics(qrels)
    best = {
        topic: {each.article_id: float(-rank) for rank, each in enumerate(ranking[:CUT])}
        for topic, ranking in run.items()
        if topic in judged
    }
    names = {"ndcg_cut_10", "recip_rank", "recall_10", "num_rel_ret", "num_nonrel_judged_ret"}
    evaluated = _evaluator(qrels, names).evaluate(best)
    return {topic: _measures(evaluated.get(topic), len(best[topic])) for topic in best}


def _evaluator(qrels: Qrels, names: set[str]) -> Any:
    try:
        import pytrec_eval
    except ImportError as error:
        raise UsageError(
            "Chưa cài pytrec_eval; cài bằng: pip install 'timbao[eval]'",
            "pytrec_eval is not installed; install it with: pip install 'timbao[eval]'",
        ) from error
    return pytrec_eval.RelevanceEvaluator(qrels, names)


def _measures(evaluated: Mapping[str, float] | None, found: int) -> Measures:
    if evaluated is None or not found:
        return NOTHING_FOUND
    return Measures(
        ndcg_10=evaluated["ndcg_cut_10"],
        mrr_10=evaluated["recip_rank"],
        recall_10=evaluated["recall_10"],
        judged_10=(evaluated["num_rel_ret"] + evaluated["num_nonrel_judged_ret"]) / found,
    )


def means(measures: Mapping[str, Measures]) -> Measures:
    """Return the mean of each measure over topics, of which there is one at least."""
    return Measures(*np.mean([astuple(each) for each in measures.values()], axis=0).tolist())


def interval(values: NDArray[np.float64], seed: int = 1) -> tuple[float, float]:
    """Return the 95 % confidence interval of the mean of ``values``, by bootstrap over topics."""
    chance = np.random.default_rng(seed)
    drawn = [
        values[chance.integers(0, len(values), (_AT_ONCE, len(values)))].mean(axis=1)
        for _ in range(_RESAMPLES // _AT_ONCE)
    ]
    tail = (1 - _CONFIDENCE) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return float(low), float(high)
