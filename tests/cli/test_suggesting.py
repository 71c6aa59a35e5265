from __future__ import annotations


def test_suggest_completes_what_is_typed(timbao, newsroom):
    ran = timbao("suggest", "le ba", "--data", newsroom, "--json")
    assert ran.code == 0
    assert ran.json["typed"] == "le ba"
    assert ran.json["suggestions"] == [
        {"text": "Lê Bá Hùng", "kind": "name", "articles": 1, "article_id": None}
    ]
    assert "Lê Bá Hùng" in timbao("suggest", "lê", "bá", "--data", newsroom).out


def test_nothing_to_suggest_is_exit_code_1(timbao, newsroom):
    ran = timbao("suggest", "qqq", "--data", newsroom)
    assert (ran.code, ran.out) == (1, "")


def test_similar_prints_hits_like_those_of_a_search(timbao, newsroom):
    ran = timbao("similar", "lu-1", "--data", newsroom, "--json")
    assert ran.code == 0
    assert ran.json["id"] == "lu-1"
    assert "lu-1" not in ran.ids
    searched = timbao("search", "lũ", "--data", newsroom, "--json").json["hits"]
    assert ran.json["hits"][0].keys() == searched[0].keys()


def test_similar_says_what_articles_have_in_common(timbao, newsroom):
    ran = timbao("similar", "lu-1", "--data", newsroom, "--limit", 1)
    assert ran.code == 0
    assert "Lũ ở Con Cuông" in ran.out
    assert "lũ" in ran.out


def test_nothing_similar_is_exit_code_1_and_no_such_article_2(timbao, newsroom):
    assert timbao("similar", "ma-2", "--data", newsroom).code == 1
    ran = timbao("similar", "nobody", "--data", newsroom)
    assert (ran.code, ran.out) == (2, "")
