"""Shared data beside the project, and a way to open text as a Source."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from search.sources.reader import Source

Open = Callable[..., Source]


@pytest.fixture
def opened() -> Open:
    """Open bytes or text as a Source named ``bai``."""

    def open_as_source(content: bytes | str, default_source: str = "") -> Source:
        data = content.encode() if isinstance(content, str) else content
        return Source("bai", len(data), io.BufferedReader(io.BytesIO(data)), default_source)

    return open_as_source


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return ../shared; without it skip, or fail where CI=true."""
    path = Path(__file__).parents[2].parent / "shared"
    if not path.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no shared data at {path}")
        pytest.skip(f"no shared data at {path}")
    return path
