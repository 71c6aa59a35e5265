"""What tests of parts share: a data directory that names an index which parts fill."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from search.engines.configuration import engine_of
from search.settings import DataDirectory

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def shared_data(tmp_path, cluster, monkeypatch) -> Iterator[DataDirectory]:
    """Give a data directory that says where the cluster is; it never has an archive."""
    pytest.importorskip("opensearchpy")
    monkeypatch.delenv("TIMBAO_ENGINE", raising=False)
    data = DataDirectory(tmp_path / "main")
    data.root.mkdir()
    known = f'hosts = {json.dumps(cluster.hosts)}\nindex = "t{uuid4().hex[:8]}"\nby_year = true\n'
    data.configuration.write_text(f'engine = "opensearch"\n[opensearch]\n{known}shards = 1\n')
    yield data
    shared = engine_of(data).shared()
    for generation in shared.generations():
        shared.delete(generation)
