"""Search one state of an index: open what the table of contents names, and keep it open."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from search.engines.clues import told
from search.engines.translation import translate
from search.engines.whoosh.any_of import any_of, term_frequencies
from search.engines.whoosh.array_file import ArrayFile
from search.engines.whoosh.codec import INDEX_NAME
from search.engines.whoosh.completions import completions
from search.engines.whoosh.executor import Executor
from search.engines.whoosh.expanding import Expander
from search.engines.whoosh.query_maker import WhooshQueries
from search.engines.whoosh.schema import SCHEMA
from search.engines.whoosh.segments import OpenSegment, Segments
from search.engines.whoosh.spelling_counts import SpellingCounts
from search.engines.whoosh.translating import reading_contents, translating_errors
from search.hits import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from search.engines.engine import Expanded, Matches
    from search.hits import Facet, FacetFilter, Sort, Suggestion
    from search.labels import Labels
    from search.query.tree import Query, Shaped
    from search.vietnamese.patterns import SyllablePattern

#: Decoded terms kept for the next search: what a server has, and a command hardly fills.
CACHE_BYTES = 64 << 20


class WhooshReader:
    """Searches the state of an index at the time it was opened. Not for several threads."""

    def __init__(self, folder: Path, *, cache_bytes: int = CACHE_BYTES) -> None:
        self._folder = folder
        storage = FileStorage(str(folder))
        with translating_errors(folder), reading_contents(folder):
            segments = self._open(storage)
        self.executors = {
            kind: Executor(
                Segments([each for each in segments if each.segment.kind == kind]),
                storage,
                cache_bytes,
            )
            for kind in Kind
        }
        self._expanders = {
            kind: Expander(executor.segments, kind) for kind, executor in self.executors.items()
        }
        self._segments = segments
        self._articles = self.executors[Kind.ARTICLE].segments
        self._spelling = SpellingCounts(self._articles)

    def _open(self, storage: FileStorage) -> list[OpenSegment]:
        """Open all segments; what a commit deletes meanwhile is missed, and whoever opens retries.

        Raises OSError and whatever pickle does.
        """
        toc = TOC.read(storage, INDEX_NAME, schema=SCHEMA)
        return [
            OpenSegment.of(each, ArrayFile(self._folder / each.file_name)) for each in toc.segments
        ]

    def search(
        self,
        query: Query,
        *,
        kind: Kind,
        sort: Sort,
        offset: int,
        limit: int,
        facets: Collection[Facet] = (),
        filters: Collection[FacetFilter] = (),
        labels: Mapping[Facet, Labels] = MappingProxyType({}),
        grouped: bool = False,
        explain: bool = False,
    ) -> Matches:
        """Return one page of matches: see IndexReader."""
        expanded: dict[Shaped, Expanded] = {}

        def expand(shaped: Shaped) -> Expanded:
            expanded[shaped] = self._expanders[kind](shaped)
            return expanded[shaped]

        translated = translate(query, kind, WhooshQueries(kind), expand)
        found = self.executors[kind].run(
            translated,
            sort=sort,
            offset=offset,
            limit=limit,
            facets=facets,
            filters=filters,
            labels=labels,
            grouped=grouped,
            clues=told(query) if kind is Kind.ARTICLE else (),
            explain=explain,
        )
        return replace(found, expanded=expanded)

    def frequencies(self, syllables: Sequence[SyllablePattern]) -> list[int]:
        """Return how many times articles hold each, counted by field."""
        return self._spelling.terms([each.term for each in syllables])

    def near_copies(self) -> Iterator[list[str]]:
        """Yield the ids of each group of near-copies: see IndexReader."""
        return self.executors[Kind.ARTICLE].near_copies()

    @property
    def articles(self) -> int:
        """How many articles are held, those deleted lately included."""
        return self._articles.size

    @property
    def joins_labels(self) -> bool:
        """Labels become columns beside those of the index."""
        return True

    def spellings(self, folds: Sequence[str]) -> list[Mapping[str, int]]:
        """Return the keys behind each fold with their counts: see IndexReader."""
        return self._spelling.spellings(folds)

    def pair_frequencies(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Return the counts of pairs: see IndexReader."""
        return self._spelling.pairs(pairs)

    def term_frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many articles each term is: see IndexReader."""
        return term_frequencies(self._articles, terms)

    def holding_any(self, terms: Mapping[str, float], *, limit: int) -> Matches:
        """Return the articles that hold any of some terms, best first."""
        return self.executors[Kind.ARTICLE].run(any_of(terms), limit=limit)

    def completions(self, prefix: str, *, most: int) -> list[Suggestion]:
        """Return what begins so, most articles first: see IndexReader."""
        return completions(self._articles, prefix, most)

    def check(self) -> Iterator[str]:
        """Read everything there is; yield what is wrong, in English, for whoever mends it."""
        from search.engines.whoosh.checking import problems

        for each in self._segments:
            yield from problems(each.file, each.segment)

    def held(self) -> Iterator[tuple[str, str, int]]:
        """Return id, content digest and number of photos of every article held."""
        digests: dict[bytes, int] = {}
        photos: Counter[bytes] = Counter()
        for each in self._segments:
            ids, found = each.table.article_ids, each.table.digests.tolist()
            for number in set(range(len(ids))).difference(each.segment.deleted):
                if each.segment.kind == Kind.CAPTION:
                    photos[ids[number]] += 1
                else:
                    digests[ids[number]] = found[number]
        for article_id in digests.keys() | photos.keys():
            yield article_id.decode(), f"{digests.get(article_id, 0):016x}", photos[article_id]

    def close(self) -> None:
        """Let go of the files."""
        self.executors = {}
        self._expanders = {}
        self._segments = []
