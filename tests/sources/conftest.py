"""Shared data beside the project, and a way to open text as a Source."""

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from search.article import Article
from search.sources.formats import read
from search.sources.reader import Rejected, Source

Open = Callable[..., Source]


@pytest.fixture
def opened() -> Open:
    """Open bytes or text as a Source named ``bai``."""

    def open_as_source(content: bytes | str, default_source: str = "") -> Source:
        data = content.encode() if isinstance(content, str) else content
        return Source("bai", len(data), io.BufferedReader(io.BytesIO(data)), default_source)

    return open_as_source


@pytest.fixture
def read_file() -> Callable[..., list[Article | Rejected]]:
    """Read bytes or text as a file called ``tep``, in whatever format it is."""

    def read_as_file(content: bytes | str, name: str = "tep", **known: Any):
        data = content.encode() if isinstance(content, str) else content
        source = Source(name, len(data), io.BufferedReader(io.BytesIO(data)), **known)
        return list(read(source))

    return read_as_file


@pytest.fixture
def titles(read_file) -> Callable[..., list[str]]:
    """Read a file; return the titles of its articles and, in English, what was rejected."""

    def titles_of(content: bytes | str, name: str = "tep", **known: Any) -> list[str]:
        found = read_file(content, name, **known)
        return [each.title if isinstance(each, Article) else each.en for each in found]

    return titles_of


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return ../shared; without it skip, or fail where CI=true."""
    path = Path(__file__).parents[2].parent / "shared"
    if not path.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"no shared data at {path}")
        pytest.skip(f"no shared data at {path}")
    return path
