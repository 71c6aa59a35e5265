"""Judgements of ranking as JSON values."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from search.evaluation.measures import Measures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from search.evaluation.floors import Floor
    from search.evaluation.judging import Sample
    from search.evaluation.known_item_search import Success
    from search.evaluation.mentions import MentionScores, SpanScore
    from search.evaluation.page_facts import Item
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
    value["intervals"] = {
        field.name: _rounded(ours.interval(field.name)) for field in fields(Measures)
    }
    if baselines:
        value["baselines"] = [{"system": each.system, **_means(each)} for each in baselines]
    if compared:
        path, comparison = compared
        value["comparison"] = {"run": str(path), **_comparison(comparison)}
    return value


def table(sets: Mapping[str, Sequence[Evaluation]]) -> JsonObject:
    """Return how good each system is on each set in each form."""
    return {
        "schema": "timbao.eval.table/1",
        "rows": [
            {
                "set": name,
                "as": each.form.value,
                "system": each.system,
                **_means(each),
                "ndcg_10_interval": _rounded(each.interval("ndcg_10")),
            }
            for name, evaluations in sets.items()
            for each in evaluations
        ],
    }


def floors(rows: Sequence[Floor]) -> JsonObject:
    """Return what was measured beside what it must not fall below."""
    return {
        "schema": "timbao.eval.floors/1",
        "holds": all(row.holds for row in rows),
        "floors": [
            {
                "set": row.set_name,
                "as": row.form.value,
                "floor": row.floor,
                "ndcg_10": round(row.measured, 4),
                "holds": row.holds,
            }
            for row in rows
        ],
    }


def reading(items: Sequence[Item]) -> JsonObject:
    """Return what saved pages hold, and who found it."""
    return {
        "schema": "timbao.eval.reading/1",
        "readers": list(items[0].found) if items else [],
        "items": [
            {
                "page": item.page,
                "item": item.name,
                "found_by": [reader for reader, found in item.found.items() if found],
            }
            for item in items
        ],
    }


def known_items(rows: Sequence[Success]) -> JsonObject:
    """Return how often known items are found among the first ten."""
    return {
        "schema": "timbao.eval.known-items/1",
        "rows": [
            {
                "system": row.system,
                "kind": row.kind.value,
                "queries": row.queries,
                "success_10": round(row.success_10, 4),
            }
            for row in rows
        ],
    }


def mentions(scores: MentionScores, label: str) -> JsonObject:
    """Return how well spans of a label were recognised, and the chosen ones among them."""
    return {
        "schema": "timbao.eval.mentions/1",
        "label": label,
        **_span_score(scores.every),
        scores.chosen_kind: _span_score(scores.chosen),
    }


def judging(sample: Sample, claim: str) -> JsonObject:
    """Return claims for a person to judge."""
    return {
        "schema": "timbao.eval.judging/1",
        "claim": claim,
        "claims": sample.claims,
        "abstained": sample.abstained,
        "sample": [asdict(each) for each in sample.drawn],
    }


def _span_score(score: SpanScore) -> JsonObject:
    return {
        "precision": round(score.precision, 4),
        "recall": round(score.recall, 4),
        "f1": round(score.f1, 4),
        "gold": score.gold,
        "found": score.found,
        "right": score.right,
    }


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
