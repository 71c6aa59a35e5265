from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from search.benchmark.collection import BREAK, FIELDS, YEARS, Collection
from search.benchmark.queries import Matching, QueryClass, sample
from search.errors import UsageError
from search.indexer import silent


def test_the_same_seed_gives_the_same_queries(collection):
    queries = sample(collection, 10, seed=3)
    assert sample(collection, 10, seed=3) == queries
    assert sample(collection, 10, seed=4) != queries
    assert Counter(query.query_class for query in queries) == dict.fromkeys(QueryClass, 10)


def test_queries_are_what_their_class_says(collection):
    for query in sample(collection, 10, seed=1):
        lengths = {
            QueryClass.COMMON: (1,),
            QueryClass.OR_8: (8,),
            QueryClass.AND_3: (3,),
            QueryClass.PHRASE_3: (3,),
        }
        assert len(query.keys) in lengths.get(query.query_class, (2, 3))
        assert (query.matching is Matching.PHRASE) == (query.query_class is QueryClass.PHRASE_3)
        assert (query.matching is Matching.ALL) == (query.query_class is QueryClass.AND_3)
        assert query.folded == (query.query_class is QueryClass.UNACCENTED)
        assert query.folded or query.tokens == tuple(map(collection.token, query.keys))
        assert (query.year in YEARS) == (query.query_class is QueryClass.FILTER)
        assert query.counted == (query.query_class is QueryClass.FACET)
        assert not query.folded or query.text.isascii()


def test_documents_have_the_syllables_of_their_articles(collection):
    articles, documents = list(collection.articles()), list(collection.documents())
    assert [each.id for each in articles] == [each.id for each in documents]
    assert [each.published.year for each in articles] == [each.year for each in documents]
    for article, document in zip(articles, documents, strict=True):
        assert list(document.texts) == list(FIELDS)
        assert len(document.texts["title"].split()) == len(article.title.split())
        assert document.texts["body"].split().count(BREAK) == len(article.paragraphs) - 1
        assert (document.texts["caption"] != "") == bool(article.captions)


def test_years_and_sources_are_made_up_from_numbers(collection):
    articles = list(collection.articles())
    assert {each.published.year for each in articles} == set(YEARS)
    assert len({each.source for each in articles}) == 12


def test_a_corpus_without_articles_is_said_to_be(tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    with pytest.raises(UsageError, match="No article"):
        Collection.of(empty, 9, tmp_path, silent)


def test_fewer_articles_than_asked_for_are_all_there_are(corpus, tmp_path):
    assert Collection.of(corpus, 9, tmp_path, silent).count == 9
    assert Collection.of(corpus, 999, tmp_path, silent).count == 240
    assert replace(next(Collection(tmp_path).documents()), texts={}).id == "bai-0"
