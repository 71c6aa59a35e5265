"""Is an article found by what somebody remembers of it: known items, asked for in four ways."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.vietnamese.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from search.article import Article
    from search.evaluation.collection import Portion

#: Fewer words than that say too little of a photo.
_CAPTION_WORDS = 5
_SENTENCE_WORDS = 8
_TITLE_WORDS = 4
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_LETTERS = "abcdeghiklmnopqrstuvxy"


class Remembered(StrEnum):
    """What is asked with. The article is indexed without the caption that is."""

    CAPTION = "caption"
    SENTENCE = "sentence"
    ACCENT = "title, one accent wrong"
    LETTER = "title, one letter wrong"


@dataclass(frozen=True, slots=True)
class KnownItem:
    """A question that one article answers."""

    kind: Remembered
    text: str
    article_id: str


def known_items(portion: Portion, queries: int, seed: int) -> list[KnownItem]:
    """Return ``queries`` items of each kind, or as many as there are, chosen by ``seed``.

    Raises SourceMissing, and UsageError where no article has what can be asked with.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    kept: dict[Remembered, list[Article]] = {kind: [] for kind in Remembered}
    seen = dict.fromkeys(Remembered, 0)
    for article in portion.articles():
        for kind in Remembered:
            if not next(_asked_with(kind, article), ""):
                continue
            # a reservoir: every article is as likely to be kept, however many there are
            seen[kind] += 1
            if len(kept[kind]) < queries:
                kept[kind].append(article)
            elif (place := chance.randrange(seen[kind])) < queries:
                kept[kind][place] = article
    items = [_item(kind, article, chance) for kind in Remembered for article in kept[kind]]
    if not items:
        raise UsageError(
            f"Không có bài nào để hỏi trong {portion.path}",
            f"No article to ask for in {portion.path}",
        )
    return items


def _asked_with(kind: Remembered, article: Article) -> Iterator[str]:
    """Yield the texts of an article that a question of that kind can be made of."""
    if kind is Remembered.CAPTION:
        yield from (c.text for c in article.captions if len(c.text.split()) >= _CAPTION_WORDS)
    elif kind is Remembered.SENTENCE:
        for paragraph in article.paragraphs:
            for sentence in _SENTENCE_END.split(paragraph):
                if len(words := sentence.split()) >= _SENTENCE_WORDS:
                    yield " ".join(words[:_SENTENCE_WORDS])
    elif not article.title_inferred and len(article.title.split()) >= _TITLE_WORDS:
        yield article.title


def _item(kind: Remembered, article: Article, chance: random.Random) -> KnownItem:
    text = chance.choice(list(_asked_with(kind, article)))
    if kind is Remembered.ACCENT:
        text = _changed(text, _wrong_accent, chance)
    elif kind is Remembered.LETTER:
        text = _changed(text, _wrong_letter, chance)
    return KnownItem(kind, text, article.id)


def _changed(title: str, change: Callable[[str, random.Random], str], chance: random.Random) -> str:
    """Return ``title`` with one of its words changed, wherever that makes a difference."""
    words = title.split()
    for at in chance.sample(range(len(words)), len(words)):
        if (wrong := change(words[at], chance)) != words[at]:
            return " ".join([*words[:at], wrong, *words[at + 1 :]])
    return title


def _wrong_accent(word: str, chance: random.Random) -> str:
    """Return ``word`` with another tone, the same word where it has no vowel."""
    letters = list(unicodedata.normalize("NFD", word))
    toned = [at for at, char in enumerate(letters) if char in _TONES[1:]]
    if toned:
        others = [tone for tone in _TONES if tone != letters[toned[0]]]
        letters[toned[0]] = chance.choice(others)
    elif vowels := [at for at, char in enumerate(letters) if _VOWEL.match(char)]:
        letters[vowels[0]] += chance.choice(_TONES[1:])
    return unicodedata.normalize("NFC", "".join(letters))


def _wrong_letter(word: str, chance: random.Random) -> str:
    """Return ``word`` with another letter in one place, the same word where it has none."""
    places = [at for at, char in enumerate(word) if char.isalpha()]
    if not places:
        return word
    at = chance.choice(places)
    right = unaccented(word[at]).lower()
    wrong = chance.choice([letter for letter in _LETTERS if letter != right])
    return word[:at] + (wrong.upper() if word[at].isupper() else wrong) + word[at + 1 :]


def without_asked(articles: Iterable[Article], items: Sequence[KnownItem]) -> Iterator[Article]:
    """Yield the articles without the captions that ``items`` ask with, however often they stand."""
    asked = {item.article_id: item.text for item in items if item.kind is Remembered.CAPTION}
    for article in articles:
        text = asked.get(article.id)
        if text is None:
            yield article
            continue
        left = [each for each in article.captions if each.text != text]
        counted = (replace(each, ordinal=number) for number, each in enumerate(left, 1))
        yield replace(article, captions=tuple(counted))
