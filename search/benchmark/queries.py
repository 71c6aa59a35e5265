"""Queries of each class, cut from the articles themselves: the same ones for the same seed."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from search.benchmark.collection import YEARS
from search.vietnamese.analyzer import syllables
from search.vietnamese.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.article import Article
    from search.benchmark.collection import Collection
    from search.vietnamese.analyzer import Token


class QueryClass(StrEnum):
    """What kind of query: the value is its name in tables and JSON."""

    COMMON = "common"
    OR_2_3 = "or_2_3"
    OR_8 = "or_8"
    AND_3 = "and_3"
    PHRASE_3 = "phrase_3"
    UNACCENTED = "unaccented"
    FILTER = "filter"
    FACET = "facet"


class Matching(StrEnum):
    """Which documents match: those with any word, with all words, with the words in a row."""

    ANY = "any"
    ALL = "all"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class PlainQuery:
    """One query for every engine.

    ``text`` is what somebody would type, ``keys`` are its syllables for us, ``tokens`` the same
    as they stand in the documents of the other engines. ``folded`` keys are without accents;
    other engines have nothing like it. ``year`` keeps only the articles of that year, ``counted``
    asks how many matches each source has, too.
    """

    query_class: QueryClass
    text: str
    keys: tuple[str, ...]
    tokens: tuple[str, ...]
    matching: Matching = Matching.ANY
    folded: bool = False
    year: int | None = None
    counted: bool = False


#: How many syllables side by side the queries of a class have.
_LENGTHS = {
    QueryClass.OR_2_3: (2, 3),
    QueryClass.OR_8: (8, 8),
    QueryClass.AND_3: (3, 3),
    QueryClass.PHRASE_3: (3, 3),
    QueryClass.UNACCENTED: (2, 3),
    QueryClass.FILTER: (2, 3),
    QueryClass.FACET: (2, 3),
}
#: Articles drawn for each query wanted, since some have no row of words that is long enough.
_SPARE = 3
#: One common word is one of so many for each query wanted, the most frequent ones.
_COMMON = 2


def sample(collection: Collection, count: int, seed: int) -> list[PlainQuery]:
    """Return ``count`` queries of each class, or as many as the articles give."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    most = min(collection.count, _SPARE * count)
    drawn = {each: chance.sample(range(collection.count), most) for each in QueryClass}
    wanted = {number for numbers in drawn.values() for number in numbers}
    articles = {n: each for n, each in enumerate(collection.articles()) if n in wanted}
    queries = _common(collection, list(articles.values()), count, chance)
    for query_class in _LENGTHS:
        found = 0
        for number in drawn[query_class]:
            if found < count and (query := _cut(query_class, articles[number], chance)):
                tokens = () if query.folded else tuple(map(collection.token, query.keys))
                queries.append(replace(query, tokens=tokens))
                found += 1
    return queries


def _common(
    collection: Collection, articles: Sequence[Article], count: int, chance: random.Random
) -> list[PlainQuery]:
    """Return some of the most frequent words, spelt as an article spells them."""
    spelt: dict[str, str] = {}
    for article in articles:
        for text, tokens in _rows(article):
            spelt |= {token.key: text[token.start : token.end].lower() for token in tokens}
    frequent = [key for key, _ in collection.frequencies.most_common(_COMMON * count)]
    known = [key for key in frequent if key in spelt]
    return [
        PlainQuery(QueryClass.COMMON, spelt[key], (key,), (collection.token(key),))
        for key in chance.sample(known, min(count, len(known)))
    ]


def _cut(query_class: QueryClass, article: Article, chance: random.Random) -> PlainQuery | None:
    """Return a query of different words side by side, None where the article has no such row."""
    length = chance.randint(*_LENGTHS[query_class])
    runs = [
        (text, run)
        for text, tokens in _rows(article)
        for run in zip(*(tokens[at:] for at in range(length)), strict=False)
        if len({token.folded for token in run}) == length and not any(t.parts for t in run)
    ]
    if not runs:
        return None
    text, run = chance.choice(runs)
    typed = " ".join(text[token.start : token.end] for token in run)
    query = PlainQuery(query_class, typed, tuple(token.key for token in run), ())
    if query_class is QueryClass.AND_3:
        query = replace(query, matching=Matching.ALL)
    elif query_class is QueryClass.PHRASE_3:
        query = replace(query, matching=Matching.PHRASE, text=f'"{typed}"')
    elif query_class is QueryClass.UNACCENTED:
        folds = tuple(token.folded for token in run)
        query = replace(query, text=unaccented(typed), keys=folds, folded=True)
    elif query_class is QueryClass.FILTER:
        query = replace(query, year=chance.choice(YEARS))
    elif query_class is QueryClass.FACET:
        query = replace(query, counted=True)
    return query


def _rows(article: Article) -> Iterator[tuple[str, list[Token]]]:
    for text in (article.title, article.lead, *article.paragraphs):
        yield text, list(syllables(text))
