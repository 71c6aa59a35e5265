"""A reader that crashes, hangs or raises costs the one file it was at."""

import sys
from itertools import islice
from multiprocessing import spawn
from pathlib import Path

import pytest

from search.sources.reader import Rejected
from search.sources.reading_processes import AHEAD, BATCH, read_apart

READER = """
import os, time
from dataclasses import dataclass
from search.article import Article

@dataclass
class Ill:
    name: str
    records: int = 1
    end: str = ""
    position: int = 0

def read(file):
    for number in range(file.records):
        yield Article(id=f"{file.name}{number}", title=file.name)
    file.position = 7
    if file.end == "crash":
        os.kill(os.getpid(), 9)
    if file.end == "eat":
        eaten = bytearray(64 << 30)
    if file.end == "hang":
        time.sleep(600)
    if file.end == "raise":
        raise ValueError("hỏng")
"""


@pytest.fixture
def ill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Return a module whose reader ends as a file says; processes begun from now on find it."""
    (tmp_path / "ill_reader.py").write_text(READER)
    monkeypatch.syspath_prepend(tmp_path)
    import ill_reader

    yield ill_reader
    del sys.modules["ill_reader"]


def told(*found) -> list[str]:
    return [record.en if isinstance(record, Rejected) else record.id for _, record in found]


def test_bad_files_cost_one_line_each_and_the_order_is_kept(ill) -> None:
    files = [
        ill.Ill("a", records=BATCH + 1),
        ill.Ill("b", records=0, end="crash"),
        ill.Ill("c"),
        ill.Ill("d", end="raise"),
        ill.Ill("e", records=0, end="hang"),
        Rejected("link", None, "vòng", "looped"),
        *(ill.Ill(f"f{number}") for number in range(3 * AHEAD)),
    ]
    found = told(*read_apart(files, ill.read, processes=2, patience=4))
    assert found == [
        *(f"a{number}" for number in range(BATCH + 1)),
        "the process that read it died",
        "c0",
        "d0",
        "the reader failed: ValueError: hỏng",
        "gave nothing for 4 seconds; given up",
        "looped",
        *(f"f{number}0" for number in range(3 * AHEAD)),
    ]
    whole = [each for each in files if isinstance(each, ill.Ill) and not each.end]
    assert {each.position for each in whole} == {7}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to the limit")
def test_a_reader_that_eats_memory_costs_its_file(ill) -> None:
    files = [ill.Ill("a", end="eat"), ill.Ill("b")]
    assert told(*read_apart(files, ill.read)) == ["a0", "needs over 3 GB of memory", "b0"]


def test_files_are_read_here_where_no_process_can_begin(ill, monkeypatch) -> None:
    monkeypatch.setattr(spawn, "get_executable", lambda: b"/bin/false")
    assert told(*read_apart([ill.Ill("a"), ill.Ill("b")], ill.read)) == ["a0", "b0"]


def test_no_more_files_are_asked_for_than_are_read_ahead(ill) -> None:
    asked = []

    def files():
        for number in range(100):
            asked.append(number)
            yield ill.Ill(f"{number}")

    reading = read_apart(files(), ill.read)
    assert told(*islice(reading, 1)) == ["00"]
    assert len(asked) == AHEAD
    reading.close()
