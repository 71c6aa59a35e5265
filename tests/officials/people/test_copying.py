"""A file of people goes through JSON values into a file that says the same."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from search.archive.store import Archive
from search.indexer import silent
from search.officials.people.copying import Copy, rows_of_articles, rows_of_people, token_of
from search.officials.people.schema import TABLES
from search.officials.people.store import PeopleFile
from search.recognising import recognise
from search.settings import DataDirectory

SAID = [
    "Ông Lê Bá Hùng, Phó Chủ tịch UBND tỉnh Nghệ An, đi kiểm tra đê điều.",
    "Ông Lê Bá Hùng - Phó Chủ tịch UBND tỉnh Nghệ An làm việc với huyện Hưng Nguyên.",
    "Bà Trần Thị Mai, Giám đốc Sở Y tế Nghệ An, thăm bệnh viện cùng ông Lê Bá Hùng.",
    "Ông Nguyễn Văn Nam được tặng Bằng khen. Mưa lớn.",
    "Mưa lớn.",
]


@pytest.fixture
def recognised(tmp_path, make_article) -> DataDirectory:
    data = DataDirectory(tmp_path / "data")
    with Archive(data.archive, create=True) as archive:
        for number, text in enumerate(SAID):
            archive.accept(
                make_article(f"a{number}", body=text, captions=[text] * (number % 2)), "test"
            )
        recognise(data, archive, 1, silent)
    return data


def tables(path) -> dict[str, list[tuple]]:
    with closing(PeopleFile(path)) as file:
        return {each: sorted(map(tuple, file.rows(f"SELECT * FROM {each}"))) for each in TABLES}


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_a_copy_says_what_the_file_does(recognised, tmp_path, at_once):
    with closing(PeopleFile(recognised.people)) as file:
        rows = json.loads(json.dumps([*rows_of_people(file), *rows_of_articles(file, at_once)]))
    path = tmp_path / "copy.sqlite3"
    assert token_of(path) == ""
    for token in ("one", "two"):  # the second takes the place of the first
        with Copy(path) as copy:
            copy.fill(rows)
            copy.put_in_place(token)
        assert token_of(path) == token
    assert tables(path) == tables(recognised.people)
    assert [each.name for each in tmp_path.glob("copy*")] == ["copy.sqlite3"]


def test_a_copy_that_is_not_put_in_place_leaves_nothing(tmp_path):
    path = tmp_path / "copy.sqlite3"
    with Copy(path) as copy:
        copy.fill([{"unsettled": [[1]]}])
    assert list(tmp_path.glob("copy*")) == []


def test_who_reads_the_former_file_goes_on_reading_it(recognised):
    with closing(PeopleFile(recognised.people)) as reading:
        with Copy(recognised.people) as copy:
            copy.fill([])
            copy.put_in_place("none")
        assert reading.number("SELECT count(*) FROM person") > 0
    assert tables(recognised.people)["person"] == []
