"""Whoever searches what parts have filled asks about people, with no file of them to begin with."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from search.cli.main import run
from search.engines.configuration import engine_of
from search.gathering import begin_anew, gather, shared_by_parts
from search.hits import Facet, FacetFilter
from search.indexer import silent
from search.officials.people.copying import token_of
from search.officials.people.register import Register
from search.officials.people.schema import TABLES
from search.officials.people.store import PeopleFile
from search.parts import PartIndexer
from search.people import People, wanted
from search.request import Request
from search.searcher import Searcher
from search.settings import DataDirectory
from search.shared_people import NAMED, PERSON, PeopleNotGathered
from search.sources.shards import FolderShards, PartOf

HUNG = "Ông Lê Bá Hùng, Phó Chủ tịch UBND tỉnh Nghệ An, đi kiểm tra đê điều ở xã {}."
MAI = "Bà Trần Thị Mai, Giám đốc Sở Y tế Nghệ An, thăm bệnh viện ở xã {}."
PARTS = 2


def write(top, bodies) -> None:
    top.mkdir(exist_ok=True)
    for file, body in enumerate(bodies):
        article = {
            "id": f"a{file}",
            "title": f"Tin số {file}",
            "body": body.format(file),
            "published": "2024-10-12",
            "source": "Nghệ An",
            "captions": [body.format(file)],
        }
        (top / f"{file}.json").write_text(json.dumps(article, ensure_ascii=False), "utf-8")


def gathered(data, news) -> None:
    for number in range(1, PARTS + 1):
        PartIndexer(FolderShards(news), PartOf(number, PARTS), engine_of(data)).index()
    gather(data, engine_of(data), FolderShards(news), silent)


@pytest.fixture
def news(tmp_path):
    write(tmp_path / "news", [HUNG, HUNG, MAI, MAI, "Mưa ở xã {}."])
    return tmp_path / "news"


@pytest.fixture
def elsewhere(shared_data, news, tmp_path) -> DataDirectory:
    """Another machine, once all is gathered: it has ``timbao.toml`` and nothing else."""
    gathered(shared_data, news)
    data = DataDirectory(tmp_path / "elsewhere")
    data.root.mkdir()
    data.configuration.write_text(shared_data.configuration.read_text())
    return data


def ids(data, text, **asked) -> list[str]:
    with Searcher.open(data) as searcher:
        page = searcher.search(Request(text=text, limit=100, all_copies=True, **asked))
        return sorted(hit.article.id for hit in page.hits)


def tables(data) -> dict[str, list[tuple]]:
    with closing(PeopleFile(data.people)) as file:
        return {each: sorted(map(tuple, file.rows(f"SELECT * FROM {each}"))) for each in TABLES}


@pytest.mark.parametrize(
    ("text", "filters", "found"),
    [
        ('người:"lê bá hùng" -người:"trần thị mai"', (), ["a0", "a1"]),
        ('chức:"giám đốc sở y tế nghệ an"', (), ["a2", "a3"]),
        ("tin", (FacetFilter(Facet.PERSON, "Trần Thị Mai"),), ["a2", "a3"]),
        ("tin", (FacetFilter(Facet.PERSON, "Trần Thị Mai", excluded=True),), ["a0", "a1", "a4"]),
    ],
)
def test_a_search_may_ask_for_people(elsewhere, text, filters, found):
    assert not elsewhere.people.exists()
    assert ids(elsewhere, text, filters=filters) == found
    assert elsewhere.people.exists()


def test_people_and_posts_are_counted_and_looked_up(shared_data, elsewhere):
    asked = Request(text="tin", facets=(Facet.PERSON, Facet.PLACE))
    with Searcher.open(elsewhere) as searcher:
        facets = searcher.search(asked).facets
    assert [count for _, count in facets[Facet.PERSON]] == [2, 2]
    assert dict(facets[Facet.PLACE]) == {"Nghệ An": 4}
    elsewhere.people.unlink()
    with People.open(elsewhere) as people:
        [profile] = people.find("giám đốc sở y tế nghệ an").profiles
        assert profile.person.name == "Trần Thị Mai"
        assert "thăm bệnh viện" in profile.articles[0].sentence.text
        listed = people.listed(wanted("", "Nghệ An", "", "", 1), 10)
        assert sorted(each.name for each in listed) == ["Lê Bá Hùng", "Trần Thị Mai"]
    assert tables(elsewhere) == tables(shared_data)


def test_the_command_line_answers_about_people(elsewhere, capsys):
    for words in (["official", "lê bá hùng"], ["people", "--office", "phó chủ tịch"]):
        elsewhere.people.unlink(missing_ok=True)
        assert run([*words, "--json", "--data", str(elsewhere.root)]) == 0
        assert "Lê Bá Hùng" in capsys.readouterr().out


def test_who_does_not_ask_for_people_does_not_wait_for_them(elsewhere):
    assert ids(elsewhere, "lê bá hùng") == ["a0", "a1"]
    assert not elsewhere.people.exists()


def test_people_gathered_again_reach_everybody(shared_data, news, elsewhere):
    assert ids(elsewhere, 'người:"trần thị mai"') == ["a2", "a3"]
    write(news, [HUNG, HUNG, HUNG, MAI, MAI])
    gathered(shared_data, news)
    assert ids(elsewhere, 'người:"trần thị mai"') == ["a3", "a4"]
    assert token_of(elsewhere.people) == token_of(shared_data.people) != ""


def test_a_rollback_brings_the_people_of_before(shared_data, news, elsewhere):
    before = tables(shared_data)
    begin_anew(engine_of(shared_data))
    write(news, [MAI, MAI])
    gathered(shared_data, news)
    assert ids(elsewhere, 'người:"lê bá hùng"') == []
    shared_by_parts(shared_data, engine_of(shared_data)).roll_back()
    assert ids(elsewhere, 'người:"trần thị mai"') == ["a2", "a3"]
    assert tables(elsewhere) == before


def test_people_that_are_being_gathered_are_not_mixed(shared_data, elsewhere):
    engine = engine_of(shared_data)
    whole = f"{engine.shared().index(engine.shared().in_use())}*"
    engine._client.delete_by_query(
        index=whole, body={"query": {"term": {"kind": NAMED}}}, params={"refresh": "true"}
    )
    with pytest.raises(PeopleNotGathered, match="timbao gather"), People.open(elsewhere):
        pass
    assert not elsewhere.people.exists()
    with People.open(shared_data) as people:  # has them already
        assert people.find("Lê Bá Hùng").total == 1


def test_each_person_is_a_document(shared_data, news):
    gathered(shared_data, news)
    engine = engine_of(shared_data)
    with Register.open(shared_data) as register:
        [person] = register.people(register.called("Lê Bá Hùng"))
    index = engine.shared().index(engine.shared().in_use())
    kept = engine._client.get(index=index, id=f"{PERSON}:{person.id}")["_source"]["kept"]
    assert (kept["name"], kept["articles"], kept["photos"]) == ("Lê Bá Hùng", 2, 2)
    assert kept["terms"][0]["title"] == "Phó Chủ tịch"
