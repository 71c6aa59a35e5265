"""Suggestions while somebody types: names, phrases, tags and titles, most articles first."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from search.engines.configuration import engine_of
from search.errors import UsageError
from search.hits import Kind, Sort, Suggestion, SuggestionKind
from search.query.tree import Field, Phrase, Query
from search.suggesting.slips import accents
from search.texts import open_archived
from search.vietnamese.analyzer import syllables
from search.vietnamese.patterns import SyllablePattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from search.archive.store import Archive
    from search.engines.engine import IndexReader
    from search.settings import DataDirectory
    from search.vietnamese.analyzer import Token

MAX_LIMIT = 100
#: Of what begins so, and of the titles that hold the finished syllables, so many are looked at.
_MOST, _TITLES = 200, 100
#: Who has typed more needs no completion.
_MOST_SYLLABLES = 20
#: A phrase of titles is worth suggesting when so many have it.
_FREQUENT = 2
#: One place in so many is kept for titles, each of which is in one article only.
_SHARE_OF_TITLES = 3

#: Titles and names come again with the next letter.
_tokens = lru_cache(maxsize=1 << 12)(syllables)


class Completer:
    """Completes what is typed from one index and the archive behind it. Not for several threads."""

    def __init__(self, archive: Archive, reader: IndexReader) -> None:
        self._archive = archive
        self._reader = reader

    @classmethod
    def open(cls, data: DataDirectory) -> Self:
        """Open the archive and the index in use. Raises ArchiveMissing, IndexMissing and kin."""
        archive, index = open_archived(data, engine_of(data))
        return cls(archive, index.reader)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of index and archive."""
        self._reader.close()
        self._archive.close()

    def suggest(self, typed: str, *, limit: int = 10) -> tuple[Suggestion, ...]:
        """Return up to ``limit`` texts that hold ``typed``, most articles first, then the shorter.

        The last syllable may be unfinished. Letters typed without accents stand for all accents,
        those typed with are what they are. Names, phrases and tags begin with what was typed, a
        title may hold it anywhere. Of texts that differ in accents or case alone the most
        frequent stands for all. Raises UsageError for a limit that cannot be.
        """
        if not 1 <= limit <= MAX_LIMIT:
            raise UsageError(
                f"--limit phải từ 1 đến {MAX_LIMIT}", f"--limit must be from 1 to {MAX_LIMIT}"
            )
        typing = _Typing(typed)
        if not 0 < len(typing.tokens) <= _MOST_SYLLABLES:
            return ()
        titles = self._titles(typing)
        found = [
            each
            for each in self._reader.completions(typing.prefix, most=_MOST)
            if typing.place_in(_tokens(each.text)) == 0
        ]
        others = _merged([*found, *_phrases(typing, titles)])
        titles = _merged(titles)
        room = min(len(titles), limit // _SHARE_OF_TITLES)
        chosen = others[: limit - room]
        return tuple(_ranked([*chosen, *titles[: limit - len(chosen)]]))

    def _titles(self, typing: _Typing) -> list[Suggestion]:
        """Return titles that hold what was typed, once a syllable of it is finished."""
        if not typing.finished:
            return []
        query = Query("", Phrase(typing.finished, Field.TITLE))
        found = self._reader.search(
            query, kind=Kind.ARTICLE, sort=Sort.RELEVANCE, offset=0, limit=_TITLES
        )
        titles = self._archive.titles.of([match.article_id for match in found.matches])
        return [
            Suggestion(title, SuggestionKind.TITLE, 1, article_id)
            for article_id, title in titles.items()
            if typing.place_in(_tokens(title)) >= 0
        ]


class _Typing:
    """What was typed so far: finished syllables, and the last one, which may go on."""

    def __init__(self, text: str) -> None:
        text = unicodedata.normalize("NFC", text)
        self.tokens = _tokens(text)
        goes_on = bool(self.tokens) and text[-1:].isalnum()
        done = self.tokens[:-1] if goes_on else self.tokens
        self.finished = tuple(SyllablePattern(each.key, each.folded) for each in done)
        self._last = self.tokens[-1] if goes_on else None
        self.prefix = " ".join(each.folded for each in self.tokens) + ("" if goes_on else " ")

    def place_in(self, tokens: Sequence[Token]) -> int:
        """Return the first token of a text from which on it holds what was typed, -1 if none."""
        size = len(self.tokens)
        places = (at for at in range(len(tokens) - size + 1) if self._fits(tokens[at : at + size]))
        return next(places, -1)

    def _fits(self, tokens: Sequence[Token]) -> bool:
        finished = zip(self.finished, tokens, strict=False)
        return all(pattern.matches(token) for pattern, token in finished) and (
            self._last is None or _begins(tokens[-1], self._last)
        )


def _begins(token: Token, typed: Token) -> bool:
    """Return whether ``typed`` may become ``token``; an accent typed early stays wherever it is."""
    return token.folded.startswith(typed.folded) and not (
        Counter(accents(typed.key)) - Counter(accents(token.key))
    )


def _phrases(typing: _Typing, titles: Sequence[Suggestion]) -> list[Suggestion]:
    """Return what was typed as titles finish it, where several titles finish it so."""
    counts: Counter[str] = Counter()
    for title in titles:
        tokens = _tokens(title.text)
        at = typing.place_in(tokens)
        counts[title.text[tokens[at].start : tokens[at + len(typing.tokens) - 1].end]] += 1
    return [
        Suggestion(text, SuggestionKind.PHRASE, count)
        for text, count in counts.items()
        if count >= _FREQUENT
    ]


def _merged(found: Iterable[Suggestion]) -> list[Suggestion]:
    """Return one of those that differ in accents, case or punctuation alone, the most frequent.

    As it is printed, that is, where at least half of the articles print it in capitals; and no
    phrase that is mostly the beginning of a name.
    """
    best: dict[str, Suggestion] = {}
    for each in _ranked(found):
        folded = " ".join(token.folded for token in _tokens(each.text))
        known = best.setdefault(folded, each)
        is_capitalised = known.text == each.text.lower() != each.text
        if is_capitalised and 2 * each.articles >= known.articles:
            best[folded] = replace(each, articles=known.articles)
    names = {each: best[each].articles for each in best if best[each].kind is SuggestionKind.NAME}
    return _ranked(
        each
        for folded, each in best.items()
        if each.kind is not SuggestionKind.PHRASE
        or not any(
            name.startswith(f"{folded} ") and 2 * articles >= each.articles
            for name, articles in names.items()
        )
    )


def _ranked(found: Iterable[Suggestion]) -> list[Suggestion]:
    return sorted(found, key=lambda each: (-each.articles, len(each.text), each.text))
