"""Sets of topics, judgements and articles that belong together, each in a folder of its own."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.errors import SourceMissing
from search.evaluation.collection import Portion, archived, indexed, together
from search.evaluation.qrels import read_qrels
from search.evaluation.ranking import asked, evaluate
from search.evaluation.system import Timbao
from search.evaluation.topics import Form, read_topics, sample
from search.indexer import silent
from search.searcher import Searcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from search.article import Article
    from search.evaluation.qrels import Qrels
    from search.evaluation.ranking import Evaluation
    from search.evaluation.system import System
    from search.evaluation.topics import Topic
    from search.following import Progress

    #: What makes systems of articles, which it may read several times.
    Others = Callable[[Callable[[], Iterable[Article]]], list[System]]

TOPICS, QRELS = "queries.jsonl", "qrels.txt"
_CORPORA = ("corpus.jsonl.xz", "corpus.jsonl")


def _none(_: object) -> list[System]:
    return []


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """A folder with ``queries.jsonl``, ``qrels.txt`` and ``corpus.jsonl``, packed or not."""

    name: str
    topics: list[Topic]
    qrels: Qrels
    files: tuple[Path, ...]

    @classmethod
    def of(cls, folder: Path) -> JudgedSet:
        """Read a folder; its name is that of the set. Raises SourceMissing and UsageError."""
        corpus = next((p for name in _CORPORA if (p := folder / name).exists()), None)
        if corpus is None:
            raise SourceMissing(folder / _CORPORA[0])
        qrels = read_qrels(folder / QRELS)
        topics = asked(read_topics(folder / TOPICS), qrels)
        files = (folder / TOPICS, folder / QRELS, corpus)
        return cls(folder.resolve().name, topics, qrels, files)

    def sampled(self, most: int | None, seed: int) -> JudgedSet:
        """Return the set with at most so many topics."""
        return replace(self, topics=sample(self.topics, most, seed))

    def evaluations(
        self,
        distractors: Sequence[Portion],
        forms: Sequence[Form] = tuple(Form),
        others: Others = _none,
        progress: Progress = silent,
    ) -> list[Evaluation]:
        """Judge Tìm Báo and ``others`` in each form over the corpus with distractors."""
        with indexed(together([Portion(self.files[-1]), *distractors]), progress=progress) as data:
            systems = others(lambda: archived(data))
            with Searcher.open(data) as searcher:
                return [
                    evaluate(system, self.topics, self.qrels, form)
                    for form in forms
                    for system in (Timbao(searcher), *systems)
                ]

    def digest(self, distractors: Path) -> str:
        """Return 16 digits that change with any byte of the files, and with the topics asked."""
        found = hashlib.sha256(" ".join(topic.id for topic in self.topics).encode())
        for path in (*self.files, distractors):
            with path.open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
        return found.hexdigest()[:16]
