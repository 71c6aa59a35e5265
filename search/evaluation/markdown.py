"""Judgements of several sets as Markdown tables, as docs/evaluation.md shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.evaluation.topics import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from search.evaluation.ranking import Evaluation

_TITLES = {
    Form.WRITTEN: "As written",
    Form.LOWER: "In lower case",
    Form.UNACCENTED: "Without accents",
}


def tables(sets: Mapping[str, Sequence[Evaluation]]) -> str:
    """Return a table for each form: a row for each system, a column for each set, nDCG@10.

    Behind each mean stands its 95 % confidence interval.
    """
    return "\n".join(line for form in Form for line in _of_form(form, sets))


def _of_form(form: Form, sets: Mapping[str, Sequence[Evaluation]]) -> Iterator[str]:
    cells: dict[str, dict[str, str]] = {}
    counts: dict[str, int] = {}
    for name, evaluations in sets.items():
        for each in evaluations:
            if each.form is form:
                low, high = each.interval("ndcg_10")
                shown = f"{_three(each.means.ndcg_10)} ({_three(low)}–{_three(high)})"
                cells.setdefault(each.system, {})[name] = shown
                counts[name] = len(each.topics)
    if cells:
        yield f"**{_TITLES[form]}**\n"
        yield (
            "| nDCG@10 | " + " | ".join(f"{name}, {n} queries" for name, n in counts.items()) + " |"
        )
        yield "|---" * (1 + len(counts)) + "|"
        for system, row in cells.items():
            yield f"| {system} | " + " | ".join(row.get(name, "–") for name in counts) + " |"
        yield ""


def _three(share: float) -> str:
    return f"{share:.3f}".replace("0.", ".", 1) if share < 1 else "1.000"
