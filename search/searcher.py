"""The trip out: typed text to a page of results, the same for every screen."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from search.engines.configuration import engine_of
from search.engines.fields import MOST_SYLLABLES
from search.fewer_words import page_of
from search.hits import OF_PEOPLE, Capped, ResultPage, Sort
from search.meaning import with_meant
from search.offers import Offers
from search.officials.older_names import OlderNames
from search.people_filters import Lookup, PeopleFilters
from search.presenter import Presenter
from search.query.any_word import parse_any_word
from search.query.counting import for_counting
from search.query.expansion import expand
from search.query.filters import filtered
from search.query.lexicon import lexicon
from search.query.parser import parse
from search.query.tree import Either, Phrase, Words
from search.request import Request
from search.similar import similar
from search.texts import opened
from search.vietnamese.analyzer import default_analyzer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self

    from search.engines.engine import IndexReader, Matches
    from search.hits import (
        Expansion,
        MarkedArticle,
        Relaxed,
        SimilarPage,
    )
    from search.namesakes import Namesakes
    from search.query.lexicon import Lexicon
    from search.query.tree import Query
    from search.settings import DataDirectory
    from search.texts import Texts
    from search.vietnamese.analyzer import Analyzer


class Searcher:
    """Answers requests from one index and the archive behind it. Not for several threads."""

    def __init__(  # noqa: PLR0913 - two have a default
        self,
        archive: Texts,
        reader: IndexReader,
        analyzer: Analyzer,
        people: PeopleFilters,
        *,
        change: int,
        older: OlderNames | None = None,
    ) -> None:
        self._archive = archive
        self._reader = reader
        self._analyzer = analyzer
        self._people = people
        self._change = change  # the last of the archive that the index has
        self._older = older

    @classmethod
    def open(cls, data: DataDirectory) -> Self:
        """Open the archive and the index in use. Raises ArchiveMissing, IndexMissing and kin."""
        texts, reader, change = opened(data, engine_of(data))
        people, older = PeopleFilters(data, texts=texts), OlderNames.over(data)
        return cls(texts, reader, default_analyzer(), people, change=change, older=older)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of index and archive."""
        self._reader.close()
        self._people.close()
        self._archive.close()

    def search(self, request: Request) -> ResultPage:
        """Return one page of results. Raises QueryError with the place of the trouble."""
        began = time.perf_counter()
        query, expansions = self._asked(request)
        found, fewer = self._found(query, request)
        articles = self._archive.articles([match.article_id for match in found.matches])
        shown = [match for match in found.matches if match.article_id in articles]
        presenter = Presenter(query, found.expanded)
        return ResultPage(
            query=request.text,
            total=found.total,
            results=found.results,
            took_ms=(time.perf_counter() - began) * 1000,
            page=request.page,
            limit=request.limit,
            hits=tuple(presenter.hit(articles[match.article_id], match) for match in shown),
            expansions=expansions,
            suggestions=self._offers(request, query, fewer.full if fewer else found.total),
            relaxed=fewer,
            capped=_capped(found),
            behind=self._archive.count_changes(self._change),
            facets=found.facets,
            people_behind=self._people.behind(self._archive.count_changes),
            named=self._named(request, query),
        )

    @property
    def counts_people(self) -> bool:
        """Whether facets of people are there to be counted, whatever is found."""
        return self._people.available and self._reader.joins_labels

    def matches(self, request: Request) -> Matches:
        """Return the ids and scores of what ``search`` shows, without looking at the articles."""
        query, _ = self._asked(request)
        return self._found(query, request)[0]

    def similar(self, article_id: str, *, limit: int = 10) -> SimilarPage:
        """Return the articles most like one. Raises ArticleMissing, UsageError as Request does."""
        Request(text=article_id, limit=limit)
        article = self._archive.article(article_id)
        return similar(article, self._archive, self._reader, self._analyzer, limit=limit)

    def article(self, article_id: str, request: Request) -> MarkedArticle:
        """Return a whole article with what a request finds in it marked. Raises ArticleMissing."""
        article = self._archive.article(article_id)
        query, _ = self._asked(request)
        return Presenter(query, self._matches(request, query, 0, 1).expanded).whole(article)

    def count(self, request: Request) -> int:
        """Return how much ``search`` would find in all, sooner than it finds it."""
        query, _ = self._asked(request)
        unranked = replace(request, sort=Sort.NEWEST)  # scores would be computed for nothing
        return self._matches(unranked, for_counting(query), 0, 1).total

    def _asked(self, request: Request) -> tuple[Query, tuple[Expansion, ...]]:
        lookup = Lookup(self._people, older=request.expand and request.succession)
        query = self._parse(request, lookup)
        if not request.expand:
            return query, ()
        wider, expansions = expand(
            query, self._lexicon, self._older if request.succession else None
        )
        return wider, (*lookup.expansions, *expansions)

    def _found(self, query: Query, request: Request) -> tuple[Matches, Relaxed | None]:
        meant = with_meant(query, self._reader, self._compounds)
        if not request.relax:
            offset = (request.page - 1) * request.limit
            return self._matches(request, meant, offset, request.limit), None
        return page_of(meant, partial(self._matches, request), request.page, request.limit)

    def _matches(self, request: Request, query: Query, offset: int, limit: int) -> Matches:
        of_people = [each for each in request.filters if each.facet in OF_PEOPLE]
        narrowed = filtered(
            query,
            request.source,
            request.first,
            request.last,
            self._people.narrowing(of_people, request.kind),
        )
        return self._reader.search(
            narrowed,
            kind=request.kind,
            sort=request.sort,
            offset=offset,
            limit=limit,
            facets=request.facets,
            filters=[each for each in request.filters if each.facet not in OF_PEOPLE],
            labels=self._people.labelled(request.facets, request.kind),
            grouped=not request.all_copies,
            explain=request.explain,
        )

    @cached_property
    def _lexicon(self) -> Lexicon:
        return lexicon(self._archive.abbreviations)

    def _offers(self, request: Request, query: Query, total: int) -> tuple[str, ...]:
        def count(text: str) -> int:
            return self.count(replace(request, text=text))

        return Offers(self._reader, count).meant(request.text, query, total, exact=request.exact)

    def _named(self, request: Request, query: Query) -> Namesakes | None:
        """Return whose name was typed, and nothing beside it."""
        alone = isinstance(query.root, Words | Phrase | Either)
        return self._people.named(request.text) if alone else None

    def _parse(self, request: Request, people: Lookup) -> Query:
        read = (
            parse_any_word
            if request.any_word
            else partial(parse, today=request.today, people=people)
        )
        return read(
            request.text,
            exact=request.exact,
            within=request.within,
            compounds=self._compounds,
        )

    def _compounds(self, text: str) -> Sequence[str]:
        return self._analyzer.analyse(text).words


def _capped(found: Matches) -> tuple[Capped, ...]:
    return tuple(
        Capped(shaped.typed, MOST_SYLLABLES, having)
        for shaped, expanded in found.expanded.items()
        for having in expanded.capped
    )
