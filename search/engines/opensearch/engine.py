"""OpenSearch behind the Engine protocol: a folder of generations names an index of the cluster."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from search.archive.durable_files import write_durably
from search.engines.opensearch.connection import Connection
from search.engines.opensearch.mapping import VERSION, index_body
from search.errors import IndexDamaged, IndexOutdated, StorageError
from search.vietnamese.analyzer import FINGERPRINT
from search.vietnamese.variants import name_groups

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.article import Revision
    from search.engines.opensearch.part import ClusterPart
    from search.engines.opensearch.reader import ClusterReader
    from search.engines.opensearch.writer import ClusterWriter

_NAMING = "index.json"
#: Beside the generations: what the names of their indexes begin with.
_FAMILY = "family"
_PREFIX = "timbao"
_FOUND = 200


@dataclass(frozen=True)
class OpenSearchEngine:
    """Keeps each index in a cluster, in an index of its own."""

    connection: Connection = field(default_factory=Connection)

    name = "opensearch"
    fingerprint = f"{VERSION}+{FINGERPRINT}+{zlib.crc32(repr(name_groups()).encode()):08x}"

    def __getstate__(self) -> dict[str, Any]:
        """Go to another process without the client."""
        return {"connection": self.connection}

    @cached_property
    def _client(self) -> Any:
        return self.connection.client()

    def create(self, folder: Path) -> None:
        """Make an empty index, and name it in an empty folder.

        Indexes of this data directory that no folder names any more are deleted.
        """
        family = _family(folder.parent)
        index = f"{_PREFIX}-{family}-{folder.name}"
        indices = self._client.indices
        with self.connection.translating_errors():
            kept = {f"{_PREFIX}-{family}-{each.name}" for each in folder.parent.iterdir()}
            every = indices.get(index=f"{_PREFIX}-{family}-*", allow_no_indices=True)
            for each in every:
                if each not in kept or each == index:
                    indices.delete(index=each)
            body = index_body(self.connection, self.fingerprint)
            indices.create(index=index, body=body, wait_for_active_shards=1)
        _write(folder / _NAMING, json.dumps({"index": index}))

    def reader(self, folder: Path) -> ClusterReader:
        """Open an index for searching. Raises IndexDamaged, IndexOutdated, ClusterError."""
        from search.engines.opensearch.reader import ClusterReader

        return ClusterReader(self.connection, self._client, self._index_in(folder))

    def writer(self, folder: Path) -> ClusterWriter:
        """Open an index for changing it."""
        from search.engines.opensearch.writer import ClusterWriter

        return ClusterWriter(folder, self.connection, self._client, self._index_in(folder))

    def build(
        self,
        folder: Path,
        batches: Iterable[Sequence[Revision]],
        memory_mb: int,  # noqa: ARG002 - a batch at a time is in memory
    ) -> ClusterPart:
        """Analyse articles and write them to a file in ``folder``, to be sent at the commit."""
        from search.engines.opensearch.part import build_part

        try:
            return build_part(folder, batches)
        except OSError as error:
            raise StorageError(folder, error.strerror or str(error)) from error

    def _index_in(self, folder: Path) -> str:
        """Return the index that a folder names, which the cluster has."""
        try:
            index = str(json.loads((folder / _NAMING).read_text("utf-8"))["index"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexDamaged(folder, f"{_NAMING}: {error}") from error
        with self.connection.translating_errors():
            if not self._client.indices.exists(index=index):
                raise IndexDamaged(folder, f"the cluster has no index {index}")
            mapping = self._client.indices.get_mapping(index=index)[index]["mappings"]
        found = mapping.get("_meta", {}).get("fingerprint", "")
        if found != self.fingerprint:
            raise IndexOutdated(folder, f"{found}, {self.fingerprint}")
        return index


def _family(root: Path) -> str:
    """Return what the names of a data directory's indexes have in common, made up once."""
    path = root / _FAMILY
    try:
        known = path.read_text("ascii").strip()
    except OSError:
        known = ""
    if not known:
        known = uuid4().hex[:12]
        _write(path, known)
    return known


def _write(path: Path, text: str) -> None:
    try:
        write_durably(path, text)
    except OSError as error:
        raise StorageError(path, error.strerror or str(error)) from error
