"""“Ý bạn là…” (did you mean): what finds much more, where what was typed finds hardly anything."""

from __future__ import annotations

import unicodedata
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from search.suggesting.accents import common_spellings
from search.suggesting.lattice import Choice, Lattice
from search.suggesting.slips import accents, halves, one_slip_away
from search.suggesting.typed import RARE, replaced, typed_syllables
from search.vietnamese.analyzer import syllables
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from search.suggesting.typed import Evidence, TypedSyllable

#: A query that finds more is left alone.
FEW = 5
#: What is offered finds so many times what was typed finds.
TIMES = 5
MOST = 3
#: What another spelling costs, in nats: it must be so much likelier to be chosen.
_SLIP_COST = 6.0
_ACCENT_COST = 4.0
#: Longer queries are not looked at, nor more guesses tried: an answer is to come in no time.
_MOST_SYLLABLES = 12
_MOST_GUESSES = 4
_MOST_SLIPS = 3
#: Another reading is worth a guess if it costs no more nats than this above the best.
_NEAR = 2.0
_SHORTEST_SLIP = 3


def corrections(
    text: str, total: int, evidence: Evidence, found: Callable[[str], int], *, exact: bool = False
) -> tuple[str, ...]:
    """Return up to MOST texts that may have been meant by ``text``, the likeliest first.

    ``total`` is how much ``text`` itself finds, ``found`` says it of another. Nothing is returned
    where that is more than FEW, and nothing that does not find over TIMES as much.
    """
    if total > FEW:
        return ()
    text = unicodedata.normalize("NFC", text)
    guesses = islice(_distinct(_guesses(text, evidence, exact=exact)), _MOST_GUESSES)
    better = (each for each in guesses if each != text and found(each) > TIMES * total)
    return tuple(islice(better, MOST))


def _distinct(texts: Iterator[str]) -> Iterator[str]:
    known: set[str] = set()
    for text in texts:
        if text not in known:
            known.add(text)
            yield text


def _guesses(text: str, evidence: Evidence, *, exact: bool) -> Iterator[str]:
    if len(syllables(text)) > _MOST_SYLLABLES:
        return
    typed = typed_syllables(text, evidence, exact=exact)
    parted = _parted(text, typed, evidence)
    if parted != text:
        again = typed_syllables(parted, evidence, exact=exact)
        for keys in _readings(again, evidence):
            yield replaced(parted, again, keys)
        yield parted
    for keys in _readings(typed, evidence):
        changed = [_changed(each, key) for each, key in zip(typed, keys, strict=True)]
        if any(changed):
            yield replaced(text, typed, keys)
            own = (each.pattern.key for each in typed)
            yield replaced(text, typed, [a or b for a, b in zip(changed, own, strict=True)])


def _changed(typed: TypedSyllable, key: str) -> str:
    """Return what ``key`` changes a syllable to, as it was typed: with accents or without.

    Empty where it changes nothing: accents added where none were typed are no change.
    """
    other = key if typed.pattern.by_key else fold(key)
    return "" if other == typed.pattern.key else other


def _readings(typed: Sequence[TypedSyllable], evidence: Evidence) -> list[list[str]]:
    """Return the keys of the likeliest reading, then of those that read one slip in another way."""
    if not typed:
        return []
    slips = [at for at, each in enumerate(typed) if each.is_slip][:_MOST_SLIPS]
    folds = [_folds(each, slip=at in slips) for at, each in enumerate(typed)]
    rows = _rows(typed, folds, evidence)
    lattice = Lattice(rows, evidence)
    least, best = lattice.cheapest()
    others = [lattice.cheapest(without=(at, best[at])) for at in slips if len(rows[at]) > 1]
    ways = [best, *(way for cost, way in sorted(others) if cost <= least + _NEAR)]
    return [[row[at].key for row, at in zip(rows, way, strict=True)] for way in ways]


def _folds(typed: TypedSyllable, *, slip: bool) -> dict[str, float]:
    """Return the letters that may have been meant, and what each costs."""
    own = typed.pattern.folded
    folds = {own: 0.0}
    if slip and len(own) >= _SHORTEST_SLIP:
        folds |= dict.fromkeys(one_slip_away(own), _SLIP_COST)
    return folds


def _rows(
    typed: Sequence[TypedSyllable], folds: Sequence[Mapping[str, float]], evidence: Evidence
) -> list[list[Choice]]:
    """Return the choices for each syllable, all looked up at once."""
    every = list(dict.fromkeys(chain.from_iterable(folds)))
    known = dict(zip(every, evidence.spellings(every), strict=True))
    return [_choices(each, own, known) for each, own in zip(typed, folds, strict=True)]


def _choices(
    typed: TypedSyllable, folds: Mapping[str, float], known: Mapping[str, Mapping[str, int]]
) -> list[Choice]:
    pattern = typed.pattern
    own = known[pattern.folded].get(pattern.key, 0)
    choices = {pattern.key: Choice(pattern.key, own)}
    if not typed.open:
        return list(choices.values())
    for folded, cost in folds.items():
        for each in common_spellings(known[folded]):
            other = pattern.by_key and accents(each.key) != accents(pattern.key)
            added = cost + _ACCENT_COST * (other or (pattern.by_key and not cost))
            choices.setdefault(each.key, Choice(each.key, each.count, added))
    return list(choices.values())


def _parted(text: str, typed: Sequence[TypedSyllable], evidence: Evidence) -> str:
    """Return ``text`` with a space in each slip that is two syllables typed together."""
    for each in reversed(typed):
        if each.open and each.rare and (cut := _cut(text[each.start : each.end], evidence)):
            text = f"{text[: each.start + cut]} {text[each.start + cut :]}"
    return text


def _cut(word: str, evidence: Evidence) -> int:
    """Return where a word parts into two that articles hold side by side most, 0 for nowhere."""
    counts = {0: RARE}
    for cut in halves(word):
        left, right = (
            [choice.key for choice in common_spellings(each)] for each in evidence.spellings(cut)
        )
        counts[len(cut[0])] = max(evidence.pair_frequencies([*product(left, right)]), default=0)
    return max(counts, key=counts.__getitem__)
