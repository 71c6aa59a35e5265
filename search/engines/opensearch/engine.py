"""OpenSearch behind the Engine protocol: a folder of generations names an index of the cluster."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from search.archive.durable_files import write_durably
from search.engines.opensearch.collection import Collection
from search.engines.opensearch.connection import Connection
from search.engines.opensearch.errors import ClusterRefused, NotGathered, PartsOutdated
from search.engines.opensearch.mapping import FINGERPRINT
from search.errors import IndexDamaged, IndexOutdated, StorageError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.article import Revision
    from search.engines.opensearch.part import ClusterPart
    from search.engines.opensearch.reader import ClusterReader
    from search.engines.opensearch.writer import ClusterWriter

_NAMING = "index.json"
#: Beside the generations: what tells this data directory from any other.
_HOME = "family"
_NOT_FOUND = 404


@dataclass(frozen=True)
class OpenSearchEngine:
    """Keeps each index in a cluster, in an index of its own.

    One of several ``part``s, counted from 1, changes indexes that others change at the same time.
    """

    connection: Connection = field(default_factory=Connection)
    part: int = 0

    name = "opensearch"
    fingerprint = FINGERPRINT
    keeps_former = True

    def __getstate__(self) -> dict[str, Any]:
        """Go to another process without the client."""
        return {"connection": self.connection, "part": self.part}

    @cached_property
    def _client(self) -> Any:
        return self.connection.client()

    def collection(self, root: Path) -> Collection:
        """Return the generations that the folder of a data directory's generations names."""
        name = self.connection.index or _home(root)
        return Collection(self.connection, self._client, name)

    def create(self, folder: Path) -> None:
        """Make an empty index, and name it in an empty folder; a part names the one that is there.

        Indexes of this data directory that no folder names any more are deleted. Raises
        CollectionTaken.
        """
        known = self.collection(folder.parent)
        if not self.part:
            known.create(folder.name, _home(folder.parent))
            kept = {each.name for each in folder.parent.iterdir()} | {known.in_use()}
            for each in known.generations().keys() - kept:
                known.delete(each)
        _write(folder / _NAMING, json.dumps({"index": known.index(folder.name)}))

    def for_part(self, number: int) -> OpenSearchEngine:
        """Return what a part writes with. Raises UsageError unless its indexes have a name."""
        if not self.connection.index:
            raise UsageError(
                "Hãy đặt tên chỉ mục chung: index trong [opensearch] của timbao.toml",
                "Name the index that the parts share: index in [opensearch] of timbao.toml",
            )
        return replace(self, part=number)

    def shared(self) -> Collection:
        """Return the generations that parts fill; they are nobody's own."""
        return Collection(self.connection, self._client, self.connection.index)

    def shared_reader(self) -> ClusterReader:
        """Open what was gathered. Raises NotGathered, PartsOutdated, ClusterError."""
        from search.engines.opensearch.reader import ClusterReader

        known = self.shared()
        generation = known.in_use()
        if not generation:
            raise NotGathered(known.name)
        if not known.fits(generation):
            raise PartsOutdated(known.name)
        return ClusterReader(self.connection, self._client, known.index(generation))

    def put_in_use(self, folder: Path) -> None:
        """Have whoever asks by the alias search this index from now on."""
        self.collection(folder.parent).put_in_use(folder.name)

    def reader(self, folder: Path) -> ClusterReader:
        """Open an index for searching. Raises IndexDamaged, IndexOutdated, ClusterError."""
        from search.engines.opensearch.reader import ClusterReader

        return ClusterReader(self.connection, self._client, self._index_in(folder))

    def writer(self, folder: Path) -> ClusterWriter:
        """Open an index for changing it."""
        from search.engines.opensearch.writer import ClusterWriter

        index = self._index_in(folder)
        return ClusterWriter(folder, self.connection, self._client, index, self.part)

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
        mapping = self._mapping(index)
        if mapping is None:
            raise IndexDamaged(folder, f"the cluster has no index {index}")
        found = mapping.get("_meta", {}).get("fingerprint", "")
        if found != self.fingerprint:
            raise IndexOutdated(folder, f"{found}, {self.fingerprint}")
        return index

    def _mapping(self, index: str) -> dict[str, Any] | None:
        """Return the fields of an index, None where there is none.

        Any node can tell, also while none is elected, but for one that has just come: then it asks
        the elected one.
        """
        for local in (True, False):
            try:
                with self.connection.translating_errors():
                    found = self._client.indices.get_mapping(index=index, local=local)
            except ClusterRefused as error:
                if error.status != _NOT_FOUND:
                    raise
            else:
                return dict(found[index]["mappings"])
        return None


def _home(root: Path) -> str:
    """Return what tells a data directory from any other, made up once."""
    path = root / _HOME
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
