"""What comes back from a search: hits with their marked passages, on a page of results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from search.article import Article
    from search.explanation import Contribution
    from search.namesakes import Namesakes


class Kind(StrEnum):
    """What a search returns: articles, or photo captions on their own."""

    ARTICLE = "article"
    CAPTION = "caption"


class Sort(StrEnum):
    """The order of hits. Undated articles come last under NEWEST and OLDEST.

    RECENT is RELEVANCE with a gentle preference for what was published lately.
    """

    RELEVANCE = "relevance"
    RECENT = "recent"
    NEWEST = "newest"
    OLDEST = "oldest"

    @property
    def by_score(self) -> bool:
        """Whether what matches better comes first."""
        return self in {Sort.RELEVANCE, Sort.RECENT}


class Facet(StrEnum):
    """What matches can be counted and filtered by. Months are ``2020-12``, days ``2020-12-29``."""

    SOURCE = "source"
    SECTION = "section"
    AUTHOR = "author"
    CREDIT = "credit"
    TAG = "tag"
    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"


#: Facets that no index keeps: the file of people does.
OF_PEOPLE = frozenset({Facet.PERSON, Facet.ORGANISATION, Facet.PLACE})


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """Only what has ``value``; where it is ``excluded``, only what has not.

    Case, spaces and the place of a tone mark make no difference. Several values of one facet that
    are not excluded are alternatives.
    """

    facet: Facet
    value: str
    excluded: bool = False


#: The values of each facet with the number of matches that have it, the most frequent first.
FacetCounts = Mapping[Facet, tuple[tuple[str, int], ...]]


class SuggestionKind(StrEnum):
    """What a suggestion while typing is."""

    TITLE = "title"
    NAME = "name"
    PHRASE = "phrase"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody may be about to type, and how many articles hold it.

    ``article_id`` is the article of a title, else empty.
    """

    text: str
    kind: SuggestionKind
    articles: int
    article_id: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A match: ``text[start:end]`` of the text it belongs to."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """A run of a field's published text, with the matches in it.

    ``start`` is where ``text`` begins in the field; the marks are offsets into ``text``.
    ``cut_before`` and ``cut_after`` say that it begins or ends in the middle of a sentence.
    """

    field: str
    text: str
    marks: tuple[Mark, ...] = ()
    start: int = 0
    cut_before: bool = False
    cut_after: bool = False


@dataclass(frozen=True, slots=True)
class CaptionHit:
    """One photo of an article, with the matches in its caption.

    A photo counts once: ``alt_marks`` is empty where the caption itself matched.
    """

    ordinal: int
    text: str
    alt: str
    credit: str
    marks: tuple[Mark, ...] = ()
    alt_marks: tuple[Mark, ...] = ()
    credit_marks: tuple[Mark, ...] = ()

    @property
    def matched(self) -> bool:
        """Whether anything about this photo matched."""
        return bool(self.marks or self.alt_marks or self.credit_marks)


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that matched, and how well; under ``Kind.CAPTION`` one photo of it.

    ``captions`` are the article's photos that matched; for a caption hit, that one photo.
    ``copies`` are the ids of near-copies of the article that matched too and are not shown.
    ``explanation`` has the parts of the score, where they were asked for.
    """

    kind: Kind
    article: Article
    score: float
    title_marks: tuple[Mark, ...] = ()
    matched_in: tuple[str, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    captions: tuple[CaptionHit, ...] = ()
    copies: tuple[str, ...] = ()
    explanation: tuple[Contribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Expansion:
    """What was typed, and the other ways to write it that were searched too.

    Where ``before`` is a day, it was called so until then.
    """

    typed: str
    meant: tuple[str, ...]
    before: date | None = None


@dataclass(frozen=True, slots=True)
class Relaxed:
    """After the ``full`` hits that match every word come those with ``least`` of all ``words``."""

    full: int
    least: int
    words: int


@dataclass(frozen=True, slots=True)
class Capped:
    """Something typed whose shape ``having`` syllables have, of which ``searched`` are used."""

    typed: str
    searched: int
    having: int


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of the answer. ``total`` counts every match, ``took_ms`` is wall time.

    ``results`` counts the hits of all pages: near-copies are one hit there.
    ``relaxed`` is None where every hit matches every word.

    ``suggestions`` are queries that the person may have meant, best first. ``behind`` counts the
    articles whose latest change the index did not have yet; ``people_behind`` those in which
    nobody was looked for yet, where people were asked for. ``named`` are whose name was typed.
    """

    query: str
    total: int
    results: int
    took_ms: float
    page: int
    limit: int
    hits: tuple[Hit, ...] = ()
    expansions: tuple[Expansion, ...] = ()
    suggestions: tuple[str, ...] = ()
    relaxed: Relaxed | None = None
    capped: tuple[Capped, ...] = ()
    behind: int = 0
    facets: FacetCounts = field(default_factory=dict)
    people_behind: int = 0
    named: Namesakes | None = None

    @property
    def pages(self) -> int:
        """The number of pages the whole answer has."""
        return -(-self.results // self.limit)


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """The articles most like ``article``, best first, found by the ``terms`` that tell of it."""

    article: Article
    terms: tuple[str, ...]
    took_ms: float
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """A whole article with what of a query shows in it.

    ``marks`` has those of ``title``, ``lead``, ``body`` and ``author``, ``captions`` all photos.
    """

    article: Article
    marks: Mapping[str, tuple[Mark, ...]]
    captions: tuple[CaptionHit, ...]
