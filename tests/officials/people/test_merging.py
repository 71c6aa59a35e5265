"""Files of people can go into one, which then says what one file of all articles would."""

from __future__ import annotations

from contextlib import closing

import pytest

from search.archive.store import Archive
from search.indexer import silent
from search.officials.people.chronicle import Chronicle
from search.officials.people.conditions import Wanted
from search.officials.people.decisions import Decisions
from search.officials.people.gathering import Gathering
from search.officials.people.merging import gathered
from search.officials.people.register import Register
from search.officials.people.store import PeopleFile
from search.recognising import recognise
from search.settings import DataDirectory

SAID = [
    "Ông Lê Bá Hùng, Phó Chủ tịch UBND tỉnh Nghệ An, đi kiểm tra đê điều.",
    "Ông Lê Bá Hùng - Phó Chủ tịch UBND tỉnh Nghệ An làm việc với huyện Hưng Nguyên.",
    "Bà Trần Thị Mai, Giám đốc Sở Y tế Nghệ An, thăm bệnh viện cùng ông Lê Bá Hùng.",
    "Bà Trần Thị Mai, Giám đốc Sở Y tế Nghệ An, chủ trì cuộc họp. Bà Mai được tặng Bằng khen.",
]


@pytest.fixture
def recognised(tmp_path, make_article):
    def recognised(name, numbers):
        data = DataDirectory(tmp_path / name)
        with Archive(data.archive, create=True) as archive:
            for number in numbers:
                archive.accept(make_article(f"a{number}", body=SAID[number]), "test")
            recognise(data, archive, 1, silent)
        return data

    return recognised


def people(data) -> list[tuple]:
    with closing(PeopleFile(data.people)) as file:
        register = Register(file)
        chronicle = Chronicle(file, register)
        found = register.listed(Wanted(), 100)
        return sorted(
            (
                p.name,
                p.known,
                p.articles,
                len(p.terms),
                [h.name for h, _ in chronicle.honours(p.number)],
            )
            for p in found
        )


def test_two_files_come_to_what_one_is(recognised, tmp_path):
    whole = recognised("whole", range(4))
    merged = DataDirectory(tmp_path / "merged")
    merged.root.mkdir()
    with closing(PeopleFile(merged.people, create=True)) as file:
        gathering = Gathering(file)
        for each in (recognised("one", (0, 2)), recognised("two", (1, 3))):
            with closing(PeopleFile(each.people)) as own:
                gathering.take(list(gathered(own)), 0, "")
        gathering.settle(Decisions())
    assert people(merged) == people(whole) != []
