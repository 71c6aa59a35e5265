"""The keys of `--json`: those of DESIGN.md, and no key that nobody wrote down here."""

from __future__ import annotations

import pytest

PAGE = {"schema", "query", "total", "took_ms", "hits", "facets", "expansions", "suggestions"}
PAGE_EXTRA = {"page", "pages", "results", "behind", "relaxed", "capped"} | {
    *("people", "people_total", "people_behind")
}
HIT = {
    *("id", "kind", "score", "title", "url", "source", "published", "published_precision"),
    *("matched_in", "snippets", "captions"),
}
HIT_EXTRA = {"title_marks", "similar_copies"}
SNIPPET = {"field", "text", "marks"}
SNIPPET_EXTRA = {"start", "cut_before", "cut_after"}
CAPTION = {"ordinal", "text", "credit", "marks"}
CAPTION_EXTRA = {"alt", "alt_marks", "credit_marks"}
CAPTION_HIT = {"id", "kind", "article_id", "ordinal", "text", "alt", "credit", "marks"}
CAPTION_HIT_EXTRA = {*HIT - {"snippets", "captions"}, "alt_marks", "credit_marks"}


def test_search(timbao, newsroom):
    page = timbao("search", "lê bá hùng", "--data", newsroom, "--json").json
    assert page.keys() == PAGE | PAGE_EXTRA
    assert (page["schema"], page["query"], page["total"]) == ("timbao.search/1", "lê bá hùng", 1)
    [hit] = page["hits"]
    assert hit.keys() == HIT | HIT_EXTRA
    assert (hit["kind"], hit["url"], hit["published_precision"]) == ("article", None, "exact")
    assert hit["matched_in"] == ["body", "captions"]
    [snippet] = hit["snippets"]
    assert snippet.keys() == SNIPPET | SNIPPET_EXTRA
    assert [snippet["text"][start:end] for start, end in snippet["marks"]] == ["Lê Bá Hùng"]
    [photo] = hit["captions"]
    assert photo.keys() == CAPTION | CAPTION_EXTRA
    assert (photo["ordinal"], photo["credit"], photo["marks"]) == (1, "Lê Thanh", [[4, 14]])


def test_search_captions(timbao, newsroom):
    [hit] = timbao("search", "hùng", "--captions", "--data", newsroom, "--json").json["hits"]
    assert hit.keys() == CAPTION_HIT | CAPTION_HIT_EXTRA
    assert (hit["kind"], hit["article_id"], hit["ordinal"]) == ("caption", "cds", 1)
    assert (hit["credit"], hit["marks"]) == ("Lê Thanh", [[10, 14]])


def test_nothing_found_has_the_same_keys(timbao, newsroom):
    page = timbao("search", "khôngcó", "--data", newsroom, "--json")
    assert page.code == 1
    assert page.json.keys() == PAGE | PAGE_EXTRA
    assert page.json["hits"] == []


def test_status(timbao, newsroom):
    known = timbao("status", "--data", newsroom, "--json").json
    assert known["schema"] == "timbao.status/1"
    assert (known["articles"], known["captions"], known["engine"]) == (9, 3, "whoosh")
    assert known["generation"]
    assert known["stale"] is False
    [entry] = known["quarantine"]
    assert entry["line"] == 2
    assert entry["reason"]
    assert entry["reason_vi"]


@pytest.mark.parametrize(
    ("command", "keys"),
    [
        (["index", "FILE"], {"new", "changed", "unchanged", "quarantined", "indexed", "rejected"}),
        (["show", "cds"], {"id", "title", "lead", "body", "captions", "published", "extra"}),
        (["remove", "cds", "--yes"], {"article_id", "removed", "dry_run"}),
        (["rebuild"], {"indexed", "seconds"}),
        (["status"], {"articles", "captions", "generation", "stale", "engine"}),
        (["verify"], {"articles", "findings"}),
    ],
)
def test_every_command_answers_in_json_with_a_schema(timbao, data, articles, command, keys):
    name = {"show": "article"}.get(command[0], command[0])
    ran = timbao(
        *[articles if each == "FILE" else each for each in command], "--data", data, "--json"
    )
    expected = 1 if command[0] == "index" else 0  # a date in FILE cannot be read
    assert (ran.code, ran.err) == (expected, "")
    assert ran.json["schema"] == f"timbao.{name}/1"
    assert keys <= ran.json.keys()
