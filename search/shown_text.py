"""Text of others made safe to show: what a terminal would obey and a page would be turned by."""

from __future__ import annotations

import re

# an article may hold escape sequences and right-to-left overrides, a file name broken UTF-8;
# a terminal would obey the first and choke on the last
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def safe(text: str) -> str:
    """Return ``text``, of the same length, with U+FFFD for every control character."""
    return _CONTROL.sub("\ufffd", text)


def safe_line(text: str) -> str:
    """Return ``text``, of the same length, safe and on one line."""
    return safe(text).replace("\n", " ").replace("\t", " ")
