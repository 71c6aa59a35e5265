"""Vietnamese typed in Telex or VNI with no input method running: ``ddooir`` for ``đổi``."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from search.vietnamese.spelling import key
from search.vietnamese.syllable_shape import (
    ACUTE,
    DOT,
    GRAVE,
    HOOK,
    TILDE,
    is_syllable,
    traditional,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LONGEST = len("nguwowngf") + 2

_VOWELS = frozenset("aeiouy")
_TELEX_TONES = {"s": ACUTE, "f": GRAVE, "r": HOOK, "x": TILDE, "j": DOT}
_VNI_TONES = {"1": ACUTE, "2": GRAVE, "3": HOOK, "4": TILDE, "5": DOT}
#: What each key may make of letters typed before it; the first that gives a syllable is meant.
_HORN = (("ươ", "ươ"), ("uo", "ươ"), ("u", "ư"), ("o", "ơ"))
_TELEX_MARKS = {
    "a": (("a", "â"),),
    "d": (("d", "đ"),),
    "e": (("e", "ê"),),
    "o": (("o", "ô"),),
    "w": (*_HORN, ("a", "ă")),
}
_VNI_MARKS = {
    "6": (("a", "â"), ("e", "ê"), ("o", "ô")),
    "7": _HORN,
    "8": (("a", "ă"),),
    "9": (("d", "đ"),),
}


class Evidence(IntEnum):
    """How surely a word that decodes was meant to be decoded."""

    PLAIN = 1  # so do beer, best and quan1
    UNENGLISH = 2  # few English words, brands and acronyms look like it: timf, bij, so61
    TELLING = 3  # none do: chuyeenr, ddooir, nghe65


_ENOUGH_OF_ANY = 3
_LEAST_TELLING = 3  # letters; This is us would be thí í ú
_LONG_ENOUGH = 5
_WORD = re.compile(r"(?<![\w@./#&'’])[^\W_]+(?![\w@&'’]|[./]\w)")
#: tets, Tets, DDoongf; but not iOS, McDonald or, where other words are in small letters, TETS.
_CASE = re.compile(r"[^\W_][^\WA-Z_]*|(?i:([a-z])\1)[^\WA-Z_]*")
#: Measured on 119,504 ASCII words of newspapers and 403,823 words of two English dictionaries.
_TELLING = re.compile(
    r"""
    n[gh][fjrx]$ | uo[ow] | uwow | uyee | iee(?!s$) | uw(?!a[rs]?$).*[fjrx]$
    | [6-9]\D.*[1-5] | [1-5]\D.*[6-9]
    """,
    re.VERBOSE,
)
_UNENGLISH = re.compile(
    r"""
    ^dd(?!os$)  # DDoS is meant far more often than đó
    | [^a]j$ | [nmgh]j$ | [gh][frx]$ | [nm][fr]$ | yf$ | ow[fx]$  # Taj and Minx are names
    | (?: a[uyo] | eo | oi | u[aiy] | [^n]ai | ia )f$
    | uw(?!a[rs]$) | uo[ow] | [iy]ee[^s] | eeu | ooi | oong | aa[uy] | owi | uaa
    | aw(?: ng | [cmpt] ) | [^aeiouy]w
    | [6-9]\D | [45] | [aeo]6 | [uo]7 | a8
    """,
    re.VERBOSE,
)


class _Mark(NamedTuple):
    """A key that changes letters, and how many letters stood before it."""

    changes: tuple[tuple[str, str], ...]
    after: int


class _Typed(NamedTuple):
    """What was typed: the letters that stay, the marks for them in order, the tone keys."""

    letters: list[str]
    marks: list[_Mark]
    tones: list[str]


def decode_telex(word: str) -> str | None:
    """Return the syllable that ``word`` is in Telex: ``chuyeenr`` and ``chuyenre`` are ``chuyển``.

    Marks and tone may stand anywhere after their vowel, as UniKey takes them; letter case stays.
    None for a word that uses no such key or is no possible syllable. Many an English word is one:
    ``test`` is ``tét``; ``plausible_typing`` is for telling.
    """
    if not (len(word) <= _LONGEST and word.isascii() and word.isalpha()):
        return None
    readings = (_read_telex(word), _read_telex(word, doubled_vowels=True))
    syllable = next(filter(None, map(_composed, readings)), None)
    return None if syllable == word else syllable


def decode_vni(word: str) -> str | None:
    """Return the syllable that ``word`` is in VNI: ``nghe65`` is ``nghệ``, ``d9o6i3`` ``đổi``."""
    if not (len(word) <= _LONGEST and word.isascii() and word.isalnum()):
        return None
    typed = _Typed([], [], [])
    for char in word:
        if char in _VNI_TONES and _has_vowel(typed.letters):
            typed.tones.append(_VNI_TONES[char])
        elif char in _VNI_MARKS:
            typed.marks.append(_Mark(_VNI_MARKS[char], len(typed.letters)))
        else:
            typed.letters.append(char)
    syllable = _composed(typed)
    return None if syllable == word else syllable


def _read_telex(word: str, *, doubled_vowels: bool = False) -> _Typed:
    """Tell letters from keys; ``doubled_vowels`` takes a second a, e or o as a letter: ngoeo."""
    typed = _Typed([], [], [])
    letters, marks, tones = typed
    for char in word:
        stroke = char.lower()
        before = [letter.lower() for letter in letters]
        if stroke in _TELEX_TONES and _has_vowel(letters):
            tones.append(_TELEX_TONES[stroke])
        elif stroke == "w":
            if not {"u", "o", "a"} & set(before):
                letters.append("U" if char == "W" else "u")  # tw is tư
            marks.append(_Mark(_TELEX_MARKS[stroke], len(letters)))
        elif stroke == "d" and before[:1] == ["d"]:
            marks.append(_Mark(_TELEX_MARKS[stroke], len(letters)))
        elif stroke in _TELEX_MARKS and stroke in before and not doubled_vowels:
            mark = _Mark(_TELEX_MARKS[stroke], len(letters))
            if marks and marks[-1] == mark:  # the third o of xooong takes the circumflex back
                marks.pop()
                letters.append(char)
            else:
                marks.append(mark)
        else:
            letters.append(char)
    return typed


def _has_vowel(letters: list[str]) -> bool:
    return any(letter.lower() in _VOWELS for letter in letters)


def _composed(typed: _Typed) -> str | None:
    """Return the syllable; two tones make none: a correction is rarer than ``cars``."""
    if len(typed.tones) > 1:
        return None
    word, tone = "".join(typed.letters), "".join(typed.tones)
    for marked in _marked(word.lower(), typed.marks):
        if is_syllable(marked + tone):
            syllable = traditional(marked + tone)
            return "".join(
                char.upper() if letter.isupper() else char
                for char, letter in zip(syllable, word, strict=True)
            )
    return None


def _marked(letters: str, marks: list[_Mark]) -> Iterator[str]:
    """Every way to put all ``marks``, in order, on letters typed before them."""
    if not marks:
        yield letters
        return
    (changes, after), *others = marks
    for plain, marked in changes:
        at = letters.find(plain)
        if 0 <= at < after:
            yield from _marked(letters[:at] + marked + letters[at + len(plain) :], others)


def decoded(text: str) -> list[tuple[str, str]]:
    """Return each word of ``text`` with the syllable it is in Telex, or else in VNI, or itself.

    One method for the whole text: the one that reads more of its words. Parts of addresses,
    hashtags and the like (``a.vn``, ``#tets``) are left out.
    """
    words = _WORD.findall(text)
    readings = [
        {word: decode(word) for word in set(words)} for decode in (decode_telex, decode_vni)
    ]
    best = max(readings, key=lambda reading: sum(reading[word] is not None for word in words))
    return [(word, best[word] or word) for word in words]


def plausible_typing(
    text: str, is_rare: Callable[[str], bool], is_known: Callable[[str], bool]
) -> str | None:
    """Return the text to offer as "Ý bạn là…", or None where ``text`` may be meant as it stands.

    ``is_rare`` tells whether the index hardly has a word, ``is_known`` whether it has a syllable;
    both are asked in lower case. Evidence is a word of three letters or more, rare as typed, that
    decodes to a known syllable; one that decodes to an unknown syllable forbids the offer. A word
    alone must be ``TELLING``; of several words one must be, or one ``UNENGLISH`` beside another
    piece of evidence, or there must be three. A word that the index has as typed is no evidence;
    it changes only where the rest convinces and its syllable is common: ``car nhaf ddooir``.
    """
    changes: dict[str, str] = {}
    evidence: list[Evidence] = []
    pairs = decoded(text)
    shouted = len(pairs) > 1 and text.isupper()
    for word, syllable in pairs:
        if word == syllable or not (shouted or _CASE.fullmatch(word)):
            continue
        raw, spelt = word.lower(), syllable.lower()
        if not is_rare(raw):
            if is_known(spelt) and not is_rare(spelt):
                changes[word] = syllable
        elif is_known(spelt):
            changes[word] = syllable
            if len(word) >= _LEAST_TELLING:
                evidence.append(_evidence(raw, spelt))
        else:
            return None
    if not _convincing(evidence):
        return None
    return _WORD.sub(lambda found: changes.get(found.group(), found.group()), text)


def _convincing(evidence: list[Evidence]) -> bool:
    strongest = max(evidence, default=0)
    return (
        strongest == Evidence.TELLING
        or (strongest == Evidence.UNENGLISH and len(evidence) > 1)
        or len(evidence) >= _ENOUGH_OF_ANY
    )


def _evidence(word: str, syllable: str) -> Evidence:
    if _TELLING.search(word):
        return Evidence.TELLING
    if not _UNENGLISH.search(word):
        return Evidence.PLAIN
    toned = len(key(syllable)) > len(syllable)
    marked = any(char not in word for char in key(syllable)[: len(syllable)])
    long = len(word) >= _LONG_ENOUGH or word.startswith("dd")
    return Evidence.TELLING if toned and marked and long else Evidence.UNENGLISH
