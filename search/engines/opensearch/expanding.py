"""Which terms of the index a shape stands for: those that are commonest where it may stand."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from search.engines.engine import Expanded
from search.engines.fields import ALT, MOST_SYLLABLES, SEARCHED
from search.engines.opensearch.mapping import column
from search.engines.opensearch.queries import row_in, term_in
from search.engines.opensearch.vocabulary import terms_beginning
from search.engines.shape_matching import Syllables
from search.query.shapes import beginning, by_key
from search.query.tree import Field
from search.vietnamese.patterns import FOLDED, VARIANT, SyllablePattern
from search.vietnamese.spelling import fold, key
from search.vietnamese.syllable_shape import TONES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.engines.opensearch.queries import Json
    from search.engines.opensearch.snapshot import Snapshot
    from search.hits import Kind
    from search.query.shapes import Shape
    from search.query.tree import Shaped

Terms = tuple[str, ...]


class Expander:
    """Expands shapes for documents of one kind."""

    def __init__(self, snapshot: Snapshot, kind: Kind) -> None:
        self._snapshot = snapshot
        self._kind = kind

    def __call__(self, shaped: Shaped) -> Expanded:
        """Return what each part stands for: first the rarest shape, then what is beside it."""
        names = self._columns(shaped.field)
        capped: list[int] = []

        def commonest(terms: Sequence[str], matching: Callable[[str], Json]) -> Terms:
            held = self._held(terms, matching)
            if len(held) <= MOST_SYLLABLES:
                return tuple(held)
            capped.append(len(held))
            counts = self._frequencies(held, names)
            return tuple(sorted(counts, key=lambda term: (-counts[term], term))[:MOST_SYLLABLES])

        def anywhere(term: str) -> Json:
            return _any([term_in(name, term) for name in names])

        known: dict[int, Terms] = {
            at: (part.term,)
            for at, part in enumerate(shaped.parts)
            if isinstance(part, SyllablePattern)
        }
        having = {
            at: self._having(part)
            for at, part in enumerate(shaped.parts)
            if not isinstance(part, SyllablePattern)
        }
        if not known:
            rarest = min(having, key=lambda at: len(having[at]))
            known[rarest] = commonest(having[rarest], anywhere)
        while len(known) < len(shaped.parts):
            at, beside = _next(known, len(shaped.parts))
            neighbours = known[beside]

            def adjoining(
                term: str,
                neighbours: Terms = neighbours,
                after: bool = beside < at,  # noqa: FBT001
            ) -> Json:
                places = [neighbours, [term]] if after else [[term], neighbours]
                return _any([row_in(name, places) for name in names])

            within = _any([{"terms": {name: list(neighbours)}} for name in names])
            together = self._held(having[at], anywhere, within) if neighbours else []
            known[at] = commonest(together, adjoining)
        return Expanded(tuple(known[at] for at in range(len(known))), tuple(capped))

    def _columns(self, field: Field | None) -> list[str]:
        fields: list[str] = [*SEARCHED[self._kind]] if field is None else [field]
        if Field.CAPTION in fields:
            fields.append(ALT)
        return [column(self._kind, each) for each in fields]

    def _held(
        self, terms: Sequence[str], matching: Callable[[str], Json], within: Json | None = None
    ) -> list[str]:
        """Return the terms that any document has."""
        counts = self._snapshot.counts([matching(term) for term in terms], within)
        return [term for term, count in zip(terms, counts, strict=True) if count]

    def _frequencies(self, terms: Sequence[str], names: Sequence[str]) -> Counter[str]:
        """Return how many documents have each term, counted by field."""
        counts: Counter[str] = Counter()
        for name in names:
            found = self._snapshot.counts([term_in(name, term) for term in terms])
            counts.update(dict(zip(terms, found, strict=True)))
        return counts

    def _having(self, shape: Shape) -> list[str]:
        """Return the terms of the index that have a shape: folds, or keys where accents count."""
        folded, letters = not by_key(shape), beginning(shape)
        if not folded:
            spelt = key(letters) if letters else ""
            start = spelt[:-1] if spelt[-1:] in TONES else spelt
            terms = [
                each
                for each in terms_beginning(self._snapshot, start)
                if each[0] not in {FOLDED, VARIANT}
            ]
            syllables = Syllables(terms, folded=False)
        else:
            terms = terms_beginning(self._snapshot, FOLDED + fold(letters))
            syllables = Syllables([each.removeprefix(FOLDED) for each in terms], folded=True)
        return [terms[at] for at in syllables.having(shape).tolist()]


def _any(queries: Sequence[Json]) -> Json:
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


def _next(known: dict[int, Terms], size: int) -> tuple[int, int]:
    """Return a part that is not known, and its neighbour that is."""
    return next(
        (at, beside)
        for at in range(size)
        for beside in (at - 1, at + 1)
        if at not in known and beside in known
    )
