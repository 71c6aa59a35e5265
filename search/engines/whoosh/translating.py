"""Errors of the system and of Whoosh, in our words."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from search.errors import IndexDamaged, SearchError, StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def translating_errors(folder: Path) -> Iterator[None]:
    """Tell what the disk refuses, and what is not there."""
    try:
        yield
    except FileNotFoundError as error:
        raise IndexDamaged(folder, f"missing: {error.filename}") from error
    except OSError as error:
        raise StorageError(folder, error.strerror or str(error)) from error


@contextmanager
def reading_contents(folder: Path) -> Iterator[None]:
    """Tell what a damaged file makes Whoosh and pickle raise, which can be anything at all."""
    try:
        yield
    except (OSError, SearchError):
        raise
    except Exception as error:
        raise IndexDamaged(folder, f"{type(error).__name__}: {error}") from error
