"""Search one state of an index in a cluster."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.clues import told
from search.engines.fields import SEARCHED, SPELT, TEXT
from search.engines.opensearch.collection import searched
from search.engines.opensearch.completing import completions
from search.engines.opensearch.errors import NotInCluster
from search.engines.opensearch.expanding import Expander
from search.engines.opensearch.facets import MOST_LABELLED, counted_labels
from search.engines.opensearch.kept import KeptArticles
from search.engines.opensearch.mapping import column, joined, words_of
from search.engines.opensearch.queries import ClusterQueries, phrase_in, term_in
from search.engines.opensearch.searching import Search
from search.engines.opensearch.snapshot import Snapshot
from search.engines.opensearch.vocabulary import keys_of
from search.engines.query_maker import Beside
from search.engines.translation import translate
from search.engines.whoosh.bm25 import inverse_frequency
from search.hits import Kind, Sort

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from search.engines.engine import Expanded, Matches
    from search.engines.opensearch.connection import Connection
    from search.engines.opensearch.queries import Json
    from search.hits import Facet, FacetFilter, Suggestion
    from search.labels import Labels
    from search.query.tree import Field, Query, Shaped
    from search.vietnamese.patterns import SyllablePattern

_ARTICLES: Json = {"term": {"kind": str(Kind.ARTICLE)}}
_KEPT = 4096


class ClusterReader:
    """Searches an index as it was when opened: see Snapshot. Not for several threads."""

    def __init__(self, connection: Connection, client: Any, index: str) -> None:
        self._connection = connection
        self._client = client
        self._index = index
        self._snapshot = Snapshot(connection, client, searched(index))
        self.kept = KeptArticles(self._snapshot)
        self._expanders = {kind: Expander(self._snapshot, kind) for kind in Kind}
        self._spelt = lru_cache(_KEPT)(self._spellings)
        self._count = lru_cache(_KEPT)(self._counted)

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
        """Return one page of matches: see IndexReader.

        Raises NotInCluster for ``explain``, and for ``labels`` of more than MOST_LABELLED matches.
        """
        if explain:
            raise NotInCluster("--explain")
        expanded: dict[Shaped, Expanded] = {}

        def expand(shaped: Shaped) -> Expanded:
            if shaped not in expanded:
                expanded[shaped] = self._expanders[kind](shaped)
            return expanded[shaped]

        translated = translate(query, kind, ClusterQueries(kind, query.text), expand)
        clues = told(query) if kind is Kind.ARTICLE else ()
        rare = [self._rarity(clue.meant) for clue in clues]
        asked = Search(self._snapshot, translated, kind, sort, tuple(filters), clues, rare)
        kept = [each for each in facets if each not in labels]
        found = asked.page(offset, limit, kept, expanded, grouped=grouped)
        if not labels:
            return found
        if found.total > MOST_LABELLED:
            raise NotInCluster(f"--facet {min(labels)} > {MOST_LABELLED}")
        keys = set(asked.keys())
        counts = {facet: counted_labels(each, keys) for facet, each in labels.items()}
        return replace(found, facets={**found.facets, **counts})

    def _rarity(self, meant: str) -> float:
        name = joined(Kind.ARTICLE, Beside.NOTHING)
        return inverse_frequency(self._with_text, self._count(name, meant))

    def _counted(self, name: str, term: str) -> int:
        return self._snapshot.counts([term_in(name, term)])[0]

    @cached_property
    def _with_text(self) -> int:
        """How many articles have any text."""
        return self._snapshot.counts([{"exists": {"field": joined(Kind.ARTICLE, Beside.NOTHING)}}])[
            0
        ]

    def frequencies(self, syllables: Sequence[SyllablePattern]) -> list[int]:
        """Return how many times articles hold each, counted by field."""
        names = [column(Kind.ARTICLE, field) for field in SEARCHED[Kind.ARTICLE]]
        asked = [term_in(name, each.term) for name in names for each in syllables]
        found = np.array(self._snapshot.counts(asked), np.int64)
        summed: list[int] = found.reshape(len(names), len(syllables)).sum(axis=0).tolist()
        return summed

    def near_copies(self) -> Iterator[list[str]]:
        """Yield the ids of each group of near-copies: see IndexReader."""
        groups: dict[str, list[str]] = {}
        grouped = {"exists": {"field": "group"}}
        for hit in self._snapshot.every(grouped, ["article_id", "group"]):
            fields = hit["fields"]
            groups.setdefault(fields["group"][0], []).append(fields["article_id"][0])
        yield from groups.values()

    @property
    def articles(self) -> int:
        """How many articles are held."""
        return self._snapshot.counts([_ARTICLES])[0]

    @property
    def joins_labels(self) -> bool:
        """Matches are named one by one, MOST_LABELLED at most."""
        return False

    def spellings(self, folds: Sequence[str]) -> list[Mapping[str, int]]:
        """Return the keys behind each fold with their counts: see IndexReader."""
        return list(map(self._spelt, folds))

    def _spellings(self, folded: str) -> Mapping[str, int]:
        keys = keys_of(self._snapshot, folded)
        counts: Counter[str] = Counter()
        for field in SPELT:
            found = self._snapshot.counts([term_in(field, each) for each in keys])
            counts.update(dict(zip(keys, found, strict=True)))
        return {each: count for each, count in counts.items() if count}

    def pair_frequencies(self, pairs: Sequence[tuple[str, str]]) -> list[int]:
        """Return the counts of pairs: see IndexReader."""
        found = np.zeros(len(pairs), np.int64)
        for field in SPELT:
            asked = [phrase_in(field, each) for each in pairs]
            found += np.array(self._snapshot.counts(asked), np.int64)
        counts: list[int] = found.tolist()
        return counts

    def term_frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many articles each term is: see IndexReader."""
        fields = TEXT[Kind.ARTICLE]
        asked = [_holding(field, term) for term in terms for field in fields]
        found = np.array(self._snapshot.counts(asked), np.int64)
        most: list[int] = found.reshape(len(terms), len(fields)).max(axis=1).tolist()
        return most

    def holding_any(self, terms: Mapping[str, float], *, limit: int) -> Matches:
        """Return the articles that hold any of some terms, best first."""
        make = ClusterQueries(Kind.ARTICLE)
        query = make.any(
            [make.joined(_beside(term), term, weight) for term, weight in terms.items()]
        )
        asked = Search(self._snapshot, query, Kind.ARTICLE, Sort.RELEVANCE)
        return asked.page(0, limit)

    def completions(self, prefix: str, *, most: int) -> list[Suggestion]:
        """Return what begins so, most articles first: see IndexReader."""
        return completions(self._snapshot, prefix, most)

    def check(self) -> Iterator[str]:
        """Yield what is wrong: shards that no node has."""
        with self._connection.translating_errors():
            health = self._client.cluster.health(index=searched(self._index))
        if health["status"] == "red":
            yield f"{health['unassigned_shards']} shards of {self._index} are on no node"

    def held(self) -> Iterator[tuple[str, str, int]]:
        """Return id, content digest and number of photos of every article held."""
        digests: dict[str, str] = {}
        photos: Counter[str] = Counter()
        every = {"terms": {"kind": [str(kind) for kind in Kind]}}
        for hit in self._snapshot.every(every, ["article_id", "ordinal", "digest"]):
            fields = hit["fields"]
            [article_id] = fields["article_id"]
            if fields["ordinal"][0]:
                photos[article_id] += 1
            else:
                [digests[article_id]] = fields["digest"]
        for article_id in digests.keys() | photos.keys():
            yield article_id, digests.get(article_id, ""), photos[article_id]

    def close(self) -> None:
        """Let the cluster forget this state."""
        self._snapshot.close()


def _beside(term: str) -> Beside:
    if " " in term:
        return Beside.PAIRS
    return Beside.WORDS if "_" in term else Beside.NOTHING


def _holding(field: Field, term: str) -> Json:
    """Match a word of several syllables, a pair of them, or one, in a field."""
    match _beside(term):
        case Beside.PAIRS:
            return phrase_in(field, term.split(" "))
        case Beside.WORDS:
            return term_in(words_of(field), term)
        case _:
            return term_in(field, term)
