"""Requests made of the OpenAPI by chance are answered as it says; none is a failure of ours."""

from __future__ import annotations

import pytest

from tests.web.conftest import client_of


@pytest.fixture(scope="module")
def api(newsroom):
    import schemathesis

    with client_of(newsroom) as client:
        described = client.get("/api/openapi.json").json()
        yield schemathesis.openapi.from_dict(described), client


def test_no_request_makes_the_server_fail(api):
    from hypothesis import HealthCheck, given, settings

    schema, client = api
    for operation in schema.get_all_operations():

        @given(case=operation.ok().as_strategy())
        @settings(
            max_examples=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        def answered(case):
            answer = client.get(case.formatted_path, params=case.query or {})
            assert answer.status_code in {200, 400, 404}, answer.text
            kind = "application/json" if answer.is_success else "application/problem+json"
            assert answer.headers["content-type"] == kind

        answered()
