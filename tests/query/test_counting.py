from __future__ import annotations

from contextlib import closing

import pytest

from search.engines.opening import default_engine, open_reader
from search.hits import Kind, Sort
from search.query.counting import for_counting
from search.query.parser import parse
from search.query.tree import And, Words


@pytest.mark.parametrize(
    "text", ["mưa lớn", "mưa lớn -nắng", 'title:mưa "gió lớn"', "TT&TT mưa", "mưa"]
)
def test_the_same_matches_with_nothing_in_a_row(make_article, indexed, data, text):
    indexed(
        make_article("a", "Mưa lớn", body="Gió lớn."),
        make_article("b", "Mưa, nắng", body="Lớn."),
        make_article("c", "Sở TT&TT", body="mưa"),
    )
    query = parse(text)
    plain = for_counting(query)
    assert not any(isinstance(each, Words) for each in _nodes(plain.root))
    options = {"kind": Kind.ARTICLE, "sort": Sort.NEWEST, "offset": 0, "limit": 9}
    with closing(open_reader(data, default_engine())) as reader:
        ranked, counted = (reader.search(each, **options) for each in (query, plain))
    assert counted.total == ranked.total > 0
    assert [m.article_id for m in counted.matches] == [m.article_id for m in ranked.matches]


def _nodes(node):
    parts = node.nodes if isinstance(node, And) else ()
    return [node, *(each for part in parts for each in _nodes(part))]
