"""Ask every topic of a system, and measure what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from search.errors import UsageError
from search.evaluation.measures import Measures, interval, judged_topics, means, measured
from search.evaluation.topics import Form
from search.indexer import silent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.evaluation.qrels import Qrels
    from search.evaluation.runs import Run
    from search.evaluation.system import System
    from search.evaluation.topics import Topic
    from search.following import Progress

#: So many articles of each answer are kept in a run: more than are measured, for whoever looks.
DEPTH = 100


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one system answered to topics in one form, and how good that was, topic by topic."""

    system: str
    form: Form
    run: Run
    topics: dict[str, Measures]

    @property
    def means(self) -> Measures:
        """The mean of each measure."""
        return means(self.topics)

    def interval(self, measure: str) -> tuple[float, float]:
        """Return the 95 % confidence interval of the mean of a field of Measures."""
        return interval(np.array([getattr(each, measure) for each in self.topics.values()]))


def asked(topics: Sequence[Topic], qrels: Qrels) -> list[Topic]:
    """Return the topics to which something is relevant. Raises UsageError where none is."""
    judged = judged_topics(qrels)
    kept = [topic for topic in topics if topic.id in judged]
    if not kept:
        raise UsageError(
            "Không câu hỏi nào có bài phù hợp trong tệp qrels; hai tệp có cùng mã không?",
            "No topic has a relevant article in the qrels; do the two files share their ids?",
        )
    return kept


def evaluate(
    system: System,
    topics: Sequence[Topic],
    qrels: Qrels,
    form: Form = Form.WRITTEN,
    progress: Progress = silent,
) -> Evaluation:
    """Ask ``topics`` in ``form``: as ``asked`` returns them."""
    run: Run = {}
    for done, topic in enumerate(topics, 1):
        run[topic.id] = system.ranked(form.spelt(topic.text), DEPTH)
        progress(done, len(topics))
    return Evaluation(system.name, form, run, measured(run, qrels))
