"""The cluster to try things with is one that the tests would pass on, as far as a file can say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[2]
NODE = PROJECT / "tests/opensearch/src/main/java/OsNode.java"


@pytest.fixture(scope="module")
def services() -> dict:
    text = (PROJECT / "docs/opensearch/compose.yaml").read_text("utf-8")
    return yaml.safe_load(text)["services"]


def test_every_node_knows_the_others(services):
    for name, service in services.items():
        settings = service["environment"]
        assert settings["node.name"] == name
        for each in ("discovery.seed_hosts", "cluster.initial_cluster_manager_nodes"):
            assert settings[each].split(",") == list(services)


def test_nodes_have_the_setting_that_searches_need(services):
    name = "indices.query.bool.max_clause_count"
    for service in services.values():
        assert f'"{name}", "{service["environment"][name]}"' in NODE.read_text("utf-8")


def test_nobody_elsewhere_reaches_a_cluster_without_passwords(services):
    ports = [port for service in services.values() for port in service["ports"]]
    assert len(set(ports)) == len(services)
    assert all(port.startswith("127.0.0.1:") for port in ports)
