"""Recognised spans against gold: precision, recall and F1 of people and of offices."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from search.officials.capitals import Tokens
from search.officials.entries import family_names
from search.officials.offices import is_definite, offices, span
from search.officials.recogniser import default_recogniser
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.evaluation.conll import CharacterSpan, GoldSentence
    from search.officials.recogniser import Recogniser

OFFICE = "PERSONTYPE"
_FULL_NAME = (3, 5)  # syllables

Spans = set["CharacterSpan"]


@dataclass(frozen=True, slots=True)
class SpanScore:
    """How many spans are gold, how many were found, how many of these exactly where gold is."""

    gold: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found; 0 where there is none."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.gold + self.found
        return 2 * self.right / both if both else 0.0

    def __add__(self, other: SpanScore) -> SpanScore:
        return SpanScore(self.gold + other.gold, self.found + other.found, self.right + other.right)


@dataclass(frozen=True, slots=True)
class MentionScores:
    """The score of all spans, and apart from it that of the spans this project is for.

    ``chosen`` counts, for people, Vietnamese full names: three to five syllables that begin with
    a family name; for posts, offices: spans with an entry of ``officials/data/offices.txt``.
    """

    every: SpanScore
    chosen: SpanScore
    chosen_kind: Literal["full_names", "offices"]


def score_mentions(
    sentences: Sequence[GoldSentence], label: str, *, by_document: bool
) -> MentionScores:
    """Recognise sentences and compare exact spans.

    Each sentence is recognised alone, or with ``by_document`` those of a document together, as
    the paragraphs of an article are. The label ``PERSONTYPE`` asks for offices, any other for
    people.
    """
    wanted_offices = label.upper() == OFFICE
    chosen = has_office if wanted_offices else is_full_name
    find = _office_spans if wanted_offices else _people(default_recogniser())
    none = SpanScore(0, 0, 0)
    every, of_chosen = none, none
    for group in _groups(sentences, by_document=by_document):
        tokens = [Tokens.of(sentence.text) for sentence in group]
        for sentence, found in zip(group, find(tokens), strict=True):
            gold = set(sentence.spans)
            every += _score(gold, found)
            of_chosen += _score(
                *(
                    {each for each in side if chosen(sentence.text[slice(*each)])}
                    for side in (gold, found)
                )
            )
    return MentionScores(every, of_chosen, "offices" if wanted_offices else "full_names")


def is_full_name(name: str) -> bool:
    """Return whether a name is Vietnamese and full: ``Lê Bá Hùng``."""
    words = name.split()
    return (
        _FULL_NAME[0] <= len(words) <= _FULL_NAME[1]
        and words[0] in family_names()
        and all(map(is_syllable, words))
    )


def has_office(text: str) -> bool:
    """Return whether a text names an office: ``Trưởng Ban ATGT tỉnh`` does, ``ca sĩ`` does not."""
    return bool(offices(Tokens.of(text)))


def _groups(
    sentences: Sequence[GoldSentence], *, by_document: bool
) -> Iterator[list[GoldSentence]]:
    if by_document:
        for _, group in groupby(sentences, key=lambda sentence: sentence.document):
            yield list(group)
    else:
        yield from ([sentence] for sentence in sentences)


def _people(recogniser: Recogniser) -> Callable[[Sequence[Tokens]], list[Spans]]:
    def find(texts: Sequence[Tokens]) -> list[Spans]:
        return [
            {(tokens.starts[start], tokens.end(end - 1)) for start, end in names}
            for tokens, names in zip(
                texts, recogniser.names([each.text for each in texts]), strict=True
            )
        ]

    return find


def _office_spans(texts: Sequence[Tokens]) -> list[Spans]:
    return [
        {span(tokens, office) for office in offices(tokens) if is_definite(tokens, office)}
        for tokens in texts
    ]


def _score(gold: Spans, found: Spans) -> SpanScore:
    return SpanScore(len(gold), len(found), len(gold & found))
