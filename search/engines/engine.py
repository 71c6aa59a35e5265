"""The contract of an engine: it keeps documents, and finds them again."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from search.article import Revision
    from search.explanation import Contribution
    from search.hits import Facet, FacetCounts, FacetFilter, Kind, Sort, Suggestion
    from search.labels import Labels
    from search.query.tree import Query, Shaped
    from search.vietnamese.patterns import SyllablePattern


#: What an index keeps of a content hash: enough to tell one revision from another.
DIGEST_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Match:
    """One document that matched. ``ordinal`` is 0 for an article, else the photo's.

    ``copies`` are the articles that it stands for too: near-copies of it that matched.
    ``explanation`` has the parts of the score, where they were asked for.
    """

    article_id: str
    ordinal: int
    score: float
    copies: tuple[str, ...] = ()
    explanation: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Expanded:
    """The index's own syllables that the parts of a Shaped stand for.

    ``terms`` are the index terms of each part; ``capped`` says how many have the shape of a part,
    where that is more than are searched.
    """

    terms: tuple[tuple[str, ...], ...]
    capped: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Matches:
    """One page of what matched. ``total`` and ``facets`` count all, whatever the page.

    ``results`` counts what all pages together have: less than ``total`` where near-copies are one.
    ``expanded`` says what each Shaped of the query was taken for.
    """

    total: int
    results: int
    matches: tuple[Match, ...]
    facets: FacetCounts = field(default_factory=dict)
    expanded: Mapping[Shaped, Expanded] = field(default_factory=dict)


class IndexReader(Protocol):
    """Searches one state of an index, whatever is written meanwhile."""

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
        """Return matches ``offset`` to ``offset + limit``, in the same order every time.

        Only what passes all ``filters`` matches; they leave scores as they are. Facets for which
        there are ``labels`` are counted by these. Where it is ``grouped``, near-copies are one
        match, that of the first of them in this order.

        A plain word matches in any field that ``fields.SEARCHED`` lists for ``kind``, an article
        matches when its fields together hold every word. Of the syllables that have a shape, the
        ``fields.MOST_SYLLABLES`` commonest are searched. Raises QueryError for a field that
        ``kind`` does not have.
        """

    def frequencies(self, syllables: Sequence[SyllablePattern]) -> Sequence[int]:
        """Return how many times articles hold what each syllable stands for, counted by field."""

    def near_copies(self) -> Iterator[Sequence[str]]:
        """Yield the ids of each group of articles whose lead and body are almost the same.

        Groups do not overlap and have two articles or more. Very short articles are in none.
        """

    @property
    def articles(self) -> int:
        """How many articles are held, those deleted lately included."""

    @property
    def joins_labels(self) -> bool:
        """Whether any number of matches is counted by labels, and quickly."""

    def spellings(self, folds: Sequence[str]) -> Sequence[Mapping[str, int]]:
        """Return for each of ``folds`` the keys that fold to it, with how many articles hold them.

        Counted by field, over titles, bodies and captions: names are under photos too.
        """

    def pair_frequencies(self, pairs: Sequence[tuple[str, str]]) -> Sequence[int]:
        """Return how many articles hold each pair of keys, one right before the other.

        Counted as ``spellings`` counts.
        """

    def term_frequencies(self, terms: Sequence[str]) -> Sequence[int]:
        """Return in how many articles each term is: in the field of text where it is in most.

        A term is a word of several syllables, its keys joined by ``_``, two neighbouring keys with
        a space between, or one key.
        """

    def holding_any(self, terms: Mapping[str, float], *, limit: int) -> Matches:
        """Return the articles that hold any of some terms, best first; each term has a weight."""

    def completions(self, prefix: str, *, most: int) -> Sequence[Suggestion]:
        """Return up to ``most`` names, phrases and tags that begin so, most articles first.

        ``prefix`` is the folded form of syllables with single spaces between; the last may be
        unfinished. Texts that differ in accents or case come apart, each with its count.
        """

    def check(self) -> Iterator[str]:
        """Read everything there is; yield what is wrong, in English, for whoever mends it."""

    def held(self) -> Iterator[tuple[str, str, int]]:
        """Return id, content digest and number of photos of every article held, in any order.

        The digest is the first DIGEST_DIGITS of the content hash.
        """

    def close(self) -> None:
        """Let go of the files."""


class Part(Protocol):
    """Articles analysed and written to a folder, where no reader sees them yet.

    Another process can make one: it is pickled on its way to the writer that adopts it.
    """

    @property
    def articles(self) -> int:
        """How many articles it holds."""


class IndexWriter(Protocol):
    """Changes one index. Nothing shows to a reader before ``commit``."""

    def remove(self, article_ids: Collection[str]) -> None:
        """Hold nothing for these articles, whether held before or by a part adopted since."""

    def adopt(self, part: Part) -> None:
        """Hold the articles of ``part``, none of which is held: remove them first."""

    def compact(self) -> None:
        """Arrange everything anew at the next commit, for searches to be as quick as can be."""

    def commit(self) -> None:
        """Show all changes to readers opened from now on, together."""

    def cancel(self) -> None:
        """Forget all changes."""


class Engine(Protocol):
    """Keeps indexes in folders, one each. Raises IndexDamaged and StorageError."""

    @property
    def name(self) -> str:
        """What the engine's folder is called."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever an index built before can no longer be used."""

    @property
    def keeps_former(self) -> bool:
        """Whether the generation before the one in use stays until the next rebuild."""

    def create(self, folder: Path) -> None:
        """Make an empty index in an empty folder."""

    def put_in_use(self, folder: Path) -> None:
        """Note that an index is whole and the one to be searched; comes after CURRENT says so."""

    def reader(self, folder: Path) -> IndexReader:
        """Open an index for searching. Raises IndexDamaged where a commit deletes what it opens.

        Files that check themselves when read are named ``*.arr``: see ``archive.checksums``.
        """

    def writer(self, folder: Path) -> IndexWriter:
        """Open an index for changing it."""

    def build(self, folder: Path, batches: Iterable[Sequence[Revision]], memory_mb: int) -> Part:
        """Analyse articles and write them to ``folder`` within so much memory.

        Several processes may build parts of one index at the same time. Its files are named
        ``*.part`` until a writer adopts it.
        """
