"""What a run is given goes into the archive, batch by batch, and is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from search.archive.database import now
from search.archive.quarantine import QuarantineEntry
from search.archive.store import Archive, Outcome
from search.article import Article
from search.building import batched
from search.failpoints import reached
from search.sources.html import PAGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.following import Progress
    from search.sources.reader import Record, Rejected

#: Rejected lines that a report repeats; the quarantine has them all.
MAX_REPORTED = 20
#: Records brought to the disk together: to wait for it takes a third of the time of keeping 200.
TOGETHER = 500


@dataclass(slots=True)
class Report:
    """What one run did with what it was given. ``rejected`` are the first MAX_REPORTED."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    quarantined: int = 0
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def records(self) -> int:
        """How many articles and rejected lines there were."""
        return self.outcomes.total() + self.quarantined

    def counts(self) -> dict[str, int]:
        """Return how many of each there were, as a record of the run keeps it."""
        outcomes = {outcome.value: self.outcomes[outcome] for outcome in Outcome}
        return {**outcomes, "quarantined": self.quarantined}

    def reject(self, record: Rejected) -> None:
        """Count one thing that could not be read."""
        self.quarantined += 1
        if len(self.rejected) < MAX_REPORTED:
            self.rejected.append(record)


def accepting(
    archive: Archive, records: Iterable[Record], report: Report, progress: Progress
) -> Iterator[None]:
    """Accept batch by batch: at each yield one more is on the disk."""
    file = None
    for batch in batched(records, TOGETHER):
        with archive.transaction():
            for origin, record in batch:
                if origin != file:
                    archive.quarantine.forget(origin)
                    file = origin
                _keep(archive, origin, record, report)
        reached("accepted")
        progress(report.records, 0)
        yield


def dry_run(records: Iterable[Record]) -> Report:
    """Count what could be read, keeping nothing; every article counts as new."""
    report = Report()
    for _, record in records:
        if isinstance(record, Article):
            report.outcomes[Outcome.NEW] += 1
        else:
            report.reject(record)
    return report


def _keep(archive: Archive, origin: str, record: Article | Rejected, report: Report) -> None:
    if isinstance(record, Article):
        report.outcomes[_accept(archive, origin, record)] += 1
    else:
        archive.quarantine.add([QuarantineEntry(**asdict(record), noted_at=now())])
        report.reject(record)


def _accept(archive: Archive, origin: str, article: Article) -> Outcome:
    if article.extra.get("format") != PAGE:
        return archive.accept(article, origin)
    outcome = archive.accept(archive.repeated_lines.without(article), origin)
    if outcome is Outcome.NEW:
        archive.repeated_lines.learn(article)
    return outcome
