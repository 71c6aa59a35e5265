"""What the tests of reliability share: commands in children, and what must hold after each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.archive.generations import read_manifest
from search.archive.lock import writer_lock
from search.archive.store import Archive
from search.engines.opening import default_engine, generations, open_reader
from search.errors import ArchiveMissing, IndexMissing
from search.hits import Kind, Sort
from search.inspection import verify
from search.query.parser import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.settings import DataDirectory

ENGINE = default_engine()


@dataclass(frozen=True)
class Ended:
    """How a command ended, and what it had said by then."""

    code: int
    said: str
    seconds: float

    @property
    def acknowledged(self) -> int:
        """How many records it had said are in the archive."""
        lines = [each for each in self.said.splitlines() if each.startswith("Đọc: ")]
        return int(lines[-1].split()[1].partition("/")[0]) if lines else 0


@pytest.fixture(scope="session")
def timbao_child() -> Iterator[Callable[..., Ended]]:
    """Run ``timbao`` in a child process that began with everything loaded: see forking.py."""
    if os.name != "posix":
        pytest.skip("children are forked, and killed, on POSIX")
    script = Path(__file__).with_name("forking.py")
    with subprocess.Popen(
        [sys.executable, script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "NO_COLOR": "1"},
    ) as process:

        def child(*arguments, data: DataDirectory, **trouble) -> Ended:
            all_arguments = [*map(str, arguments), "--data", str(data.root)]
            process.stdin.write(json.dumps({"arguments": all_arguments, **trouble}) + "\n")
            process.stdin.flush()
            return Ended(**json.loads(process.stdout.readline()))

        yield child
        process.stdin.close()


@dataclass(frozen=True)
class Room:
    """A data directory, and what must hold of it."""

    data: DataDirectory

    def found(self, text: str = "tin") -> list[str] | None:
        """Return the ids that a search finds, None where there is no index yet."""
        try:
            reader = open_reader(self.data, ENGINE)
        except IndexMissing:
            return None
        with closing(reader):
            # whatever happened, all that is there is whole
            assert list(reader.check()) == []
            options = {"kind": Kind.ARTICLE, "sort": Sort.RELEVANCE, "offset": 0, "limit": 1000}
            return sorted(each.article_id for each in reader.search(parse(text), **options).matches)

    def archived(self) -> dict[str, str]:
        """Return the body of every article in a sound archive, by id: none where none began."""
        try:
            with Archive(self.data.archive) as archive:
                archive.check()
                ids = [article_id for article_id, _ in archive.hashes()]
                return {name: each.body for name, each in archive.articles(ids).items()}
        except ArchiveMissing:
            return {}

    def assert_free(self) -> None:
        """Fail unless a writer can start at once."""
        with writer_lock(self.data.lock, patience=0):
            pass

    def assert_all_is_well(self) -> None:
        """Fail unless archive and index agree, and nothing else lies about."""
        assert list(verify(self.data, ENGINE)) == []
        known = generations(self.data, ENGINE)
        folder = known.current()
        assert known.unfinished() == []
        kept = {"manifest.json", *read_manifest(folder).seals}
        assert {each.name for each in folder.iterdir()} == kept
        assert len(list(folder.glob("*.toc"))) == 1
        assert len([each for each in known.root.iterdir() if each.is_dir()]) <= 2
        assert {each.name for each in known.root.iterdir() if each.is_file()} == {"CURRENT"}
        databases = ("archive.sqlite3", "people.sqlite3")
        allowed = {f"{each}{suffix}" for each in databases for suffix in ("", "-shm", "-wal")}
        allowed.add("writer.lock")
        assert {each.name for each in self.data.root.iterdir()} <= {*allowed, known.root.name}
        self.assert_free()


@pytest.fixture
def room(data) -> Room:
    """An empty data directory."""
    return Room(data)


@pytest.fixture(scope="session")
def make_room() -> Callable[[DataDirectory], Room]:
    """Look at a data directory."""
    return Room


@pytest.fixture(scope="session")
def write() -> Callable[..., Path]:
    """Write a line of JSON for an article of each name."""

    def write(path, names, text="Bài"):
        made = (
            {"id": name, "title": f"Tin {name}", "body": body(name, text), "captions": ["Ảnh"]}
            for name in names
        )
        path.write_text("".join(json.dumps(each) + "\n" for each in made), encoding="utf-8")
        return path

    return write


def body(name: str, text: str) -> str:
    return f"{text} {name}. " * 8


@pytest.fixture(scope="session")
def body_of() -> Callable[[str, str], str]:
    """Return the body that the article of a name has, in words that mark its revision."""
    return lambda name, text: body(name, text).strip()
