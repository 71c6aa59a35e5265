"""An archive in a folder of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.archive.store import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def path(tmp_path):
    return tmp_path / "archive.sqlite3"


@pytest.fixture
def archive(path) -> Iterator[Archive]:
    with Archive(path, create=True) as opened:
        yield opened
