"""The trip out: typed text to a page of results, the same for every screen."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from search.archive.store import Archive
from search.engines.opening import default_engine, open_reader
from search.errors import UsageError
from search.hits import CaptionHit, Hit, Kind, ResultPage, Sort
from search.query.parser import parse
from search.query.tree import And, Phrase, Published, Words, leaves
from search.query.tree import Field as QueryField
from search.snippets import Matcher, Sought, opening, passages, to_marks
from search.vietnamese.analyzer import default_analyzer, syllables
from search.vietnamese.patterns import patterns

if TYPE_CHECKING:
    from datetime import date
    from typing import Self

    from search.article import Article, Caption
    from search.engines.engine import IndexReader, Match
    from search.hits import Mark, Snippet
    from search.query.tree import Node, Query
    from search.settings import DataDirectory
    from search.snippets import Occurrence
    from search.vietnamese.analyzer import Analyzer, Token

MAX_LIMIT = 1000
_SNIPPETS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to search and how to show it: the same parameters on every screen.

    ``limit`` hits a page, pages counted from 1. ``exact`` asks for accents as typed, ``within``
    is the field for words that name none. Raises UsageError for a page or limit that cannot be.
    """

    text: str
    kind: Kind = Kind.ARTICLE
    sort: Sort = Sort.RELEVANCE
    limit: int = 10
    page: int = 1
    exact: bool = False
    within: QueryField | None = None
    source: str = ""
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MAX_LIMIT:
            raise UsageError(
                f"--limit phải từ 1 đến {MAX_LIMIT}", f"--limit must be from 1 to {MAX_LIMIT}"
            )
        if self.page < 1:
            raise UsageError("--page đếm từ 1", "--page counts from 1")
        if self.first and self.last and self.first > self.last:
            raise UsageError(
                f"--from {self.first} muộn hơn --to {self.last}",
                f"--from {self.first} is later than --to {self.last}",
            )


class Searcher:
    """Answers requests from one index and the archive behind it. Not for several threads."""

    def __init__(self, archive: Archive, reader: IndexReader, analyzer: Analyzer) -> None:
        self._archive = archive
        self._reader = reader
        self._analyzer = analyzer

    @classmethod
    def open(cls, data: DataDirectory) -> Self:
        """Open the archive and the index in use. Raises ArchiveMissing, IndexMissing and kin."""
        archive = Archive(data.archive)
        try:
            return cls(archive, open_reader(data, default_engine()), default_analyzer())
        except BaseException:
            archive.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of index and archive."""
        self._reader.close()
        self._archive.close()

    def search(self, request: Request) -> ResultPage:
        """Return one page of results. Raises QueryError with the place of the trouble."""
        began = time.perf_counter()
        query = self._parse(request)
        found = self._reader.search(
            query,
            kind=request.kind,
            sort=request.sort,
            offset=(request.page - 1) * request.limit,
            limit=request.limit,
        )
        articles = self._archive.articles([match.article_id for match in found.matches])
        shown = [match for match in found.matches if match.article_id in articles]
        presenter = _Presenter(query)
        return ResultPage(
            query=request.text,
            total=found.total,
            took_ms=(time.perf_counter() - began) * 1000,
            page=request.page,
            limit=request.limit,
            hits=tuple(presenter.hit(articles[match.article_id], match) for match in shown),
        )

    def _parse(self, request: Request) -> Query:
        query = parse(
            request.text,
            exact=request.exact,
            within=request.within,
            compounds=lambda text: self._analyzer.analyse(text).words,
        )
        filters: list[Node] = []
        if request.source:
            filters.append(_source(request.source))
        if request.first or request.last:
            filters.append(Published(request.first, request.last))
        return replace(query, root=And((query.root, *filters))) if filters else query


def _source(name: str) -> Phrase:
    wanted = patterns(name)
    if not wanted:
        raise UsageError("--source phải có chữ hay số", "--source needs a letter or digit")
    return Phrase(wanted, QueryField.SOURCE)


class _Presenter:
    """Makes hits: analyses the articles on the page again and marks what matched."""

    def __init__(self, query: Query) -> None:
        self._matcher = Matcher([_sought(leaf) for leaf in leaves(query.root)])

    def hit(self, article: Article, match: Match) -> Hit:
        photos = [c for c in article.captions if match.ordinal in {0, c.ordinal}]
        texts = _texts(article, photos, whole=match.ordinal == 0)
        tokens = {name: syllables(text) for name, text in texts.items()}
        found = self._matcher.marks(tokens)
        marks = {name: to_marks(found[name], tokens[name]) for name in found}
        captions = [_caption_hit(photo, marks) for photo in photos]
        if match.ordinal == 0:
            captions = [caption for caption in captions if caption.matched]
        return Hit(
            kind=Kind.CAPTION if match.ordinal else Kind.ARTICLE,
            article=article,
            score=match.score,
            title_marks=marks.get("title", ()),
            matched_in=_matched_in(marks, captions),
            snippets=() if match.ordinal else _snippets(texts, found, tokens),
            captions=tuple(captions),
        )


def _sought(leaf: Phrase | Words) -> Sought:
    if isinstance(leaf, Words):
        return Sought(leaf.syllables, whole=False)
    return Sought(leaf.syllables, whole=True, field=leaf.field)


def _texts(article: Article, photos: list[Caption], *, whole: bool) -> dict[str, str]:
    """Return every text that can be marked; ``caption/3`` is the caption of the third photo."""
    own = {
        "title": article.title,
        "lead": article.lead,
        "body": article.body,
        "author": article.author,
    }
    texts = own if whole else {}
    for photo in photos:
        texts[f"caption/{photo.ordinal}"] = photo.text
        texts[f"caption/{photo.ordinal}/alt"] = photo.alt
        texts[f"credit/{photo.ordinal}"] = photo.credit
    return texts


def _caption_hit(photo: Caption, marks: dict[str, tuple[Mark, ...]]) -> CaptionHit:
    own = marks[f"caption/{photo.ordinal}"]
    return CaptionHit(
        ordinal=photo.ordinal,
        text=photo.text,
        alt=photo.alt,
        credit=photo.credit,
        marks=own,
        alt_marks=() if own else marks[f"caption/{photo.ordinal}/alt"],
        credit_marks=marks[f"credit/{photo.ordinal}"],
    )


def _matched_in(marks: dict[str, tuple[Mark, ...]], captions: list[CaptionHit]) -> tuple[str, ...]:
    found = [name for name in ("title", "lead", "body", "author") if marks.get(name)]
    if any(caption.marks or caption.alt_marks for caption in captions):
        found.append("captions")
    if any(caption.credit_marks for caption in captions):
        found.append("credits")
    return tuple(found)


def _snippets(
    texts: dict[str, str],
    found: dict[str, list[Occurrence]],
    tokens: dict[str, tuple[Token, ...]],
) -> tuple[Snippet, ...]:
    shown: list[Snippet] = []
    for name in ("lead", "body"):
        most = _SNIPPETS - len(shown)
        shown += passages(name, texts[name], found[name], tokens[name], most)
    if shown:
        return tuple(shown)
    name = "lead" if texts["lead"] else "body"
    return (opening(name, texts[name]),) if texts[name] else ()
