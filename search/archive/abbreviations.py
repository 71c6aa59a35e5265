"""What abbreviations the archive's articles define, and what people decided about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from search.archive.database import now
from search.errors import UsageError
from search.vietnamese.abbreviation_counts import AbbreviationCounts, Row
from search.vietnamese.abbreviations import definitions
from search.vietnamese.characters import to_nfc

if TYPE_CHECKING:
    from search.archive.database import Database
    from search.article import Article


class Verdict(StrEnum):
    """What a person decided about a pair; it outweighs every count."""

    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Decision:
    """One pair that a person approved, added or rejected."""

    abbreviation: str
    long_form: str
    verdict: Verdict


class Abbreviations:
    """The definitions kept in one archive: article by article, so that counts stay true."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def learn(self, article: Article) -> None:
        """Keep what ``article`` defines instead of what an earlier revision did."""
        texts = (article.title, article.lead, *article.paragraphs)
        captions = [caption.text for caption in article.captions]
        found = {
            (each.abbreviation, each.long_form): None
            for text in (*texts, *captions)
            if "(" in text
            for each in definitions(text)
        }
        with self._database.transaction():
            self._database.execute("DELETE FROM definition WHERE article_id = ?", (article.id,))
            self._database.execute_many(
                "INSERT INTO definition VALUES (?, ?, ?)", [(article.id, *pair) for pair in found]
            )

    def counts(self) -> AbbreviationCounts:
        """Count the definitions of all articles in force by article, source and year."""
        counted = AbbreviationCounts()
        for row in self._database.rows(
            "SELECT abbreviation, long_form, source, substr(published, 1, 4) AS year,"
            " count(*) AS articles FROM definition JOIN article ON id = definition.article_id"
            " JOIN revision ON revision.article_id = id AND revision.number = article.revision"
            " WHERE removed_at IS NULL"
            " GROUP BY abbreviation, long_form, source, year"
        ):
            year = int(row["year"]) if row["year"] else None
            counted.add(
                Row(row["abbreviation"], row["long_form"], row["source"], year, row["articles"])
            )
        return counted

    def decide(self, abbreviation: str, long_form: str, verdict: Verdict) -> None:
        """Note what a person decided about a pair, instead of what was decided before."""
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO abbreviation_decision VALUES (?, ?, ?, ?)"
                " ON CONFLICT (abbreviation, long_form)"
                " DO UPDATE SET verdict = excluded.verdict, decided_at = excluded.decided_at",
                (abbreviation, long_form, verdict, now()),
            )

    def decisions(self) -> list[Decision]:
        """Return what people decided, in the order of the abbreviations."""
        rows = self._database.rows(
            "SELECT abbreviation, long_form, verdict FROM abbreviation_decision"
            " ORDER BY abbreviation, long_form"
        )
        return [Decision(row[0], row[1], Verdict(row[2])) for row in rows]


def judge(
    abbreviations: Abbreviations, abbreviation: str, long_form: str, *, accept: bool, reject: bool
) -> None:
    """Note a person's verdict. Raises UsageError where a part of it is missing or contradicts."""
    if accept == reject or not (abbreviation.strip() and long_form.strip()):
        raise UsageError(
            "Cần dạng viết tắt, --long-form, và một trong --add, --approve, --reject",
            "Give the abbreviation, --long-form, and one of --add, --approve, --reject",
        )
    verdict = Verdict.APPROVED if accept else Verdict.REJECTED
    abbreviations.decide(to_nfc(abbreviation.strip()), to_nfc(long_form.strip()), verdict)
