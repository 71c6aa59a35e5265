"""Who is answered, and what every answer forbids."""

from __future__ import annotations

import base64

import pytest

from search.errors import UsageError
from tests.web.conftest import client_of

ALL = ("/", "/search?q=lũ", "/api/search?q=lũ", "/static/timbao.css", "/none", "/healthz")


@pytest.mark.parametrize("path", ALL)
def test_every_answer_forbids_scripts_frames_and_guessing(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert not [name for name in headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        *((name, 200) for name in ("localhost", "127.0.0.1:8000", "[::1]:8000", "Archive.Example")),
        *(
            (name, 421)
            for name in ("evil.example", "localhost.evil.example:8000", "", "127.0.0.1.x")
        ),
    ],
)
def test_only_known_names_are_answered(newsroom, host, status):
    with client_of(newsroom, hosts=("archive.example",)) as client:
        for path in ALL[:4]:
            assert client.get(path, headers={"host": host}).status_code == status


def basic(password):
    return "Basic " + base64.b64encode(f"ai:{password}".encode()).decode()


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        ("Bearer bí-mật", 200),
        (basic("bí-mật"), 200),
        (basic("bí-mật2"), 401),
        *((each, 401) for each in ("", "Bearer", "Bearer ", "Basic", "Basic ???", "Digest bí-mật")),
    ],
)
def test_where_there_is_a_token_everybody_must_have_it(newsroom, tmp_path, authorization, status):
    file = tmp_path / "token"
    file.write_text("bí-mật\n", encoding="utf-8")
    with client_of(newsroom, token_file=file) as client:
        sent = {"authorization": authorization.encode()} if authorization else {}
        for path in ALL[:5]:
            answered = client.get(path, headers=sent).status_code
            assert answered == (404 if status == 200 and path == "/none" else status)
        assert client.get("/healthz").status_code == 200


def test_a_token_file_without_a_token_serves_nobody(newsroom, tmp_path):
    (tmp_path / "token").write_text(" \n")
    for name in ("token", "none"):
        with pytest.raises(UsageError, match="token"):
            client_of(newsroom, token_file=tmp_path / name)


@pytest.mark.parametrize(
    "path", ["//evil.example/", "/\\evil.example", "/search/", "/articles/cds/"]
)
def test_nothing_is_ever_redirected(client, path):
    answer = client.get(f"http://localhost{path}", follow_redirects=False)
    assert answer.status_code in {200, 404}
    assert "location" not in answer.headers
