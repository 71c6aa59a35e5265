"""What tests of this room share: the recogniser that comes with Tìm Báo, mentions in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.officials.recogniser import default_recogniser

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.officials.mentions import Mention


@pytest.fixture(scope="session")
def mentioned(make_article) -> Callable[..., list[Mention]]:
    """The mentions of an article with this body, and what other parts it is given."""

    def find(body="", **parts):
        article = make_article("one", body=body, **{"title": "Tin trong tỉnh", **parts})
        return default_recogniser().mentions(article)

    return find
