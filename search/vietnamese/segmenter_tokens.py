"""Cut a text where pyvi does: syllables, numbers, abbreviations, addresses, marks, newlines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# pyvi's one pattern less e-mail; group 1 is the part that it tries before e-mail
# (its + is ++ here: what follows can never match a letter given back, so none need be tried)
_TOKEN = re.compile(
    r"([A-ZĐ]++\.|Tp\.|Mr\.|Mrs\.|Ms\.|Dr\.|ThS\.|==>|->|\.\.\.|>>|\n|\w++://[^\s]++)"
    r"|\d++(?:[.,_]\d++)++|[^\w\s]|\w++"
)
# a run of letters that may be the user of an address; group 1 is its @, group 2 its host
_MAIL = re.compile(r"[a-zA-Z0-9_.+-]+(?:(@)(?=((?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+)))?")


def token_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield ``(start, end)`` of every token that pyvi finds in NFC ``text``, in linear time.

    pyvi tries its e-mail pattern at every token, each time to the end of a run of letters and
    dots: 12 s for 100 KB of ``a.a.a.``. All tries in one run end at the same @, so here each run
    is looked at once.
    """
    if text.isalnum():  # most calls
        yield 0, len(text)
        return
    position = 0
    for user, at, end in _mails(text) if "@" in text else ():
        if position >= at:
            continue
        for token in _TOKEN.finditer(text, position):
            start = token.start()
            if start >= at:
                break
            is_mail = start >= user and token[1] is None
            position = end if is_mail else token.end()
            yield start, position
            if position >= at:
                break
    for token in _TOKEN.finditer(text, position):
        yield token.span()


def _mails(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield ``(user, at, end)`` of all that could be addresses.

    A token that starts from ``user`` up to the @ at ``at`` is an address, and stops at ``end``,
    unless pyvi tries another pattern first.
    """
    for run in _MAIL.finditer(text):
        if run[1]:
            yield run.start(), run.start(1), run.end(2)
