"""The people of parts that were gathered: the cluster keeps them, who asks about them has a copy.

Each person is a document of its own, ``person:ID``; whom articles name is in documents of many
articles each.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from search.engines.opensearch.kept import KeptArticles
from search.errors import SearchError
from search.officials.people.copying import Copy, rows_of_articles, rows_of_people, token_of
from search.officials.people.register import Register
from search.officials.people.store import PeopleMissing, fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.engines.opensearch.assembly import Assembly
    from search.officials.people.copying import Rows
    from search.officials.people.store import PeopleFile

PERSON, NAMED, PEOPLE = "person", "named", "people"
#: Documents that are asked for at a time: those of articles are large.
_ASKED_AT_ONCE = {PERSON: 500, NAMED: 20}
_ARTICLES_EACH = 200


class PeopleNotGathered(PeopleMissing):
    """Nobody was gathered into the cluster, or by another version, or it is going on."""

    def __init__(self, path: Path) -> None:
        self.path = path
        SearchError.__init__(
            self,
            "Cụm OpenSearch chưa có đủ danh sách người; hãy chạy: timbao gather",
            "The OpenSearch cluster does not have all people yet; run: timbao gather",
        )


def keep_people(assembly: Assembly, file: PeopleFile) -> tuple[str, int]:
    """Have the cluster keep all of a file; return what tells this state, and how many people."""
    token = uuid4().hex
    people = assembly.keep(PERSON, _people(file, token))
    named = assembly.keep(NAMED, _named(file, token))
    state = {"token": token, "version": fingerprint(), PERSON: people, NAMED: named}
    assembly.keep(PEOPLE, [("all", state)])
    return token, people


def _people(file: PeopleFile, token: str) -> Iterator[tuple[str, dict[str, Any]]]:
    register = Register(file)
    for rows in rows_of_people(file):
        [[number, *_]] = rows["person"]
        [person] = register.people([number])
        values = asdict(person)
        del values["number"]  # another one each time that people are told apart
        yield person.id, {**values, "rows": rows, "token": token}


def _named(file: PeopleFile, token: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for at, rows in enumerate(rows_of_articles(file, _ARTICLES_EACH)):
        yield f"{at:09}", {"rows": rows, "token": token}


def bring_people(path: Path, texts: object) -> None:
    """Have the people that a cluster keeps at ``path``, where the ``texts`` are the cluster's.

    Raises PeopleNotGathered where there are none at all, StorageError, ClusterError.
    """
    if not isinstance(texts, KeptArticles):
        return
    known = token_of(path)
    state = next(texts.documents(PEOPLE, 1), {"version": ""})
    if known and known == state.get("token"):
        return
    if state["version"] == fingerprint():
        with Copy(path) as copy:
            counted = dict.fromkeys(_ASKED_AT_ONCE, 0)
            copy.fill(_rows(texts, state["token"], counted))
            # while people are gathered again, some are of the state before
            if all(state[kind] == count for kind, count in counted.items()):
                copy.put_in_place(state["token"])
                return
    if not known:
        raise PeopleNotGathered(path)


def _rows(texts: KeptArticles, token: str, counted: dict[str, int]) -> Iterator[Rows]:
    for kind, at_once in _ASKED_AT_ONCE.items():
        for each in texts.documents(kind, at_once):
            if each["token"] == token:
                counted[kind] += 1
                yield each["rows"]
