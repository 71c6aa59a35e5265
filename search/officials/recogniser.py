"""The people an article mentions: from its texts to Mentions, in the order of reading."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from search.officials.awards import Honoured, awards, speaks_of_awards
from search.officials.found_again import found_again, names_in_capitals
from search.officials.mentions import How, Mention
from search.officials.name_chain import shipped_chain
from search.officials.name_spans import name_spans
from search.officials.namesakes import is_credit
from search.officials.offices import offices
from search.officials.passages import Passage, texts
from search.officials.posts import posts
from search.officials.row_judge import RowJudge
from search.officials.short_names import resolved
from search.officials.titles import titles_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.article import Article
    from search.officials.capitals import Tokens
    from search.officials.mentions import Award, Post
    from search.officials.name_chain import NameChain
    from search.officials.name_spans import Span
    from search.officials.row_judge import Judged


class Recogniser:
    """Finds the mentions of people. It remembers what it has met, and belongs to one thread."""

    def __init__(self, model: NameChain) -> None:
        self._model = model
        self._judge = RowJudge(model)

    def mentions(self, article: Article) -> list[Mention]:
        """Return the mentions of an article in the order of reading: title, lead, body, captions.

        Photographers in credits are none. Short names are resolved within the article.
        """
        [found] = self.mentions_of([article])
        return found

    def mentions_of(self, articles: Sequence[Article]) -> Iterator[list[Mention]]:
        """Yield the same of each of some articles: several times as fast with some hundred."""
        cut = [texts(article) for article in articles]
        named = self._named([[text for _, _, text in each] for each in cut])
        for parts, names in zip(cut, named, strict=True):
            yield resolved(
                [
                    mention
                    for (field, photo, _), (tokens, spelt) in zip(parts, names, strict=False)
                    for mention in _mentions(Passage(field, photo, tokens), spelt)
                ]
            )

    def names(self, texts: Sequence[str]) -> list[dict[Span, str]]:
        """Return where each of an article's texts has names, and the names in common spelling.

        Spans are of the tokens that ``Tokens.of`` gives.
        """
        [named] = self._named([texts])
        return [spelt for _, spelt in named] or [{} for _ in texts]

    def _named(
        self, documents: Sequence[Sequence[str]]
    ) -> Iterator[list[tuple[Tokens, dict[Span, str]]]]:
        """Yield the texts of each document with the names in them; none of one without names."""
        sizes = np.array([*map(len, documents)], np.intp)
        cut = self._judge.cut([*chain.from_iterable(documents)])
        judged = self._judge.judge(cut, np.repeat(np.arange(len(sizes)), sizes))
        first = 0
        for number, size in enumerate(sizes.tolist()):
            found = judged.get(number)
            if found:
                tokens = [cut.tokens_of(text) for text in range(first, first + size)]
                yield list(zip(tokens, self._spelt(tokens, found.moved(-first)), strict=True))
            else:
                yield []
            first += size

    def _spelt(self, texts: Sequence[Tokens], judged: Judged) -> Iterator[dict[Span, str]]:
        found = found_again(texts, name_spans(texts, judged, self._model))
        known = {
            " ".join(tokens.words[start:end])
            for tokens, spans in zip(texts, found, strict=True)
            for start, end in spans
        }
        for tokens, spans in zip(texts, found, strict=True):
            spelt = {
                (s, e): tokens.text[tokens.starts[s] : tokens.end(e - 1)].replace(" - ", "-")
                for s, e in spans
            }
            spelt.update(names_in_capitals(tokens, known, self._model))
            yield _apart(spelt)


def _apart(spelt: dict[Span, str]) -> dict[Span, str]:
    """Return the spans in order; of some that overlap, the first, and of those the longest."""
    kept: dict[Span, str] = {}
    reached = 0
    for start, end in sorted(spelt, key=lambda span: (span[0], -span[1])):
        if start >= reached:
            kept[start, end] = spelt[start, end]
            reached = end
    return kept


def _mentions(passage: Passage, found: dict[Span, str]) -> Iterator[Mention]:
    tokens = passage.tokens
    names = {span: name for span, name in found.items() if not is_credit(tokens, span[0])}
    if not names:
        return
    titles = [titles_before(tokens, start) for start, _ in names]
    spans = [(begin, *span) for (begin, _), span in zip(titles, names, strict=True)]
    held = posts(tokens, spans, offices(tokens))
    got = _awards(tokens, spans, held)
    for (_, before), ((start, end), name), given, awarded in zip(
        titles, names.items(), held, got, strict=True
    ):
        yield Mention(
            field=passage.field,
            photo=passage.photo,
            start=tokens.starts[start],
            end=tokens.end(end - 1),
            surface=tokens.text[tokens.starts[start] : tokens.end(end - 1)],
            name=name,
            how=_how(tokens.words[start:end], before),
            titles=tuple(before),
            posts=tuple(given),
            awards=awarded,
        )


def _awards(
    tokens: Tokens, spans: Sequence[tuple[int, int, int]], held: Sequence[Sequence[Post]]
) -> Sequence[tuple[Award, ...]]:
    """Return the awards of each name, given where it stands and the posts beside it."""
    if not speaks_of_awards(tokens):
        return [()] * len(spans)
    names = []
    for (begin, start, end), posts_beside in zip(spans, held, strict=True):
        first = min([tokens.starts[begin], *(post.start for post in posts_beside)])
        last = max([tokens.end(end - 1), *(post.end for post in posts_beside)])
        before, behind = bisect_left(tokens.starts, first), bisect_left(tokens.starts, last)
        names.append(Honoured(before, start, end, behind))
    return awards(tokens, names)


def _how(words: Sequence[str], titles: Sequence[str]) -> How:
    if "." in words[-1] or len(words[-1]) == 1:
        return How.INITIALS
    if len(words) > 1:
        return How.FULL
    return How.HONORIFIC if titles else How.SHORT


@cache
def default_recogniser() -> Recogniser:
    """Return the recogniser with the model that comes with Tìm Báo, read at the first call."""
    return Recogniser(shipped_chain())
