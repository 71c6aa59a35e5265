"""Judgements of ranking as JSON values."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.evaluation.ranking import Evaluation
    from search.evaluation.significance import Comparison

JsonObject = dict[str, Any]


def ranking(
    ours: Evaluation,
    baselines: Sequence[Evaluation] = (),
    compared: tuple[Path, Comparison] | None = None,
) -> JsonObject:
    """Return how good a ranking is, beside others where they were asked for."""
    value = {"schema": "timbao.eval.ranking/1", "as": ours.form.value, **_means(ours)}
    value["intervals"] = {name: _rounded(ends) for name, ends in ours.intervals().items()}
    if baselines:
        value["baselines"] = [{"system": each.system, **_means(each)} for each in baselines]
    if compared:
        path, comparison = compared
        value["comparison"] = {"run": str(path), **_comparison(comparison)}
    return value


def _means(evaluation: Evaluation) -> JsonObject:
    means = {name: round(mean, 4) for name, mean in asdict(evaluation.means).items()}
    return {**means, "queries": len(evaluation.topics)}


def _comparison(comparison: Comparison) -> JsonObject:
    return {
        "queries": comparison.topics,
        "ndcg_10_before": round(comparison.before, 4),
        "ndcg_10_after": round(comparison.after, 4),
        "p": round(comparison.p, 5),
        "better": comparison.better,
        "worse": comparison.worse,
        "changes": [
            {"query": each.topic, "before": round(each.before, 4), "after": round(each.after, 4)}
            for each in comparison.changes
        ],
    }


def _rounded(ends: tuple[float, float]) -> list[float]:
    return [round(each, 4) for each in ends]
