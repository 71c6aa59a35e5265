"""Regular expressions that take linear time: RE2 compiles them, whatever somebody types."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import Any

_BEGINNING = 8  # bytes
_MEMORY = 1 << 17  # bytes for one expression: (.{0,99}){99} does not fit


@lru_cache(maxsize=64)
def compiled(expression: str) -> Any:
    """Return what finds the lines of a text that ``expression`` matches whole, in any case.

    It looks through UTF-8. Raises ValueError, with the reason in English.
    """
    import re2

    options = _options()
    options.never_nl = True  # a line is a syllable
    options.case_sensitive = False
    try:
        re2.compile(expression, options)  # on its own: brackets in it must not close ours
        return re2.compile(f"(?m)^(?:{expression})$".encode(), options)
    except re2.error as error:
        reason = error.args[0]
        raise ValueError(reason.decode() if isinstance(reason, bytes) else reason) from None


@lru_cache(maxsize=64)
def beginning(expression: str) -> str:
    """Return ASCII letters that each lower-case text begins with that ``expression`` matches.

    It is one that ``compiled`` takes. There may be more such letters.
    """
    import re2

    if expression != expression.lower():  # in any case: it matches more than as it stands
        return ""
    # RE2 says between which two texts all lie that match: they share what those do
    matching = re2.compile(f"^(?:{expression})$".encode(), _options())
    pairs = zip(*matching.possiblematchrange(_BEGINNING), strict=False)
    shared = bytes(one for one, _ in takewhile(lambda two: two[0] == two[1], pairs))
    return "".join(takewhile(str.isalnum, shared.decode("ascii", "replace")))


def _options() -> Any:
    import re2

    options = re2.Options()
    options.never_capture = True
    options.log_errors = False
    options.max_mem = _MEMORY
    return options
