"""A cluster behind TLS and a password is reached as ``timbao.toml`` says, and no other way."""

from __future__ import annotations

import json
import ssl

import pytest
import trustme
from gateway import gateway

from search.article import Article
from search.cli.main import run
from search.engines.configuration import engine_of
from search.engines.opensearch.connection import PASSWORD_VARIABLE
from search.indexer import Indexer
from search.searcher import Request, Searcher

pytest.importorskip("opensearchpy")

NOWHERE = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def tls(authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def configured(data, monkeypatch):
    """Write ``timbao.toml``, with the password in the environment."""
    monkeypatch.delenv("TIMBAO_ENGINE", raising=False)
    monkeypatch.setenv(PASSWORD_VARIABLE, "bí mật")
    data.root.mkdir()

    def write(host: str, **known: str):
        lines = [f"{name} = {json.dumps(value)}" for name, value in known.items()]
        table = [f"hosts = {json.dumps([host])}", "timeout = 5", *lines]
        data.configuration.write_text("\n".join(['engine = "opensearch"', "[opensearch]", *table]))
        return data

    return write


@pytest.fixture
def trusting(tmp_path):
    """Write the file of authorities to trust."""

    def write(authority: trustme.CA) -> str:
        path = tmp_path / "ca.pem"
        authority.cert_pem.write_to_path(path)
        return str(path)

    return write


@pytest.fixture
def told(make_article, capsys):
    """Fill the index of a data directory, which fails; return the one line that says why."""

    def tell(data) -> str:
        Indexer(data, engine_of(data)).accept([("test", make_article("a"))])
        assert run(["rebuild", "--data", str(data.root)]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        [line] = printed.err.splitlines()
        return line

    return tell


def test_user_password_and_authority_lead_to_the_cluster(
    cluster, configured, tls, trusting, authority
):
    with gateway(cluster.hosts[0], login="tb:bí mật", tls=tls) as host:
        data = configured(host, user="tb", ca=trusting(authority))
        Indexer(data, engine_of(data)).index([("test", Article(id="a", title="Lũ lớn"))])
        with Searcher.open(data) as searcher:
            found = searcher.search(Request(text="lu lon")).hits
    assert [hit.article.id for hit in found] == ["a"]


def test_a_certificate_of_another_authority_is_refused(tls, configured, trusting, told):
    with gateway(NOWHERE, login="tb:bí mật", tls=tls) as host:
        line = told(configured(host, user="tb", ca=trusting(trustme.CA())))
    assert "is not to be trusted" in line
    assert "see ca in timbao.toml" in line


def test_a_certificate_is_not_taken_on_trust(tls, configured, told):
    with gateway(NOWHERE, tls=tls) as host:
        assert "see ca in timbao.toml" in told(configured(host))


@pytest.mark.parametrize("text", [None, "no certificate"])
def test_a_file_that_holds_no_authority_is_named(configured, told, tmp_path, text):
    path = tmp_path / "ca.pem"
    if text:
        path.write_text(text)
    assert str(path) in told(configured("https://127.0.0.1:1", ca=str(path)))


@pytest.mark.parametrize("known", [{"user": "tb"}, {"user": "someone"}, {}])
def test_a_wrong_user_or_password_is_told(configured, told, known):
    with gateway(NOWHERE, login="tb:mật khẩu khác") as host:
        line = told(configured(host, **known))
    assert "password is wrong" in line
    assert PASSWORD_VARIABLE in line


@pytest.mark.parametrize("host", ["http://khong-co.invalid:9200", NOWHERE])
def test_a_host_that_nobody_knows_is_named(configured, told, host):
    line = told(configured(host))
    assert host in line
    assert "does not answer" in line
