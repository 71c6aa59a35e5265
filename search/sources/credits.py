"""Cut the credit off a caption: ``Cầu Bến Thủy. Ảnh: Lê Thanh`` → text and photographer.

Who drew a chart, took a video or let a paper have something is no photographer: such a credit keeps
the word for it, ``Đồ họa: Lê Thanh``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from search.sources.cleaning import fold
from search.sources.lexicon import entries, folded

LONGEST_CREDIT = 120
MOST_WORDS = 12
FEW_WORDS = 4  # of a name right after the mark, as in "Ảnh Quang Khải"
PHOTO = (
    r"(?:Ảnh|ẢNH)\s*[,+&–-]\s*(?i:video|clip|đồ họa)(?=\s*[:：])"  # one person took both
    r"|(?:Nguồn\s+ảnh|NGUỒN\s+ẢNH|Ảnh|ẢNH|ảnh|Photo)(?=[\s:：–—-])"
)
SOURCE = "source"
WORD = re.compile(r"\w+")
SENTENCE_WORD = re.compile(r"[^.!?]{3,}[.!?]+")
SEPARATOR = re.compile(r"\s*([:：–—-])\s*")
JOINERS = " \t\xa0-–—|/,;:([*_"
CLOSERS = " \t\xa0.)]*_;,"
BREAKS = "-–—/&+,|"


@lru_cache(maxsize=256)  # several steps ask about the same line
def split_credit(text: str, *, captions: bool = False) -> tuple[str, str]:
    """Return ``text`` without the credits at its end, and the credits; ``""`` if there is none.

    ``captions`` says that ``text`` surely is one, where ``Nguồn: TTXVN`` is a credit too.
    """
    end = len(text.rstrip())
    found: list[str] = []
    while cut := _last_credit(text, end, captions=captions):
        end, credit = cut
        found.insert(0, credit)
    return (text[:end], " - ".join(found)) if found else (text, "")


@lru_cache(maxsize=256)
def lone_credit(line: str, *, captions: bool = False) -> str:
    """Return the credit of a line that holds nothing else (``(Ảnh: Lê Thanh)``), or ``""``."""
    if len(line) > LONGEST_CREDIT:
        return ""
    mark = _marks(captions=captions).match(line.lstrip(JOINERS))
    if not mark:
        return ""
    rest = mark.string[mark.end() :].strip(CLOSERS)
    separator = SEPARATOR.match(rest)
    name = rest[separator.end() :] if separator else rest
    told = _is_name(name) or (bool(separator and mark["other"]) and _is_organisation(name))
    return _labelled(mark, name) if told or (not separator and _is_kind(name)) else ""


@cache
def _marks(*, captions: bool) -> re.Pattern[str]:
    """Match what introduces a credit; ``other`` is the word for one that is no photographer's."""
    kinds = dict(entry.split(":") for entry in entries("credit_marks"))
    words = [
        re.escape(word.strip())
        for kind, listed in kinds.items()
        if captions or kind != SOURCE
        for word in listed.split(",")
    ]
    words.sort(key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{PHOTO}|(?P<other>(?i:{'|'.join(words)}))(?=\s*[:：]))")


def _labelled(mark: re.Match[str], name: str) -> str:
    word = mark["other"]
    return f"{word[0].upper()}{word[1:].lower()}: {name}" if word else name


def _last_credit(text: str, end: int, *, captions: bool) -> tuple[int, str] | None:
    """Return where the text before a credit ends, and the credit; None without a credit."""
    start = max(0, end - LONGEST_CREDIT - len("Nguồn ảnh: "))
    for mark in _marks(captions=captions).finditer(text, start, end):
        before = text[max(0, mark.start() - 3) : mark.start()].rstrip()
        if credit := _credit(mark[0], before, text[mark.end() : end]):
            cut = mark.start()
            while cut and text[cut - 1] in JOINERS:
                cut -= 1
            if cut or mark["other"] or not _is_kind(credit):
                return cut, _labelled(mark, credit)
            kind, _, name = credit.partition(":")  # "Ảnh minh họa: TTO" is all there is to read
            name = name.strip(CLOSERS)
            return (text.index(kind, mark.end()) + len(kind), name) if _is_name(name) else None
    return None


def _credit(mark: str, before: str, rest: str) -> str:
    """Return the credit that ``mark`` introduces, or "" where it is a word of the sentence."""
    apart = not before or not before[-1].isalnum()
    bracketed, dashed = before.endswith(("(", "[")), before.endswith(("-", "–", "—"))
    closed = rest.rstrip(" .").endswith((")", "]"))
    if (bracketed and not closed) or (mark[0].islower() and not (bracketed or dashed)):
        return ""
    separator = SEPARATOR.match(rest)
    name = rest[separator.end() if separator else 0 :].strip(CLOSERS)
    if not separator:
        told = _is_kind(name) or (_is_name(name) and len(name.split()) <= FEW_WORDS)
        return name if apart and mark[0].isupper() and told else ""
    sure = apart and separator[1] in ":："
    weak = separator[1] not in ":：" or rest.endswith(".")
    named = _is_name(name) or (sure and _is_organisation(name))
    return name if named and (apart or not weak) else ""


def _is_kind(credit: str) -> bool:
    """Whether ``credit`` tells a kind of photo, as in ``Ảnh tư liệu``."""
    words = WORD.findall(fold(credit))
    return len(words) <= MOST_WORDS and any(
        " ".join(words[:count]) in folded("photo_kinds") for count in (1, 2, 3)
    )


def _is_name(credit: str) -> bool:
    """Whether ``credit`` reads like photographers, an agency or a kind of photo."""
    words = credit.split()
    if not words or words[0][0] in BREAKS or len(words) > MOST_WORDS or not _is_phrase(credit):
        return False
    return _is_kind(credit) or all(map(_is_name_part, words))


def _is_organisation(credit: str) -> bool:
    """Whether ``credit`` can be an office's name: ``Bộ Quốc phòng Mỹ``, ``munchies``."""
    words = credit.split()
    named = bool(words) and (words[0][0].isupper() or len(words) <= 2)  # noqa: PLR2004
    return named and len(words) <= MOST_WORDS and _is_phrase(credit)


def _is_phrase(credit: str) -> bool:
    """Whether ``credit`` is short and no sentence ends inside it; initials may."""
    if len(credit) > LONGEST_CREDIT or ":" in credit or '"' in credit:
        return False
    return not any(SENTENCE_WORD.fullmatch(word) for word in credit.split()[:-1])


def _is_name_part(word: str) -> bool:
    first = word.lstrip("(“\"'@")[:1]
    named = first.isupper() or first.isdigit() or "@" in word or "." in word[1:-1]
    return named or word in BREAKS or fold(word.rstrip(",)")) in folded("name_joiners")
