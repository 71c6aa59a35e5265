"""Which indexes of a cluster belong together: generations of a collection, and its aliases."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from search.engines.opensearch.errors import ClusterRefused, CollectionTaken, PartsOutdated
from search.engines.opensearch.mapping import FINGERPRINT, index_body
from search.errors import UsageError

if TYPE_CHECKING:
    from search.engines.opensearch.connection import Connection

_PREFIX = "timbao"
_NUMBER = r"(\d{6,})(?:-\d{4})?"
_ALREADY_THERE = "already exists"
_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class Collection:
    """The generations of one collection, ``timbao-news-000007``: an index each, or one a year too.

    The alias ``timbao-news`` names the generation that is searched, ``timbao-news-next`` one that
    is being filled beside it by parts.
    """

    connection: Connection
    client: Any
    name: str

    @property
    def alias(self) -> str:
        """What the generation in use can be asked by."""
        return f"{_PREFIX}-{self.name}"

    @property
    def _next(self) -> str:
        return f"{self.alias}-next"

    def index(self, generation: str) -> str:
        """Return the index of a generation that those of its years are named after."""
        return f"{self.alias}-{generation}"

    def generations(self) -> dict[str, list[str]]:
        """Return the indexes of every generation, in order."""
        with self.connection.translating_errors():
            found = self.client.indices.get(index=f"{self.alias}-*", allow_no_indices=True)
        known: dict[str, list[str]] = defaultdict(list)
        for each in sorted(found):
            if named := re.fullmatch(f"{re.escape(self.alias)}-{_NUMBER}", each):
                known[named[1]].append(each)
        return dict(sorted(known.items()))

    def require(self, home: str) -> None:
        """Raise CollectionTaken where a generation is from another ``home``.

        A home is a data directory, or all parts: two with one name would delete each other's.
        """
        for each in self.generations():
            if self.meta(each).get("home", home) != home:
                raise CollectionTaken(self.name)

    def create(self, generation: str, home: str) -> None:
        """Make an empty generation. Raises CollectionTaken."""
        self.require(home)
        self.delete(generation)
        create_index(self.connection, self.client, self.index(generation), home)

    def begin(self, home: str) -> str:
        """Make an empty generation for parts to fill, unless there is one; return it.

        Raises CollectionTaken.
        """
        self.require(home)
        latest = max(map(int, self.generations()), default=0)
        if not (generation := self.filling()):
            generation = f"{latest + 1:06d}"
            # of several workers that begin at once, one makes the index and its alias together:
            # whoever counted before that makes the same one, whoever counts later sees the alias
            create_index(self.connection, self.client, self.index(generation), home, [self._next])
        return generation

    def meta(self, generation: str) -> dict[str, Any]:
        """Return what is said of a generation where it is kept."""
        index = self.index(generation)
        with self.connection.translating_errors():
            mapping = self.client.indices.get_mapping(index=index)[index]["mappings"]
        found: dict[str, Any] = mapping.get("_meta", {})
        return found

    def fits(self, generation: str) -> bool:
        """Whether this version can write to a generation, and search it."""
        return self.meta(generation).get("fingerprint") == FINGERPRINT

    def delete(self, generation: str) -> None:
        """Delete the indexes of a generation."""
        whole = searched(self.index(generation))
        with self.connection.translating_errors():
            for each in self.client.indices.get(index=whole, ignore_unavailable=True):
                self.client.indices.delete(index=each, ignore_unavailable=True)

    def in_use(self) -> str:
        """Return the generation that is searched, "" for none."""
        return self._named_by(self.alias)

    def filling(self) -> str:
        """Return the generation that parts fill beside the one in use, "" for none."""
        return self._named_by(self._next)

    def _named_by(self, alias: str) -> str:
        with self.connection.translating_errors():
            if not self.client.indices.exists_alias(name=alias):
                return ""
            index = min(self.client.indices.get_alias(name=alias), key=len)
        return str(index).rpartition("-")[2]

    def put_in_use(self, generation: str) -> None:
        """Have all searches go to a generation from now on, in one step."""
        actions: list[dict[str, Any]] = []
        for each, indexes in self.generations().items():
            for index in indexes:
                alias = {"index": index, "alias": self.alias}
                gone = self._next if each == generation else self.alias
                # what is not named so is no trouble
                actions.append({"remove": {**alias, "alias": gone, "must_exist": False}})
                if each == generation:
                    actions.append({"add": alias})
        with self.connection.translating_errors():
            self.client.indices.update_aliases(body={"actions": actions})

    def roll_back(self) -> str:
        """Have the generation before the one in use searched again, and delete the later ones.

        Return it. Raises UsageError where there is none, PartsOutdated where this version cannot
        search it.
        """
        in_use = self.in_use()
        before = [each for each in self.generations() if in_use and each < in_use]
        if not before:
            raise UsageError(
                f"Không còn chỉ mục nào trước {in_use or self.alias}",
                f"There is no index before {in_use or self.alias} any more",
            )
        if not self.fits(before[-1]):
            raise PartsOutdated(self.name)
        self.put_in_use(before[-1])
        for each in self.generations():
            if each > before[-1]:
                self.delete(each)
        return before[-1]


def searched(index: str) -> str:
    """Return what names the index of a generation with those of its years."""
    return f"{index},{index}-*"


def create_index(
    connection: Connection, client: Any, index: str, home: str, aliases: list[str] | None = None
) -> None:
    """Make an empty index, unless another worker has just made it."""
    body = index_body(connection, home) | {"aliases": {each: {} for each in aliases or ()}}
    try:
        with connection.translating_errors():
            client.indices.create(index=index, body=body, wait_for_active_shards=1)
    except ClusterRefused as error:
        if error.status != _BAD_REQUEST or _ALREADY_THERE not in error.reason:
            raise


class Years:
    """Where the documents of one generation belong: by year of publication, where that is wanted.

    What has no date is in the index that those of the years are named after.
    """

    def __init__(self, connection: Connection, client: Any, index: str) -> None:
        self._connection = connection
        self._client = client
        self._index = index
        self._made: set[int] = set()

    def index(self, day: int) -> str:
        """Return the index for what was published on a day, 20261125; 0 is no day."""
        year = day // 1_00_00 if self._connection.by_year else 0
        if not year:
            return self._index
        index = f"{self._index}-{year:04}"
        if year not in self._made:
            self._make(index)
            self._made.add(year)
        return index

    def _make(self, index: str) -> None:
        """Make the index of a year, under the aliases that its generation has by now."""
        with self._connection.translating_errors():
            if self._client.indices.exists(index=index):
                return
            known = self._client.indices.get(index=self._index)[self._index]
        home = known["mappings"].get("_meta", {}).get("home", "")
        create_index(self._connection, self._client, index, home, list(known["aliases"]))
