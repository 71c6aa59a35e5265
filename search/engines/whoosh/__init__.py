"""Whoosh 2.7.4 behind the protocol of an engine."""

from __future__ import annotations

import sys
from types import ModuleType

_UNUSED = "urllib.request"

# whoosh.compat imports urllib.request, and with it http, email and ssl, for a name that nobody
# uses: a fifth of the time that a search takes to begin
if _UNUSED not in sys.modules and "whoosh.compat" not in sys.modules:
    _stand_in = ModuleType(_UNUSED)
    _stand_in.urlretrieve = None  # type: ignore[attr-defined]
    sys.modules[_UNUSED] = _stand_in
    try:
        import whoosh.compat  # noqa: F401
    finally:
        del sys.modules[_UNUSED]
