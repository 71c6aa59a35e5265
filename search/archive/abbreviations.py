"""What abbreviations the archive's articles define, and what people decided about them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from search.archive.database import now
from search.errors import UsageError
from search.vietnamese.abbreviation_counts import AbbreviationCounts, Row
from search.vietnamese.abbreviation_forms import long_form_key, normal_form
from search.vietnamese.characters import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.archive.database import Database
    from search.archive.learning import Learned


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

    def replaces(self, earlier: Decision) -> bool:
        """Return whether ``earlier`` cannot stand beside this one."""
        if normal_form(self.abbreviation) != normal_form(earlier.abbreviation):
            return False
        both_approved = self.verdict is earlier.verdict is Verdict.APPROVED
        return both_approved or long_form_key(self.long_form) == long_form_key(earlier.long_form)


class Abbreviations:
    """The definitions kept in one archive: article by article, so that counts stay true."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def learn(self, learned: Sequence[Learned]) -> None:
        """Keep what articles define instead of what earlier revisions of them did."""
        with self._database.transaction():
            self._database.execute_many(
                "DELETE FROM definition WHERE article_id = ?",
                [(each.article_id,) for each in learned],
            )
            self._database.execute_many(
                "INSERT INTO definition VALUES (?, ?, ?)",
                [(each.article_id, *pair) for each in learned for pair in each.pairs],
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
        """Note what a person decided about a pair, instead of what was decided before.

        A pair is one in all its spellings, and an abbreviation has one approved sense: the last.
        """
        decision = Decision(abbreviation, long_form, verdict)
        with self._database.transaction():
            self._database.execute("DELETE FROM lexicon")
            for each in self.decisions():
                if decision.replaces(each):
                    self._database.execute(
                        "DELETE FROM abbreviation_decision WHERE abbreviation = ?"
                        " AND long_form = ?",
                        (each.abbreviation, each.long_form),
                    )
            self._database.execute(
                "INSERT INTO abbreviation_decision VALUES (?, ?, ?, ?)",
                (abbreviation, long_form, verdict, now()),
            )

    def decisions(self) -> list[Decision]:
        """Return what people decided, in the order of the abbreviations."""
        rows = self._database.rows(
            "SELECT abbreviation, long_form, verdict FROM abbreviation_decision"
            " ORDER BY abbreviation, long_form"
        )
        return [Decision(row[0], row[1], Verdict(row[2])) for row in rows]

    def keep_lexicon(self, rules: str, pairs: Sequence[tuple[Sequence[str], str]]) -> None:
        """Keep what ``rules`` made of the definitions and decisions there are now."""
        with self._database.transaction():
            self._database.execute("DELETE FROM lexicon")
            self._database.execute(
                "INSERT INTO lexicon VALUES (?, ?)",
                (self._state(rules), json.dumps(pairs, ensure_ascii=False)),
            )

    def kept_lexicon(self, rules: str) -> list[tuple[list[str], str]] | None:
        """Return what was kept, None where articles changed since or other rules made it."""
        rows = self._database.rows("SELECT state, pairs FROM lexicon")
        if not rows or rows[0]["state"] != self._state(rules):
            return None
        return [(spellings, long_form) for spellings, long_form in json.loads(rows[0]["pairs"])]

    def _state(self, rules: str) -> str:
        change = self._database.number("SELECT coalesce(max(change), 0) FROM history")
        return f"{change} {rules}"


def judge(
    abbreviations: Abbreviations, abbreviation: str, long_form: str, *, accept: bool, reject: bool
) -> None:
    """Note a person's verdict. Raises UsageError where a part of it is missing or contradicts.

    Either form must have a letter or digit, or no query could hold it.
    """
    if accept == reject or not (normal_form(abbreviation) and long_form_key(long_form)):
        raise UsageError(
            "Cần dạng viết tắt, --long-form, và một trong --add, --approve, --reject",
            "Give the abbreviation, --long-form, and one of --add, --approve, --reject",
        )
    verdict = Verdict.APPROVED if accept else Verdict.REJECTED
    abbreviations.decide(_one_line(abbreviation), _one_line(long_form), verdict)


def _one_line(typed: str) -> str:
    return " ".join(clean(typed).text.split())
