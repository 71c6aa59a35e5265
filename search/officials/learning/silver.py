"""Label an archive's rows of capitals by strong evidence alone: silver, for want of gold.

Evidence is spread over its article: where ``ông Trần Văn Nam`` stands once, ``Trần Văn Nam`` and
``Nam`` are people everywhere in it. What stays unknown is left out of training.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.officials.capitals import Tokens, capital_runs
from search.officials.entries import entries, family_names
from search.officials.learning.mining import known_others, parts
from search.officials.namesakes import is_place
from search.vietnamese.syllable_shape import is_syllable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.officials.name_features import Context
    from search.officials.name_lexicon import NameLexicon

_FULL_NAME = (3, 4)  # syllables
_GIVEN_NAME = 0.2  # the least score of a syllable that an article has as somebody's last
_SELDOM_TITLED = 0.02
_CERTAIN, _LIKELY, _UNKNOWN, _UNLIKELY, _PLACE, _NEVER = 2, 1, 0, -1, -2, -3


@dataclass(frozen=True, slots=True)
class Example:
    """A row of capitals between its contexts, and the names in it as (start, end)."""

    row: tuple[str, ...]
    left: Context
    right: Context
    names: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a row, and how strongly it is thought to be a person."""

    tokens: Tokens
    start: int
    end: int
    strength: int

    @property
    def name(self) -> str:
        return " ".join(self.tokens.words[self.start : self.end])


def examples(paragraphs: Iterable[str], lexicon: NameLexicon) -> Iterator[Example]:
    """Yield the rows of one article that are known to be names, or known to be none."""
    texts = [Tokens.of(text) for text in paragraphs]
    found = [
        [
            _Part(tokens, start, end, _strength(tokens, start, end, lexicon, titled=titled))
            for start, end, titled in parts(tokens)
        ]
        for tokens in texts
    ]
    names = _named([part for of_text in found for part in of_text])
    for tokens, of_text in zip(texts, found, strict=True):
        cut = [_less_opening(part, names, lexicon) for part in of_text]
        verdicts = {part.start: (part, _verdict(part, names, lexicon)) for part in cut}
        yield from _rows(tokens, verdicts)


def _rows(tokens: Tokens, verdicts: dict[int, tuple[_Part, bool | None]]) -> Iterator[Example]:
    for start, end in capital_runs(tokens):
        inside = [verdicts[at] for at in range(start, end) if at in verdicts]
        if all(verdict is not None for _, verdict in inside):
            names = tuple((p.start - start, p.end - start) for p, verdict in inside if verdict)
            row = tuple(tokens.words[start:end])
            yield Example(row, tokens.before(start), tokens.after(end), names)


def _named(found: list[_Part]) -> set[str]:
    """Return the names that an article is sure of, whole and their last words."""
    weights: Counter[str] = Counter()
    for part in found:
        weights[part.name] += part.strength if part.strength != _NEVER else 0
    names = {
        name for name in {part.name for part in found if part.strength > 0} if weights[name] > 0
    }
    return names | {name.rsplit(" ", 1)[-1] for name in names}


def _less_opening(part: _Part, names: set[str], lexicon: NameLexicon) -> _Part:
    """Return a part less the word that opens its sentence, where a name follows: ``Theo Hà My``."""
    tokens, start, end = part.tokens, part.start, part.end
    if end - start == 1 or not tokens.opens(start) or tokens.lower[start] not in lexicon.common:
        return part
    rest = _Part(tokens, start + 1, end, _CERTAIN)
    full = tokens.words[start + 1] in family_names() and end - start - 1 in _FULL_NAME
    return rest if full or rest.name in names else part


def _strength(tokens: Tokens, start: int, end: int, lexicon: NameLexicon, *, titled: bool) -> int:
    """Return what stands in and around a part says of it, without looking at the article."""
    if titled:
        return _CERTAIN
    lower = tokens.lower
    name = " ".join(tokens.words[start:end])
    if end < len(lower) and (lower[end - 1], tokens.words[end]) in lexicon.compounds:
        return _NEVER
    if is_place(tokens, start, end):
        return _PLACE
    if name in known_others():
        return _UNLIKELY
    full = tokens.words[start] in family_names() and end - start in _FULL_NAME
    far, near = tokens.before(start)
    if full or near in entries("honorifics") or f"{far} {near}" in entries("honorific_pairs"):
        return _CERTAIN
    known = lexicon.rows.get(name)
    return known.side if known and known.often else _UNKNOWN


def _verdict(part: _Part, names: set[str], lexicon: NameLexicon) -> bool | None:
    """Return whether a part is a person; None where nobody knows."""
    if part.strength <= _PLACE or part.strength == _CERTAIN:
        return part.strength == _CERTAIN
    if part.end - part.start == 1 and is_syllable(part.name):
        return _of_syllable(part, names, lexicon)
    if part.name in names or part.strength:
        return part.name in names or part.strength > 0
    known = lexicon.rows.get(part.name)
    return known.verdict if known else None


def _of_syllable(part: _Part, names: set[str], lexicon: NameLexicon) -> bool | None:
    """Return the verdict on one Vietnamese syllable, a given name or any word: ``Nam``."""
    known = lexicon.rows.get(part.name)
    opens = part.tokens.opens(part.start)
    if part.name in names:
        if opens and part.name.lower() in lexicon.common:
            return False
        return True if known and known.score >= _GIVEN_NAME else None
    if part.strength:
        return part.strength > 0
    if opens or known is None or known.share < _SELDOM_TITLED:
        return False
    return known.verdict
