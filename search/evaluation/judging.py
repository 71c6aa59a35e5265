"""Random samples of what recognition claims, each with its sentence, for people to judge."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from search.officials.mentions import How

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.article import Article
    from search.officials.mentions import Mention

_AROUND = 60  # characters of the text shown on each side


class Claim(StrEnum):
    """What a person is asked to judge."""

    POSTS = "posts"
    SHORT_NAMES = "short-names"


@dataclass(frozen=True, slots=True)
class Judgeable:
    """One claim: who, what is said of them, and the text that shows it, on one line."""

    article_id: str
    name: str
    claimed: str
    text: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Claims drawn at random, out of how many, and short names that recognition left open."""

    drawn: list[Judgeable]
    claims: int
    abstained: int


def sample(articles: Iterable[Article], claim: Claim, count: int, seed: int) -> Sample:
    """Draw ``count`` claims from articles. The same articles and seed give the same sample."""
    from search.officials.passages import passages
    from search.officials.recogniser import default_recogniser  # the command line names Claim

    recogniser = default_recogniser()
    found: list[Judgeable] = []
    abstained = 0
    for article in articles:
        mentions = recogniser.mentions(article)
        texts = {(each.field, each.photo): each.tokens.text for each in passages(article)}
        for mention in mentions:
            text = texts[mention.field, mention.photo]
            abstained += not mention.name
            found += (
                _posts(article.id, mention, text)
                if claim is Claim.POSTS
                else _short_name(article.id, mention, text)
            )
    chosen = random.Random(seed).sample(found, min(count, len(found)))  # noqa: S311 - a sample
    return Sample(chosen, len(found), abstained)


def _posts(article_id: str, mention: Mention, text: str) -> Iterator[Judgeable]:
    for post in mention.posts if mention.name else ():
        claimed = f"{post.title} | {post.organisation} | {post.place}"
        start, end = min(mention.start, post.start), max(mention.end, post.end)
        yield Judgeable(article_id, mention.name, claimed, _shown(text, start, end))


def _short_name(article_id: str, mention: Mention, text: str) -> Iterator[Judgeable]:
    short = mention.how in {How.SHORT, How.HONORIFIC} and mention.name != mention.surface
    if short and mention.name:
        claimed = " ".join((*mention.titles, mention.surface))
        yield Judgeable(article_id, mention.name, claimed, _shown(text, mention.start, mention.end))


def _shown(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
