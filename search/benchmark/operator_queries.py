"""Queries with every operator, made of what articles say: the same ones for the same seed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from search.vietnamese.analyzer import syllables
from search.vietnamese.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.article import Article


class OperatorQuery(NamedTuple):
    """A query as somebody would type it, and the name of its form."""

    form: str
    text: str


class _Words:
    """Words of articles drawn at random: side by side, or anywhere."""

    def __init__(self, articles: Sequence[Article], chance: random.Random) -> None:
        self._articles = articles
        self.chance = chance

    def row(self, most: int) -> str:
        """Return up to ``most`` syllables in a row of some article."""
        while True:
            article = self.chance.choice(self._articles)
            captions = [each.text for each in article.captions]
            texts = [article.title, article.lead, *article.paragraphs, *captions]
            text = self.chance.choice(texts)
            tokens = [token for token in syllables(text) if token.key.isalnum()]
            if tokens:
                first = self.chance.randrange(len(tokens))
                return " ".join(
                    text[token.start : token.end] for token in tokens[first : first + most]
                ).lower()

    def one(self) -> str:
        """Return one syllable."""
        return self.row(1)

    def year(self) -> int:
        """Return a year of some article, 2020 where it has none."""
        published = self.chance.choice(self._articles).published
        return published.year if published else 2020


_FORMS: dict[str, Callable[[_Words], str]] = {
    "word": lambda words: words.one(),
    "words": lambda words: words.row(words.chance.randint(2, 5)),
    "no accents": lambda words: unaccented(words.row(3)),
    "phrase": lambda words: f'"{words.row(3)}"',
    "near": lambda words: f'"{words.row(3)}"~{words.chance.randint(3, 20)}',
    "or": lambda words: f"{words.one()} OR {words.row(2)}",
    "not": lambda words: f"{words.row(2)} -{words.one()}",
    "brackets": lambda words: f"({words.one()} OR {words.one()}) {words.one()}",
    "boost": lambda words: f"({words.row(2)})^3 {words.one()}",
    "field": lambda words: (
        f"{words.chance.choice(['title', 'lead', 'body', 'caption'])}:{words.one()}"
    ),
    "field phrase": lambda words: f'title:"{words.row(2)}" {words.one()}',
    "accents": lambda words: f"={words.one()} {words.one()}",
    "prefix": lambda words: f"{words.one()[:2]}* {words.one()}",
    "wildcard": lambda words: f"{words.one()[:1]}?{words.one()[-1:]} {words.one()}",
    "fuzzy": lambda words: f"{words.one()}~1 {words.one()}",
    "expression": lambda words: f"/{words.one()[:2]}[a-zà-ỹ]{{1,3}}/ {words.one()}",
    "period": lambda words: f"{words.row(2)} from:{words.year()} to:{words.year() + 1}",
}


def operator_queries(articles: Sequence[Article], count: int, seed: int) -> list[OperatorQuery]:
    """Return ``count`` queries, the forms in turn."""
    words = _Words(articles, random.Random(seed))  # noqa: S311 - a sample, not a secret
    forms = list(_FORMS)
    chosen = (forms[number % len(forms)] for number in range(count))
    return [OperatorQuery(form, _FORMS[form](words)) for form in chosen]
