"""Read a whole segment: is every page as it was written, and does what it says make sense."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh.field_reader import open_fields
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.whoosh.array_file import ArrayFile
    from search.engines.whoosh.codec import ArraySegment
    from search.engines.whoosh.field_reader import FieldReader

_TERMS_AT_ONCE = 20_000


def problems(file: ArrayFile, segment: ArraySegment) -> Iterator[str]:
    """Yield what is wrong with a segment, in English."""
    broken = list(file.broken_pages())
    yield from broken
    if broken:
        return
    where = file.path.name
    if file.meta["documents"] != segment.documents or file.meta["kind"] != segment.kind:
        yield f"{where}: not the documents that the table of contents names"
    if segment.deleted and max(segment.deleted) >= segment.documents:
        yield f"{where}: deleted documents that it does not have"
    for field in open_fields(file).values():
        try:
            yield from (f"{where}: {field.name}: {fact}" for fact in _facts(field))
        except (IndexDamaged, ValueError, IndexError) as error:
            yield f"{where}: {field.name}: {error}"


def _facts(field: FieldReader) -> Iterator[str]:
    terms = field.dictionary.terms() if field.pairs_of is None else None
    if terms is not None and any(a >= b for a, b in pairwise(terms)):
        yield "its terms are not in order"
    occurrences = 0
    for start in range(0, len(field), _TERMS_AT_ONCE):
        stop = min(start + _TERMS_AT_ONCE, len(field))
        run = field.run(start, stop, positions=field.has_positions)
        if not np.diff(run.firsts).all():
            yield f"a term of {start} to {stop} is in no document"
        steps = np.diff(run.documents)
        within = np.ones(len(steps), np.bool_)
        within[run.firsts[1:-1] - 1] = False
        if (steps[within] <= 0).any() or run.documents.max(initial=0) >= field.documents:
            yield f"documents of terms {start} to {stop} are not in order"
        if run.position_counts is not None and run.positions is not None:
            occurrences += len(run.positions)
            if len(run.positions) != run.position_counts.sum():
                yield f"positions of terms {start} to {stop} are not as many as occurrences"
    if field.has_positions and occurrences < field.length_total:
        yield "has fewer positions than syllables"
    if int(field.lengths.sum(dtype=np.int64)) != field.length_total:
        yield "its lengths do not add up"
