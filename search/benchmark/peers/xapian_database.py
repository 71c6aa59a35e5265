"""Xapian, as a script with its Python bindings uses it, where they are installed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import xapian

from search.benchmark.collection import FIELDS
from search.benchmark.peers.peer import shared, shares
from search.benchmark.queries import Matching

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.benchmark.collection import Collection, PlainDocument
    from search.benchmark.peers.peer import Opened, Prepared
    from search.benchmark.queries import PlainQuery

_YEAR, _SOURCE = 0, 1
#: The prefix that terms of a field have in Xapian's one list of terms.
_PREFIXES = {field: f"X{field.upper()}" for field in FIELDS}


class Xapian:
    """One prefix for each field, scaled by its weight; BM25 as Xapian has it."""

    name = "xapian"
    index = "xapian"
    most_articles = None

    def build(self, collection: Collection, folder: Path, segments: int) -> None:
        """Index all articles, one commit for each share; Xapian has no segments."""
        self.write(collection.documents(), folder, shares(collection.count, segments))

    def write(
        self, documents: Iterable[PlainDocument], folder: Path, shares: Sequence[int] = ()
    ) -> None:
        """Index documents, one commit for each share."""
        database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OPEN)
        generator = xapian.TermGenerator()
        for share in shared(documents, shares):
            for each in share:
                document = xapian.Document()
                generator.set_document(document)
                generator.set_termpos(0)
                for field, text in each.texts.items():
                    generator.index_text(text, 1, _PREFIXES[field])
                    generator.increase_termpos()
                document.set_data(each.id)
                document.add_value(_YEAR, xapian.sortable_serialise(each.year))
                document.add_value(_SOURCE, each.source)
                database.add_document(document)
            database.commit()
        database.close()

    def open(self, folder: Path) -> Opened:
        """Open what was built."""
        return _Open(folder)


class _Open:
    segments = None

    def __init__(self, folder: Path) -> None:
        self._database = xapian.Database(str(folder))

    def prepared(self, query: PlainQuery, limit: int = 10) -> Prepared | None:
        if query.folded:
            return None
        enquire = xapian.Enquire(self._database)
        enquire.set_query(_query(query))

        def run() -> list[str]:
            if query.counted:
                enquire.clear_matchspies()
                enquire.add_matchspy(xapian.ValueCountMatchSpy(_SOURCE))
            # a spy sees only what is looked at
            checked = self._database.get_doccount() if query.counted else 0
            found = enquire.get_mset(0, limit, checked)
            return [each.document.get_data().decode() for each in found]

        return run

    def close(self) -> None:
        self._database.close()


def _query(query: PlainQuery) -> Any:
    if query.matching is Matching.PHRASE:
        found = _any(
            xapian.Query(xapian.Query.OP_PHRASE, [prefix + token for token in query.tokens])
            for prefix in _PREFIXES.values()
        )
    else:
        operator = {
            Matching.ANY: xapian.Query.OP_OR,
            Matching.ALL: xapian.Query.OP_AND,
        }[query.matching]
        anywhere = [
            _any(xapian.Query(prefix + token) for prefix in _PREFIXES.values())
            for token in query.tokens
        ]
        found = xapian.Query(operator, anywhere)
    if query.year is None:
        return found
    year = xapian.sortable_serialise(query.year)
    of_year = xapian.Query(xapian.Query.OP_VALUE_RANGE, _YEAR, year, year)
    return xapian.Query(xapian.Query.OP_FILTER, found, of_year)


def _any(in_fields: Iterable[Any]) -> Any:
    scaled = [
        xapian.Query(xapian.Query.OP_SCALE_WEIGHT, each, weight)
        for each, weight in zip(in_fields, FIELDS.values(), strict=True)
    ]
    return xapian.Query(xapian.Query.OP_OR, scaled)
