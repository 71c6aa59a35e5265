"""An engine is chosen by the environment, else by ``timbao.toml``, else it is Whoosh."""

from __future__ import annotations

import pytest

from search.engines.configuration import ConfigurationWrong, engine_of


@pytest.fixture
def configured(data, monkeypatch):
    monkeypatch.delenv("TIMBAO_ENGINE", raising=False)

    def write(text: str):
        data.root.mkdir(exist_ok=True)
        data.configuration.write_text(text, "utf-8")
        return data

    return write


def test_nothing_chosen_is_whoosh(configured):
    assert engine_of(configured("")).name == "whoosh"


def test_a_cluster_is_described_in_the_file(configured):
    text = 'engine = "opensearch"\n[opensearch]\nhosts = ["https://a:9200"]\nshards = 5'
    engine = engine_of(configured(text))
    assert (engine.name, engine.connection.hosts) == ("opensearch", ("https://a:9200",))
    assert (engine.connection.shards, engine.connection.replicas) == (5, 1)


def test_the_environment_outweighs_the_file(configured, monkeypatch):
    data = configured('engine = "opensearch"')
    monkeypatch.setenv("TIMBAO_ENGINE", "whoosh")
    assert engine_of(data).name == "whoosh"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("engine = ", "cannot be read"),
        ('engine = "lucene"', "there are: whoosh, opensearch"),
        ('engine = "opensearch"\n[opensearch]\nhost = "a"', "host is not right"),
        ('engine = "opensearch"\n[opensearch]\nhosts = "a"', "hosts is not right"),
        ('engine = "opensearch"\n[opensearch]\nhosts = [1]', "hosts is not right"),
        ('engine = "opensearch"\n[opensearch]\nshards = "3"', "shards is not right"),
    ],
)
def test_what_cannot_be_is_told_with_the_file(configured, text, told):
    data = configured(text)
    with pytest.raises(ConfigurationWrong, match=told) as caught:
        engine_of(data)
    assert str(data.configuration) in caught.value.en
