from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.posting_blocks import decode_many, encode
from search.engines.whoosh.postings import (
    SINGLE,
    PostingRun,
    TermPostings,
    count_at,
    ramp,
    size,
)


def run_of(lists: list[list[tuple[int, int]]]) -> PostingRun:
    postings = [posting for each in lists for posting in each]
    documents, frequencies = np.array(postings, np.int64).reshape(-1, 2).T
    return PostingRun(np.cumsum([0, *map(len, lists)]), documents, frequencies)


def one_by_one(places, content, documents):
    for place in places:
        if place >= SINGLE:
            yield [(int(place ^ SINGLE), 1)]
            continue
        at = int(place)
        term = TermPostings.of(content[at : at + size(content, at, documents)], documents)
        found, frequencies = term.decode()
        assert count_at(content, at) == term.count == len(found)
        if frequencies is None:
            frequencies = np.ones(len(found), np.int64)
        yield list(zip(found.tolist(), frequencies.tolist(), strict=True))


def many(places, content, documents):
    firsts, found, frequencies = decode_many(content, places, documents)
    postings = list(zip(found.tolist(), frequencies.tolist(), strict=True))
    return [postings[a:b] for a, b in pairwise(firsts)]


def posting_lists(documents: int):
    frequency = st.one_of(st.just(1), st.integers(1, 300), st.just(70_000))
    posting = st.dictionaries(st.integers(0, documents - 1), frequency, max_size=40)
    return st.lists(posting.map(lambda each: sorted(each.items())), max_size=8)


@pytest.mark.parametrize("documents", [1, 7, 60, 700, 200_000])
@given(data=st.data())
def test_what_was_written_is_read_whole_and_term_by_term(documents, data):
    lists = data.draw(posting_lists(documents))
    places, content = encode(run_of(lists), documents, 0)
    assert list(one_by_one(places, content, documents)) == lists
    assert many(places, content, documents) == lists


@pytest.mark.parametrize("gap", [254, 255, 256, 65_534, 65_535, 65_536])
def test_gaps_around_the_limits_of_a_byte_and_of_two(gap):
    lists = [[(0, 1), (gap, 255), (2 * gap, 254), (2 * gap + 1, 256)], [(gap, 1)]]
    places, content = encode(run_of(lists), 1 << 20, 0)
    assert list(one_by_one(places, content, 1 << 20)) == lists
    assert many(places, content, 1 << 20) == lists


def test_a_term_in_most_documents_takes_a_byte_for_each_of_them():
    lists = [[(document, 1 + document % 3) for document in range(90)]]
    _, content = encode(run_of(lists), 100, 0)
    assert len(content) == 5 + 100


def test_a_term_in_one_document_takes_nothing():
    places, content = encode(run_of([[(5, 1)], [(7, 1)]]), 100, 0)
    assert (places ^ SINGLE).tolist() == [5, 7]
    assert not len(content)


def test_places_follow_what_was_written_before():
    lists = [[(1, 2), (4, 1)], [(3, 1)]]
    places, _ = encode(run_of(lists), 100, 1000)
    assert places.tolist() == [1000, 3 | int(SINGLE)]


def test_ramp_counts_within_each_group():
    assert ramp(np.array([2, 0, 3])).tolist() == [0, 1, 0, 1, 2]
