"""The people an article mentions: from its texts to Mentions, in the order of reading."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from search.officials.found_again import found_again, names_in_capitals
from search.officials.mentions import How, Mention
from search.officials.name_chain import shipped_chain
from search.officials.name_spans import name_spans
from search.officials.namesakes import is_credit
from search.officials.offices import offices
from search.officials.passages import passages
from search.officials.posts import posts
from search.officials.short_names import resolved
from search.officials.titles import titles_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.article import Article
    from search.officials.capitals import Tokens
    from search.officials.name_chain import NameChain
    from search.officials.name_spans import Span
    from search.officials.passages import Passage


class Recogniser:
    """Finds the mentions of people. Nothing but a memory changes, so threads may share it."""

    def __init__(self, chain: NameChain) -> None:
        self._chain = chain

    def mentions(self, article: Article) -> list[Mention]:
        """Return the mentions of an article in the order of reading: title, lead, body, captions.

        Photographers in credits are none. Short names are resolved within the article.
        """
        cut = list(passages(article))
        named = self.names([passage.tokens for passage in cut])
        return resolved(
            [
                mention
                for passage, names in zip(cut, named, strict=True)
                for mention in _mentions(passage, names)
            ]
        )

    def names(self, texts: Sequence[Tokens]) -> list[dict[Span, str]]:
        """Return where each of an article's texts has names, and the names in common spelling."""
        found = found_again(texts, name_spans(texts, self._chain))
        known = {
            " ".join(tokens.words[start:end])
            for tokens, spans in zip(texts, found, strict=True)
            for start, end in spans
        }
        names = []
        for tokens, spans in zip(texts, found, strict=True):
            spelt = {
                (s, e): tokens.text[tokens.starts[s] : tokens.end(e - 1)].replace(" - ", "-")
                for s, e in spans
            }
            spelt.update(names_in_capitals(tokens, known, self._chain))
            names.append(_apart(spelt))
        return names


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
    for (_, before), ((start, end), name), given in zip(titles, names.items(), held, strict=True):
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
        )


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
