"""How long suggestions take: completions of what is half typed, accents restored, slips mended."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from search.benchmark.first_and_again import FirstAndAgain, first_and_again
from search.completing import Completer
from search.engines.configuration import engine_of
from search.errors import UsageError
from search.people_filters import PeopleFilters
from search.request import Request
from search.searcher import Searcher
from search.suggesting.accents import restore
from search.suggesting.corrections import corrections
from search.texts import open_archived
from search.vietnamese.analyzer import default_analyzer, syllables
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.settings import DataDirectory

#: Syllables of a query that is restored or mended.
_SYLLABLES = 8
_MOST_LETTERS = 12
_AT_ONCE = 500


def suggesting(data: DataDirectory, *, queries: int, seed: int) -> list[FirstAndAgain]:
    """Time suggestions for ``queries`` texts cut from titles, chosen at random by ``seed``.

    Raises UsageError where there is no title, and what opening archive and index raises.
    """
    chance = random.Random(seed)  # noqa: S311 - a benchmark is to be repeated
    archive, index = open_archived(data, engine_of(data))
    reader = index.reader
    people, change = PeopleFilters(data), index.manifest.change
    with Searcher(archive, reader, default_analyzer(), people, change=change) as searcher:
        ids = sorted(article_id for article_id, _ in archive.hashes())
        chosen = [chance.choice(ids) for _ in range(min(queries, _AT_ONCE) if ids else 0)]
        cut = [*filter(None, map(_eight_syllables, archive.titles.of(chosen).values()))]
        if not cut:
            raise UsageError("Kho chưa có tít nào", "There is no title in the archive")

        def mend(text: str) -> object:
            return corrections(text, 0, reader, lambda t: searcher.count(Request(text=t)))

        kinds: dict[str, tuple[Callable[[str], object], list[str]]] = {
            "suggest": (
                Completer(archive, reader).suggest,
                [_half_typed(each, chance) for each in cut],
            ),
            "restore accents": (
                lambda text: restore(patterns(text), reader),
                [" ".join(token.folded for token in syllables(each)) for each in cut],
            ),
            "did you mean": (mend, [_slipped(each, chance) for each in cut]),
        }
        return [first_and_again(name, run, texts) for name, (run, texts) in kinds.items()]


def _eight_syllables(title: str) -> str:
    """Return the first syllables of a title; a quotation mark among them would never be closed."""
    return " ".join(title[token.start : token.end] for token in syllables(title)[:_SYLLABLES])


def _half_typed(text: str, chance: random.Random) -> str:
    """Return a few letters from the start of a syllable on."""
    first = chance.choice(syllables(text)).start
    return text[first : first + chance.randint(1, _MOST_LETTERS)]


def _slipped(text: str, chance: random.Random) -> str:
    """Return a text with one letter typed twice."""
    at = chance.randrange(len(text))
    return text[: at + 1] + text[at:]
