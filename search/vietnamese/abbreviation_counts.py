"""What the abbreviations of an archive stand for: counted by article, source and year."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from search.vietnamese.abbreviation_forms import long_form_key, normal_form
from search.vietnamese.builtin_abbreviations import builtin

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.vietnamese.abbreviations import Definition

FEWEST_ARTICLES = 3  # of a dominant sense; a built-in pair counts as so many
LEAST_SHARE = 0.8  # of all articles that define the abbreviation


class Row(NamedTuple):
    """How many articles of a source and a year define a pair, each form as it was written."""

    abbreviation: str
    long_form: str
    source: str
    year: int | None
    articles: int


@dataclass(frozen=True, slots=True)
class Sense:
    """One long form of an abbreviation, in its commonest spelling, and who defined it so.

    ``articles`` counts articles alone; ``builtin`` says that the pair needs none.
    """

    abbreviation: str
    long_form: str
    articles: int
    sources: frozenset[str]
    years: frozenset[int]
    builtin: bool

    @property
    def weight(self) -> int:
        """How much speaks for it: its articles, and those that a built-in pair is worth."""
        return self.articles + FEWEST_ARTICLES * self.builtin


class AbbreviationCounts:
    """Counts definitions. Spellings of an abbreviation are one, so are those of a long form.

    ``TT&TT``, ``TT-TT`` and ``TTTT`` are one abbreviation; case, tone style, punctuation and "và"
    make no other long form. The built-in pairs are there from the start.
    """

    def __init__(self) -> None:
        self._pairs: dict[str, dict[str, Counter[Row]]] = {}  # by normal form, by long form's key
        self._short_forms: dict[str, set[str]] = {}  # normal forms by long form's key
        self._builtin: dict[tuple[str, str], Row] = {}
        for one in builtin():
            row = Row(one.abbreviation, one.long_form, "", None, 0)
            self._builtin[normal_form(row.abbreviation), long_form_key(row.long_form)] = row
            self.add(row)

    def add_article(
        self, definitions: Iterable[Definition], *, source: str, year: int | None
    ) -> None:
        """Count the definitions of one article, each pair once."""
        found = {
            (normal_form(one.abbreviation), long_form_key(one.long_form)): one
            for one in reversed(list(definitions))
        }
        for one in found.values():
            self.add(Row(one.abbreviation, one.long_form, source, year, 1))

    def add(self, row: Row) -> None:
        """Count ``row.articles`` articles, as ``rows`` gave them."""
        form, meaning = normal_form(row.abbreviation), long_form_key(row.long_form)
        senses = self._pairs.setdefault(form, {})
        senses.setdefault(meaning, Counter())[row._replace(articles=0)] += row.articles
        self._short_forms.setdefault(meaning, set()).add(form)

    def rows(self) -> Iterator[Row]:
        """Yield all that was counted; a new object that adds these rows gives the same answers."""
        for senses in self._pairs.values():
            for counted in senses.values():
                for row, articles in counted.items():
                    if articles:
                        yield row._replace(articles=articles)

    def senses(self, abbreviation: str) -> list[Sense]:
        """Return what ``abbreviation``, in any spelling, stands for; the likeliest first."""
        form = normal_form(abbreviation)
        senses = [
            self._sense(form, meaning, counted)
            for meaning, counted in self._pairs.get(form, {}).items()
        ]
        return sorted(senses, key=lambda sense: (-sense.weight, sense.long_form))

    def _sense(self, form: str, meaning: str, counted: Counter[Row]) -> Sense:
        known = self._builtin.get((form, meaning))
        return Sense(
            abbreviation=known.abbreviation if known else _commonest(counted, "abbreviation"),
            long_form=known.long_form if known else _commonest(counted, "long_form"),
            articles=counted.total(),
            sources=frozenset(row.source for row, articles in counted.items() if articles),
            years=frozenset(
                row.year for row, articles in counted.items() if articles and row.year is not None
            ),
            builtin=known is not None,
        )

    def dominant(self, abbreviation: str) -> str | None:
        """Return the long form that ``abbreviation`` may be taken for without asking, or None.

        It is defined so by 3 articles or more, and by 80 % or more of all that define the
        abbreviation. A built-in pair counts as 3 articles more: an archive may outvote it.
        """
        senses = self.senses(abbreviation)
        if not senses or senses[0].weight < FEWEST_ARTICLES:
            return None
        share = senses[0].weight / sum(sense.weight for sense in senses)
        return senses[0].long_form if share >= LEAST_SHARE else None

    def abbreviations(self, long_form: str) -> list[Sense]:
        """Return the abbreviations that stand for ``long_form``; the likeliest first."""
        meaning = long_form_key(long_form)
        senses = [
            self._sense(form, meaning, self._pairs[form][meaning])
            for form in self._short_forms.get(meaning, ())
        ]
        return sorted(senses, key=lambda sense: (-sense.weight, sense.abbreviation))

    def spellings(self, abbreviation: str) -> list[str]:
        """Return the ways in which ``abbreviation`` is written, the commonest first."""
        counted: Counter[str] = Counter()
        for rows in self._pairs.get(normal_form(abbreviation), {}).values():
            for row, articles in rows.items():
                counted[row.abbreviation] += articles
        return sorted(counted, key=lambda spelling: (-counted[spelling], spelling))


def _commonest(counted: Counter[Row], column: str) -> str:
    spellings: Counter[str] = Counter()
    for row, articles in counted.items():
        spellings[getattr(row, column)] += articles
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
