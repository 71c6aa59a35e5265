"""Regular expressions that take linear time: RE2 compiles them, whatever somebody types."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_MEMORY = 1 << 17  # bytes for one expression: (.{0,99}){99} does not fit


@lru_cache(maxsize=64)
def compiled(expression: str) -> Any:
    """Return what finds the lines of a text that ``expression`` matches whole, in any case.

    It looks through UTF-8. Raises ValueError, with the reason in English.
    """
    import re2

    options = re2.Options()
    options.never_nl = True  # a line is a syllable
    options.case_sensitive = False
    options.never_capture = True
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        re2.compile(expression, options)  # on its own: brackets in it must not close ours
        return re2.compile(f"(?m)^(?:{expression})$".encode(), options)
    except re2.error as error:
        reason = error.args[0]
        raise ValueError(reason.decode() if isinstance(reason, bytes) else reason) from None
