"""The index before the last rebuild can be used again, and lacks nothing that came since."""

from __future__ import annotations

import pytest

from search.engines.opening import default_engine, generations
from search.errors import UsageError
from search.indexer import silent
from search.inspection import verify
from search.rolling_back import roll_back


def test_the_index_before_comes_back_with_what_came_since(data, indexer, add, found):
    add("a")
    before = generations(data, default_engine()).current()
    indexer.rebuild()
    assert roll_back(data, default_engine(), silent) == before.name
    assert generations(data, default_engine()).current() == before
    assert found() == ["a"]
    add("b")
    assert found() == ["a", "b"]
    assert list(verify(data, default_engine())) == []


def test_what_was_accepted_in_between_is_added_first(data, indexer, add, found, make_article):
    add("a")
    indexer.rebuild()
    indexer.accept([("test", make_article("b"))])
    roll_back(data, default_engine(), silent)
    assert found() == ["a", "b"]


def test_the_later_index_is_gone_and_a_rebuild_makes_one_of_a_new_number(data, indexer, add):
    add("a")
    indexer.rebuild()
    roll_back(data, default_engine(), silent)
    assert generations(data, default_engine()).unfinished() == []
    indexer.rebuild()
    assert list(verify(data, default_engine())) == []


def test_where_there_is_none_before_it_is_said(data, add):
    add("a")
    with pytest.raises(UsageError, match="timbao rebuild"):
        roll_back(data, default_engine(), silent)
