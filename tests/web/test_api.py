"""The API answers as ``--json`` does, and says what is wrong as a problem."""

from __future__ import annotations

import json
import re

import pytest

from search.cli.main import run
from search.web.parameters import SearchParameters
from tests.web.conftest import PROJECT


def timbao(capsys, newsroom, *arguments):
    capsys.readouterr()
    run(["--data", str(newsroom.root), *arguments, "--json"])
    return json.loads(capsys.readouterr().out)


def without_time(answer):
    return {name: value for name, value in answer.items() if name != "took_ms"}


SAME = [
    ({"q": "chuyen doi so"}, ["chuyen doi so"]),
    ({"q": "hội nghị", "kind": "caption"}, ["hội nghị", "--captions"]),
    ({"q": "lũ", "sort": "newest", "page": 2}, ["lũ", "--sort=newest", "--page=2"]),
    ({"q": "lũ", "limit": 2}, ["lũ", "--limit=2"]),
    ({"q": "lũ", "from": "10/2021", "to": "2022"}, ["lũ", "--from=10/2021", "--to=2022"]),
    ({"q": "lu", "exact": 1}, ["lu", "--exact"]),
    ({"q": "TT&TT", "expand": 0, "succession": 0}, ["TT&TT", "--no-expand", "--no-succession"]),
    ({"q": "lũ chuyển đổi", "relax": 0}, ["lũ chuyển đổi", "--no-relax"]),
    ({"q": "lũ", "in": "title", "source": "Hà Tĩnh"}, ["lũ", "--in=title", "--source=Hà Tĩnh"]),
    ({"q": "lũ", "exclude": ["year=2021", "source=A & B"]},
     ["lũ", "--exclude=year=2021", "--exclude=source=A & B"]),
    ({"q": "lũ", "facet": ["year", "source"], "all_copies": 1},
     ["lũ", "--facet=year", "--facet=source", "--all-copies"]),
    ({"q": 'người:"le ba hung" -lũ', "facet": ["person", "place"], "exclude": "place=Hà Tĩnh"},
     ['người:"le ba hung" -lũ', "--facet=person", "--facet=place", "--exclude=place=Hà Tĩnh"]),
]  # fmt: skip


@pytest.mark.parametrize(("parameters", "arguments"), SAME)
def test_a_search_is_that_of_the_command_line(client, newsroom, capsys, parameters, arguments):
    answer = client.get("/api/search", params=parameters)
    assert answer.status_code == 200
    typed = timbao(capsys, newsroom, "search", *arguments)
    assert without_time(answer.json()) == without_time(typed)


def test_an_article_and_suggestions_are_those_of_the_command_line(client, newsroom, capsys):
    assert client.get("/api/articles/cds").json() == timbao(capsys, newsroom, "show", "cds")
    suggested = client.get("/api/suggest", params={"q": "le ba"}).json()
    assert suggested == timbao(capsys, newsroom, "suggest", "le ba", "--limit=8")
    assert client.get("/api/status").json() == timbao(capsys, newsroom, "status")


def test_people_are_those_of_the_command_line(client, newsroom, capsys):
    for parameters, arguments in (
        ({}, []),
        ({"q": "bá hùng"}, ["bá hùng"]),
        ({"office": "giám đốc", "place": "Nghệ An"}, ["--office=giám đốc", "--place=Nghệ An"]),
        ({"from": "2020", "to": "12/2020", "least": 1, "limit": 1},
         ["--from=2020", "--to=12/2020", "--least=1", "--limit=1"]),
    ):  # fmt: skip
        answer = client.get("/api/people", params=parameters).json()
        assert answer["people"]
        assert answer == timbao(capsys, newsroom, "people", *arguments)
    for typed in ("lê bá hùng", "giám đốc sở tt&tt nghệ an", answer["people"][0]["id"]):
        answer = client.get(f"/api/people/{typed}", params={"articles": 1}).json()
        told = timbao(capsys, newsroom, "official", typed, "--articles=1")
        assert answer["people"]
        assert without_time(answer) == without_time(told)


@pytest.mark.parametrize(
    ("path", "status", "error"),
    [
        ('/api/search?q="', 400, "QueryError"),
        ("/api/search?q=a&from=hôm-nào", 400, "UsageError"),
        ("/api/search?q=a&limit=101", 400, "UsageError"),
        ("/api/search?q=a&page=0", 400, "UsageError"),
        ("/api/search?q=a&form=2020", 400, "UsageError"),
        ("/api/search?q=" + "a" * 1001, 400, "UsageError"),
        ("/api/search?q=a&filter=x", 400, "UsageError"),
        ("/api/articles/none", 404, "ArticleMissing"),
        ("/api/people?from=hôm-nào", 400, "UsageError"),
        ("/api/people?limit=201", 400, "UsageError"),
        ("/api/people/none", 404, "NobodyThere"),
        ("/api/none", 404, "NoSuchPage"),
        ('/search.csv?q="', 400, "QueryError"),
    ],
)
def test_an_error_is_a_problem(client, path, status, error):
    answer = client.get(path)
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (answer.status_code, problem["status"], problem["error"]) == (status, status, error)
    assert problem["message_vi"]
    assert problem["title"]


def test_only_reading_is_possible(client):
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.request(method, "/api/articles/cds").status_code == 405


def keys(value):
    """Return the paths of all keys in a JSON value; FastAPI shows none that are null."""
    if isinstance(value, dict):
        given = {name: each for name, each in value.items() if each is not None}
        below = (f"{name}.{key}" for name, each in given.items() for key in keys(each))
        return {*given, *below}
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


def test_openapi_shows_examples_with_the_keys_of_real_answers(client):
    described = client.get("/api/openapi.json").json()
    for path, asked in {
        "/api/search": "/api/search?q=le ba hung&facet=year",
        "/api/suggest": "/api/suggest?q=lũ ngày",
        "/api/articles/{article_id}": "/api/articles/cds",
        "/api/people": "/api/people",
        "/api/people/{person}": "/api/people/lê bá hùng",
        "/api/status": "/api/status",
    }.items():
        answers = described["paths"][path]["get"]["responses"]
        example = answers["200"]["content"]["application/json"]["example"]
        assert keys(example) == keys(client.get(asked).json()), path
        problem = answers["default"]["content"]["application/problem+json"]["example"]
        assert keys(problem) == keys(client.get('/api/search?q="').json())
    assert set(described["paths"]) == {
        *("/api/search", "/api/suggest", "/api/articles/{article_id}", "/api/status"),
        *("/api/people", "/api/people/{person}"),
    }


def test_health_and_metrics(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    client.get("/api/search?q=lũ")
    counted = client.get("/metrics").text
    assert 'timbao_requests_total{route="/api/search",status="200"}' in counted
    assert "timbao_request_seconds_bucket" in counted


def test_every_parameter_is_documented():
    text = (PROJECT / "docs" / "web.md").read_text(encoding="utf-8")
    [table] = re.findall(r"## Parameters\n(.*?)\n## ", text, re.DOTALL)
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name.alias or own for own, name in SearchParameters.model_fields.items()}
    assert {name for row in rows for name in re.findall(r"`(\w+)`", row)} == named
