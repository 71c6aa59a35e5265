"""The shape of a Vietnamese syllable: whether a word can be one, its parts, where its tone goes."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from search.vietnamese.spelling import key

if TYPE_CHECKING:
    from collections.abc import Iterator

ACUTE, GRAVE, HOOK, TILDE, DOT = TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")

_MEMORY = 1 << 16  # a news archive repeats the same few thousand syllables
_LONGEST = 3 * len("nghiêng")  # each letter may have two marks apart


def _table(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DOUBLE_ONSETS = ("ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr")
_ONSETS = ("ngh", *_DOUBLE_ONSETS, *"bcdđghklmnprstvx", "")
_CODAS = ("ch", "ng", "nh", *"ckmnpt", "")
_STOPS = _table("c ch k p t")

_PLAIN_RIMES = _table("""
    a ac ach ai am an ang anh ao ap at au ay   ăc ăm ăn ăng ăp ăt   âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et   ê êch êm ên ênh êp êt êu   i ia ich im in inh ip it iu
    iêc iêm iên iêng iêp iêt iêu   o oc oi om on ong ooc oong op ot   ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt   u ua uc ui um un ung up ut   uôc uôi uôm uôn uông uôt
    ư ưa ưc ưi ưm ưn ưng ưt ưu   ươc ươi ươm ươn ương ươp ươt ươu
""")
_ROUNDED_RIMES = _table("""
    oa oac oach oai oam oan oang oanh oao oap oat oay   oăc oăm oăn oăng oăt   oe oem oen oeo oet
    uân uâng uât uây   uê uêch uên uênh uêt   uơ   uy uya uych uyn uynh uyp uyt uyu uyên uyêt
""")
_FRONT_RIMES = frozenset(rime for rime in _PLAIN_RIMES if rime[0] in "eêi")
_BACK_RIMES = _PLAIN_RIMES - _FRONT_RIMES
_ANY_RIME = _PLAIN_RIMES | _ROUNDED_RIMES

_SPECIAL_RIMES = {
    "": frozenset(rime for rime in _ANY_RIME if not rime.startswith("iê"))
    | _table("y yêm yên yêng yêt yêu"),
    "c": _BACK_RIMES,
    "g": _BACK_RIMES
    | _table("oa ênh   i iêc iêm iêng iêt im in ip it"),  # gì, giếng: i is a vowel too
    "gi": _BACK_RIMES | _table("e em eo ê êu"),
    "ng": _BACK_RIMES | _ROUNDED_RIMES,
    "qu": _table("""
        a ac ach ai am an ang anh ao ap at au ay   ăc ăm ăn ăng ăp ăt   âm ân âng ât âu ây
        e en eo et   ê êch ên ênh êt   i it inh   y ych yên yêt ynh yp yt yu   ôc   ơ ơi ơn ơt
    """),
    **dict.fromkeys(("gh", "k", "ngh"), _FRONT_RIMES),
    **dict.fromkeys(("b", "m", "p", "ph", "v"), _PLAIN_RIMES),
}
_BEFORE_Y = _table("d h k l m n s t th v")  # Dy, Ny and Thy are personal names
_RIMES_AFTER = {
    onset: _SPECIAL_RIMES.get(onset, _ANY_RIME) | ({"y"} if onset in _BEFORE_Y else set())
    for onset in _ONSETS
}
#: Borrowed or of other peoples of Vietnam, against the rules, yet printed every week.
_IRREGULAR = frozenset(
    map(key, _table("buýt phuy voan kông kạn đăk đắk đak lăk lắk lak păk pắk pôk pốk búk"))
)


@dataclass(frozen=True, slots=True)
class SyllableParts:
    """A syllable in lower case: ``nghiễng`` is ``ngh``, ``iê``, ``ng`` and a tilde."""

    onset: str
    nucleus: str
    coda: str
    tone: str


def parse(word: str) -> SyllableParts | None:
    """Return the parts of ``word`` if it can be a Vietnamese syllable, in any case, NFC or not.

    >>> parse("Giếng")
    SyllableParts(onset='g', nucleus='iê', coda='ng', tone='́')

    Spelling rules (``k`` before e, ê, i; no ``ươ`` at the end) and tones count: what ends in c,
    ch, p or t has sắc or nặng, so ``học`` is a syllable and ``hoc`` isn't. A foreign word may have
    the shape of one: ``son``, ``man``.
    """
    return _parsed(word) if len(word) <= _LONGEST else None


@lru_cache(maxsize=_MEMORY)
def _parsed(word: str) -> SyllableParts | None:
    bare = key(word)
    irregular = bare in _IRREGULAR
    tone = bare[-1:] if bare.endswith(TONES) else ""
    bare = bare.removesuffix(tone)
    for onset in _ONSETS:
        rime = bare[len(onset) :]
        if bare.startswith(onset) and (irregular or rime in _RIMES_AFTER[onset]):
            coda = next(each for each in _CODAS if rime.endswith(each))
            if irregular or coda not in _STOPS or tone in {ACUTE, DOT}:
                return SyllableParts(onset, rime.removesuffix(coda), coda, tone)
    return None


def is_syllable(word: str) -> bool:
    """Return whether ``word`` can be a Vietnamese syllable."""
    return parse(word) is not None


def traditional(word: str) -> str:
    """Return a syllable with its tone mark where old style has it: ``hoà`` becomes ``hòa``.

    Letter case stays. What can't be a syllable comes back as it is.
    """
    parts = parse(word)
    if parts is None or not parts.tone:
        return word
    letters = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", "".join(char for char in letters if char not in TONES))
    after = len(parts.onset) + _marked_vowel(parts) + 1
    return unicodedata.normalize("NFC", bare[:after] + parts.tone) + bare[after:]


def _marked_vowel(parts: SyllableParts) -> int:
    """Return which vowel of the nucleus carries the tone: the ơ of ``ươ``, the a of ``oai``."""
    last = len(parts.nucleus) - 1
    accented = [at for at, vowel in enumerate(parts.nucleus) if vowel in "ăâêôơư"]
    if accented:
        return accented[-1]
    return last if parts.coda else last // 2  # hoàn; hòa, ngoài, khuỷu


def possible_syllables() -> Iterator[str]:
    """Yield every syllable that the rules allow, without its tone."""
    for onset, rimes in _RIMES_AFTER.items():
        for rime in rimes:
            yield onset + rime
