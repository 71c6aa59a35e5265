"""One writer at a time in a data directory."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from search.archive.database import now
from search.errors import StorageError, WriterBusy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: As long as another writer may well take.
_PATIENCE_SECONDS = 3600.0
_AT_ONCE_SECONDS = 0.5

#: Is told who holds the lock, a process and since when, before the wait for it begins.
Waiting = Callable[[str], object]


def unnoticed(holder: str, /) -> None:
    """Wait in silence."""


@contextmanager
def writer_lock(
    path: Path, patience: float = _PATIENCE_SECONDS, waiting: Waiting = unnoticed
) -> Iterator[None]:
    """Hold the lock at ``path``; a dead holder's lock is free again, the system sees to that.

    Raises WriterBusy after ``patience`` seconds, StorageError where no lock can be made.
    """
    holder = path.with_name(path.name + ".holder")
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=min(patience, _AT_ONCE_SECONDS))
        except Timeout:
            waiting(_read(holder))
            lock.acquire(timeout=max(patience - _AT_ONCE_SECONDS, 0))
    except Timeout:
        raise WriterBusy(path, _read(holder)) from None
    except OSError as error:
        raise StorageError(path, error.strerror or str(error)) from error
    try:
        # who holds it is told as a courtesy: a full disk must not stop whoever frees it
        with suppress(OSError):
            holder.write_text(f"{os.getpid()}, {now()}", encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink(missing_ok=True)
        lock.release()


def _read(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "?"
    except (OSError, UnicodeDecodeError):
        return "?"
