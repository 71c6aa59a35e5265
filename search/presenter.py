"""Make hits of matches: analyse the articles on a page again and mark what matched in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from search.hits import CaptionHit, Hit, Kind, MarkedArticle
from search.matcher import Matcher, Sought, to_marks
from search.query.tree import And, Near, Phrase, Query, Shaped, Words, leaves, other_forms
from search.snippets import opening, passages
from search.vietnamese.printed_syllables import printed_syllables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.article import Article, Caption
    from search.engines.engine import Expanded, Match
    from search.hits import Mark, Snippet
    from search.query.tree import Leaf
    from search.vietnamese.patterns import SyllablePattern

_SNIPPETS = 2
#: What can be marked in an article besides its photos.
_OWN = ("title", "lead", "body", "author")


class Presenter:
    """Makes the hits of one query."""

    def __init__(self, query: Query, expanded: Mapping[Shaped, Expanded]) -> None:
        shown = [*leaves(query.root), *other_forms(query.root)]
        self._matcher = Matcher([_sought(leaf, expanded) for leaf in shown])

    def hit(self, article: Article, match: Match) -> Hit:
        """Return ``article``, or the photo of it that matched, with what matched marked."""
        photos = [c for c in article.captions if match.ordinal in {0, c.ordinal}]
        texts = _Texts(_texts(article, photos, whole=match.ordinal == 0), self._matcher)
        captions = [_caption_hit(photo, texts) for photo in photos]
        if match.ordinal == 0:
            captions = [caption for caption in captions if caption.matched]
        return Hit(
            kind=Kind.CAPTION if match.ordinal else Kind.ARTICLE,
            article=article,
            score=match.score,
            title_marks=texts.marks("title"),
            matched_in=_matched_in(texts, captions),
            snippets=() if match.ordinal else _snippets(article, texts),
            captions=tuple(captions),
            copies=match.copies,
            explanation=match.explanation,
        )

    def whole(self, article: Article) -> MarkedArticle:
        """Return all of ``article``, with everything that matched marked."""
        texts = _Texts(_texts(article, article.captions, whole=True), self._matcher)
        marks = {name: texts.marks(name) for name in _OWN}
        captions = tuple(_caption_hit(photo, texts) for photo in article.captions)
        return MarkedArticle(article, marks, captions)


class _Texts:
    """Texts by name, and what matches in them; where it stands is worked out when asked for."""

    def __init__(self, texts: Mapping[str, str], matcher: Matcher) -> None:
        self._texts = {name: text for name, text in texts.items() if text}
        self._syllables = printed_syllables(self._texts, matcher.letters)
        self._found = matcher.marks(self._syllables)

    def matched(self, name: str) -> bool:
        """Return whether anything in a text is worth a mark."""
        return bool(self._found.get(name))

    def marks(self, name: str) -> tuple[Mark, ...]:
        return to_marks(self._found[name], self._syllables[name]) if self.matched(name) else ()

    def passages(self, name: str, most: int) -> list[Snippet]:
        if not self.matched(name):
            return []
        return passages(name, self._texts[name], self._found[name], self._syllables[name], most)


def unmarked(article: Article) -> MarkedArticle:
    """Return all of ``article``, with nothing marked."""
    return Presenter(Query("", And(())), {}).whole(article)


def _sought(leaf: Leaf, expanded: Mapping[Shaped, Expanded]) -> Sought:
    match leaf:
        case Words():
            return Sought(_terms(leaf.syllables), whole=False)
        case Phrase():
            return Sought(_terms(leaf.syllables), whole=True, field=leaf.field)
        case Near():
            return Sought(_terms(leaf.syllables), whole=False, field=leaf.field)
        case Shaped():
            return Sought(expanded[leaf].terms, whole=True, field=leaf.field)
        case _:
            assert_never(leaf)


def _terms(syllables: Sequence[SyllablePattern]) -> tuple[tuple[str], ...]:
    return tuple((each.term,) for each in syllables)


def _texts(article: Article, photos: Sequence[Caption], *, whole: bool) -> dict[str, str]:
    """Return every text that can be marked; ``caption/3`` is the caption of the third photo."""
    texts = {name: getattr(article, name) for name in _OWN} if whole else {}
    for photo in photos:
        texts[f"caption/{photo.ordinal}"] = photo.text
        texts[f"caption/{photo.ordinal}/alt"] = photo.alt
        texts[f"credit/{photo.ordinal}"] = photo.credit
    return texts


def _caption_hit(photo: Caption, texts: _Texts) -> CaptionHit:
    own = texts.marks(f"caption/{photo.ordinal}")
    return CaptionHit(
        ordinal=photo.ordinal,
        text=photo.text,
        alt=photo.alt,
        credit=photo.credit,
        marks=own,
        alt_marks=() if own else texts.marks(f"caption/{photo.ordinal}/alt"),
        credit_marks=texts.marks(f"credit/{photo.ordinal}"),
    )


def _matched_in(texts: _Texts, captions: list[CaptionHit]) -> tuple[str, ...]:
    found = [name for name in _OWN if texts.matched(name)]
    if any(caption.marks or caption.alt_marks for caption in captions):
        found.append("captions")
    if any(caption.credit_marks for caption in captions):
        found.append("credits")
    return tuple(found)


def _snippets(article: Article, texts: _Texts) -> tuple[Snippet, ...]:
    shown = texts.passages("lead", _SNIPPETS)
    shown += texts.passages("body", _SNIPPETS - len(shown))
    if shown:
        return tuple(shown)
    name = "lead" if article.lead else "body"
    text = article.lead or article.body
    return (opening(name, text),) if text else ()
