"""What abbreviations and long forms look like, and one form for all the ways to write each."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from search.vietnamese.characters import clean
from search.vietnamese.spelling import fold, key

if TYPE_CHECKING:
    from collections.abc import Iterator

SYLLABLE = re.compile(r"[^\W_]+")

#: The capital letters of Vietnamese and of its neighbours in Unicode.
CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x1B1), *range(0x1EA0, 0x1EFA)))))
#: An abbreviation in one piece or several: ``CNTT``, ``TP. HCM``, ``LĐ - TB & XH``.
SHORT_FORM = rf"[{CAPITALS}][^\W_]{{0,11}}+(?: ?[ &.,/+-] ?&? ?[^\W_]{{1,12}}+){{0,5}}"

_BRACKETS = re.compile(r"\(([^()\n]{2,160}+)\)")
_MOST_LETTERS = 14
_SHORT_FORM = re.compile(SHORT_FORM)
_INITIALS = re.compile(r"(?<![^\W_])[^\W_](?:\. ?[^\W_](?![^\W_])| ?[-,] ?[^\W_]$)")
_ROMAN_NUMERAL = re.compile("[IVX]+")

_LINKING = (
    "và của các cho về với trong tại theo những từ ở thuộc do để trên "
    "of the and for in on at to by de la le du des et del"
)
_EMPTY = "và của các những với of the and"
_NAMES = (
    "nguyễn trần lê phạm huỳnh hoàng phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trương "
    "mai lâm trịnh đào cao lương tạ hà tô châu thái vương"
)
#: Words that an abbreviation may pass over: TT&TT has no letter for the "và".
LINKING_WORDS = frozenset(map(key, _LINKING.split()))
#: Those that never end a long form, and make no other one of it.
EMPTY_WORDS = frozenset(map(key, _EMPTY.split()))
_SURNAMES = frozenset(map(key, _NAMES.split()))
_NAME_LENGTHS = range(2, 5)

_VIETNAMESE_SHAPE = re.compile(  # of a syllable, folded
    "(?:ngh?|nh|ch|gh?|gi|kh|ph|th|tr|qu|[bcdhklmnpqrstvx])?"
    "(?:[aeiouy]|a[iouy]|e[ou]|i[aeu]|o[aeio]|oa[iy]|u[aeioy]|uay|uo[iu]|uu|uy[aeu]|yeu?|ieu)"
    "(?:ch|ng|nh|[cmnpt])?"
)


def brackets(text: str) -> Iterator[re.Match[str]]:
    """Find what is in brackets; an expression alone would look at every letter of the text."""
    text = text.replace("（", "(").replace("）", ")")
    start = text.find("(")
    while start >= 0:
        found = _BRACKETS.match(text, start)
        if found:
            yield found
        start = text.find("(", found.end() if found else start + 1)


def normal_form(abbreviation: str) -> str:
    """Return one form for all spellings: ``VH, TT & DL``, ``VH-TT-DL`` and ``VHTTDL``.

    >>> normal_form("Tp. HCM")
    'TPHCM'
    """
    return "".join(SYLLABLE.findall(clean(abbreviation).text)).upper()


@lru_cache(maxsize=1 << 14)
def long_form_key(long_form: str) -> str:
    """Return one form for all spellings of a long form, with or without its "và".

    >>> long_form_key("Thông tin và Truyền thông") == long_form_key("thông tin - truyền thông")
    True
    """
    syllables = [key(found) for found in SYLLABLE.findall(clean(long_form).text)]
    return " ".join([one for one in syllables if one not in EMPTY_WORDS] or syllables)


@lru_cache(maxsize=1 << 14)
def is_short_form(text: str) -> bool:
    """Return whether ``text`` looks like an abbreviation: capitals, no numeral, no initials.

    >>> [is_short_form(one) for one in ("LĐ-TB & XH", "TTg", "XIV", "N.T.H", "Ảnh", "A1")]
    [True, True, False, False, False, False]
    """
    if not _SHORT_FORM.fullmatch(text):
        return False
    pieces = SYLLABLE.findall(text)
    letters = "".join(pieces)
    if len(letters) > _MOST_LETTERS or sum(map(str.isupper, letters)) <= 1:
        return False
    return (
        all(map(_is_piece, pieces))
        and not _ROMAN_NUMERAL.fullmatch(letters)
        and not _INITIALS.search(text)
    )


def _is_piece(piece: str) -> bool:
    """Return whether ``piece`` is mostly capitals, or a number."""
    return 2 * sum(map(str.isupper, piece)) > len(piece) or piece.isdigit() or piece == "Tp"


def is_foreign(long_form: str) -> bool:
    """Return whether this is no Vietnamese: no letter of its own, and a syllable of another shape.

    >>> is_foreign("South China Morning Post"), is_foreign("Nam Long")
    (True, False)
    """
    syllables = SYLLABLE.findall(long_form.lower())
    if any(fold(syllable) != syllable for syllable in syllables):
        return False
    return not all(map(_VIETNAMESE_SHAPE.fullmatch, syllables))


def is_name(long_form: str) -> bool:
    """Return whether a person is called so: initials of people are no abbreviations.

    >>> is_name("Nguyễn Thị Mai"), is_name("Nông thôn mới")
    (True, False)
    """
    syllables = SYLLABLE.findall(long_form)
    return (
        len(syllables) in _NAME_LENGTHS
        and key(syllables[0]) in _SURNAMES
        and all(map(str.istitle, syllables))
    )
