"""The engines that keep the same promises; a new one joins by one line in the fixture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh.engine import WhooshEngine

if TYPE_CHECKING:
    from search.engines.engine import Engine


@pytest.fixture(scope="module", params=["whoosh", "opensearch"])
def engine(request) -> Engine:
    """Give each engine in turn; a cluster where there is one."""
    return WhooshEngine() if request.param == "whoosh" else request.getfixturevalue("on_cluster")
