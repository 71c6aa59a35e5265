"""A reader opens whatever is in use, even if that changes while it looks; damage stays damage."""

from __future__ import annotations

from contextlib import closing

import pytest

from search.archive.generations import read_manifest
from search.engines.opening import default_engine, generations, open_index, seen
from search.errors import IndexDamaged, IndexMissing
from search.inspection import status

ENGINE = default_engine()


@pytest.mark.parametrize("change", ["swap", "commit", "both"])
def test_what_a_writer_takes_away_while_a_reader_looks_is_looked_for_again(
    add, indexer, data, change
):
    add("a")
    looked = []

    def look(folder):
        """Let a writer come between finding the folder and opening what is in it."""
        looked.append(folder.name)
        listed = sorted(each.name for each in folder.iterdir())
        if len(looked) == 1:
            if change != "commit":
                indexer.rebuild()
            add("b")  # drops the folder that was just found
        if not all((folder / name).exists() for name in listed):
            raise IndexDamaged(folder, "gone")
        return read_manifest(folder)

    assert seen(generations(data, ENGINE), look).change == 2
    assert looked == ["000001", "000001" if change == "commit" else "000002"]


def test_what_is_damaged_and_does_not_change_is_said_so_at_once(add, data):
    add("a")
    looks = []

    def look(folder):
        looks.append(folder)
        raise IndexDamaged(folder, "bad")

    with pytest.raises(IndexDamaged, match="bad"):
        seen(generations(data, ENGINE), look)
    assert len(looks) == 1


def test_a_writer_that_never_rests_does_not_keep_a_reader_looking_for_ever(add, data, monkeypatch):
    monkeypatch.setattr("search.engines.opening._PAUSE_SECONDS", 0)
    add("a")

    def look(folder):
        with (folder / "restless").open("a", encoding="utf-8") as file:
            file.write("x")
        raise IndexDamaged(folder, "bad")

    with pytest.raises(IndexDamaged, match="bad"):
        seen(generations(data, ENGINE), look)


def test_no_index_is_no_damage(data):
    with pytest.raises(IndexMissing):
        open_index(data, ENGINE)


def test_the_manifest_is_that_of_the_index_opened(add, indexer, data, make_article):
    add("a")
    opened = open_index(data, ENGINE)
    with closing(opened.reader):
        assert opened.manifest.change == 1
        indexer.accept([("test", make_article("b"))])
        assert status(data, ENGINE).behind == 1
