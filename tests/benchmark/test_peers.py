"""Fair means that all do the same work: they are to find the same documents, every one of them."""

from __future__ import annotations

from itertools import product

import pytest

from search.benchmark.peers.installed import installed, is_installed, peer
from search.benchmark.peers.peer import shared, shares
from search.benchmark.queries import QueryClass, sample
from search.errors import UsageError

OTHERS = ["tantivy", "sqlite fts5", "xapian", "whoosh"]


def built(name, collection, folder, segments=1):
    if not is_installed(name):
        pytest.skip(f"{name} is not installed")
    folder.mkdir(exist_ok=True)
    each = peer(name)
    each.build(collection, folder, segments)
    return each.open(folder)


def found(opened, queries, limit):
    prepared = {query: opened.prepared(query, limit) for query in queries}
    answers = {query: set(run()) for query, run in prepared.items() if run}
    opened.close()
    return answers


@pytest.fixture(scope="module")
def queries(collection):
    return sample(collection, 15, seed=2)


@pytest.fixture(scope="module")
def ours(collection, queries, tmp_path_factory):
    opened = built("timbao", collection, tmp_path_factory.mktemp("timbao"))
    return found(opened, queries, collection.count)


@pytest.mark.parametrize(("name", "segments"), [*product(OTHERS, [1, 3])])
def test_every_engine_finds_the_same_documents(name, segments, collection, ours, tmp_path):
    queries = list(ours)
    theirs = found(built(name, collection, tmp_path, segments), queries, collection.count)
    plain = [query for query in queries if not query.folded]
    assert list(theirs) == plain
    assert theirs == {query: ours[query] for query in plain}


def test_the_queries_find_something_and_not_everything(collection, queries, ours):
    assert set(ours) == set(queries)
    for query, ids in ours.items():
        assert ids or query.query_class is QueryClass.FILTER, query
    assert any(len(ids) < collection.count / 4 for ids in ours.values())


def test_what_is_typed_finds_what_the_plain_query_finds(collection, queries, ours, tmp_path):
    typed = found(built("timbao, as typed", collection, tmp_path), queries, collection.count)
    for query, ids in typed.items():
        if query.query_class in {QueryClass.AND_3, QueryClass.PHRASE_3}:
            # typed syllables stand for their other spellings too: kỹ for kĩ
            assert ids >= ours[query], query
        assert ids <= ours[query] or query.query_class not in {QueryClass.OR_8, QueryClass.FACET}


def test_the_whole_answer_has_all_that_is_found_as_typed(collection, queries, tmp_path):
    few = queries[::10]
    typed = found(built("timbao, as typed", collection, tmp_path / "a"), few, collection.count)
    opened = built("timbao, whole answer", collection, tmp_path / "b")
    assert opened.segments == 1
    whole = found(opened, few, collection.count)
    for query, ids in typed.items():
        assert whole[query] >= ids, query


@pytest.mark.parametrize("name", ["timbao", "timbao, whole answer", *OTHERS])
def test_ten_are_given_where_more_match(name, collection, queries, tmp_path):
    opened = built(name, collection, tmp_path)
    common = next(query for query in queries if query.query_class is QueryClass.COMMON)
    assert len(opened.prepared(common)()) == 10
    opened.close()


def test_segments_are_those_asked_for(collection, tmp_path):
    opened = built("timbao", collection, tmp_path)
    assert opened.segments == 1
    opened.close()


def test_shares_add_up():
    assert shares(100, 1) == [100]
    assert shares(103, 8) == [62, 6, 6, 6, 6, 6, 6, 5]
    assert [list(share) for share in shared(range(5), [3, 2])] == [[0, 1, 2], [3, 4]]
    assert [list(share) for share in shared(range(5), [])] == [[0, 1, 2, 3, 4]]


def test_an_unknown_engine_is_refused():
    with pytest.raises(UsageError, match="No engine lucene"):
        installed(["lucene"])
    assert [each.name for each in installed(["whoosh", "timbao"])] == ["timbao", "whoosh"]
