"""Ask again what may be asked twice, while a cluster makes up for a node that is gone."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from search.engines.opensearch.errors import ClusterRefused, NodesMissing

if TYPE_CHECKING:
    from collections.abc import Callable

_Answer = TypeVar("_Answer")

#: What it answers meanwhile, also where a point in time was on that node (404); and how many
#: seconds it is given for that, again and again, beside those it takes of its own accord.
_PASSING = frozenset((404, 429, 502, 503, 504))
_PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)


def retrying(ask: Callable[[], _Answer]) -> _Answer:
    """Return an answer, after a while where a node is gone at this moment. Raises ClusterError."""
    for pause in _PAUSES:
        try:
            return ask()
        except NodesMissing:
            pass
        except ClusterRefused as error:
            if error.status not in _PASSING:
                raise
        time.sleep(pause)
    return ask()
