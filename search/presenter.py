"""Make hits of matches: analyse the articles on a page again and mark what matched in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from search.hits import CaptionHit, Hit, Kind, MarkedArticle
from search.matcher import Matcher, Sought, to_marks
from search.query.tree import And, Near, Phrase, Query, Shaped, Words, leaves, other_forms
from search.snippets import opening, passages
from search.vietnamese.printed_syllables import PrintedSyllables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.article import Article, Caption
    from search.engines.engine import Expanded, Match
    from search.hits import Mark, Snippet
    from search.matcher import Occurrence
    from search.query.tree import Leaf
    from search.vietnamese.patterns import SyllablePattern

_SNIPPETS = 2


class Presenter:
    """Makes the hits of one query."""

    def __init__(self, query: Query, expanded: Mapping[Shaped, Expanded]) -> None:
        shown = [*leaves(query.root), *other_forms(query.root)]
        self._matcher = Matcher([_sought(leaf, expanded) for leaf in shown])

    def hit(self, article: Article, match: Match) -> Hit:
        """Return ``article``, or the photo of it that matched, with what matched marked."""
        photos = [c for c in article.captions if match.ordinal in {0, c.ordinal}]
        texts = _texts(article, photos, whole=match.ordinal == 0)
        syllables = {name: PrintedSyllables(text) for name, text in texts.items()}
        found = self._matcher.marks(syllables)
        marks = {name: to_marks(found[name], syllables[name]) for name in found}
        captions = [_caption_hit(photo, marks) for photo in photos]
        if match.ordinal == 0:
            captions = [caption for caption in captions if caption.matched]
        return Hit(
            kind=Kind.CAPTION if match.ordinal else Kind.ARTICLE,
            article=article,
            score=match.score,
            title_marks=marks.get("title", ()),
            matched_in=_matched_in(marks, captions),
            snippets=() if match.ordinal else _snippets(texts, found, syllables),
            captions=tuple(captions),
            copies=match.copies,
            explanation=match.explanation,
        )

    def whole(self, article: Article) -> MarkedArticle:
        """Return all of ``article``, with everything that matched marked."""
        texts = _texts(article, article.captions, whole=True)
        syllables = {name: PrintedSyllables(text) for name, text in texts.items()}
        found = self._matcher.marks(syllables)
        marks = {name: to_marks(found[name], syllables[name]) for name in found}
        captions = tuple(_caption_hit(photo, marks) for photo in article.captions)
        return MarkedArticle(article, marks, captions)


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
    syllables: dict[str, PrintedSyllables],
) -> tuple[Snippet, ...]:
    shown: list[Snippet] = []
    for name in ("lead", "body"):
        most = _SNIPPETS - len(shown)
        shown += passages(name, texts[name], found[name], syllables[name], most)
    if shown:
        return tuple(shown)
    name = "lead" if texts["lead"] else "body"
    return (opening(name, texts[name]),) if texts[name] else ()
