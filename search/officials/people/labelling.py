"""What articles and photos are counted by: the people, organisations and places they name."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from search.hits import Facet, Kind
from search.labels import Labels
from search.officials.organisations import Organisation
from search.officials.people.terms import Term, post
from search.officials.people.where import folded, province_folded
from search.vietnamese.number_columns import runs

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from search.officials.people.store import PeopleFile

    #: Where the labels of each person, or of each office, are among all.
    Places = Mapping[int, Sequence[int]]

_PHOTO = re.compile(r"c(\d+):")
_PHOTO_BITS = 16
_NOBODY_KNOWN = "chưa rõ là ai"
_NAMING = {
    Kind.ARTICLE: "SELECT article, person FROM appearance ORDER BY article",  # off an index
    Kind.CAPTION: "SELECT article, person, places FROM appearance WHERE places LIKE '%:%'",
}
_SHOWING = {
    Kind.ARTICLE: "SELECT article, office FROM shows",
    Kind.CAPTION: "SELECT appearance.article, office.number, places FROM appearance"
    " JOIN office ON office.person = appearance.person"
    " JOIN shows ON shows.office = office.number AND shows.article = appearance.article"
    " WHERE places LIKE '%:%'",
}


def labels(file: PeopleFile, facet: Facet, kind: Kind) -> Labels:
    """Return who is named in each article or photo, or what the posts are of that they are given.

    People of one name have a label each, with their latest posts. An organisation has one however
    it is written. A place is counted for what it is in, too.
    """
    if facet is Facet.PERSON:
        values, places = _people(file)
        rows = file.rows(_NAMING[kind])
    else:
        values, places = _seats(file, facet)
        rows = file.rows(_SHOWING[kind])
    return _assembled(file, values, _labelled(rows, kind, places))


def _labelled(rows: Iterable[sqlite3.Row], kind: Kind, places: Places) -> NDArray[np.int64]:
    """Return a row for each label of each article or photo: ``(rows, 3)``."""
    if kind is Kind.CAPTION:
        photos = (
            (article, photo, label)
            for article, number, where in rows
            for photo in map(int, _PHOTO.findall(where))
            for label in places.get(number, ())
        )
        return np.fromiter(chain.from_iterable(photos), np.int64).reshape(-1, 3)
    pairs = np.fromiter(chain.from_iterable(rows), np.int64).reshape(-1, 2)
    counts = np.zeros(max(places, default=0) + 1, np.int64)
    numbers = np.fromiter(places, np.int64, len(places))
    counts[numbers] = np.fromiter(map(len, places.values()), np.int64, len(places))
    firsts = np.zeros(len(counts), np.int64)
    firsts[numbers] = np.cumsum(counts[numbers]) - counts[numbers]
    labels = np.fromiter(chain.from_iterable(places.values()), np.int64)
    known = pairs[pairs[:, 1] < len(counts)]
    each = counts[known[:, 1]]
    articles = np.repeat(known[:, 0], each)
    found = labels[runs(firsts[known[:, 1]], each)]
    return np.column_stack((articles, np.zeros(len(articles), np.int64), found))


def _people(file: PeopleFile) -> tuple[list[str], Places]:
    """Return a label for each person, and where that of each person is."""
    rows = file.rows("SELECT number, spelt, id, known FROM person ORDER BY number")
    # how many known people have the name of each that others have, too
    bearing = {
        row["person"]: row["most"]
        for row in file.rows(
            "SELECT person, max(bearing) AS most FROM bears"
            " JOIN (SELECT name, sum(known) AS bearing FROM bears"
            " JOIN person ON person.number = person GROUP BY name HAVING count(*) > 1)"
            " AS of_name ON of_name.name = bears.name GROUP BY person"
        )
    }
    shared = [row["number"] for row in rows if bearing.get(row["number"], 0) > row["known"]]
    # the other columns are those of the row with the least number
    latest = file.rows(
        "SELECT min(number), * FROM office WHERE person IN (SELECT value FROM json_each(?))"
        " GROUP BY person",
        (json.dumps(shared),),
    )
    offices = {row["person"]: row for row in latest}
    among = set(shared)
    told = [
        _told(row, offices.get(row["number"])) if row["number"] in among else row["spelt"]
        for row in rows
    ]
    counts = Counter(told)
    values = [
        each if counts[each] == 1 else f"{row['spelt']} ({row['id']})"
        for each, row in zip(told, rows, strict=True)
    ]
    return values, {row["number"]: (at,) for at, row in enumerate(rows)}


def _told(person: sqlite3.Row, office: sqlite3.Row | None) -> str:
    """Return the name of a person, with more since others that are known have it."""
    if person["known"]:
        return f"{person['spelt']} ({_post(office) if office else person['id']})"
    return f"{person['spelt']} ({_NOBODY_KNOWN})"


def _post(row: sqlite3.Row) -> str:
    organisation = Organisation(row["organisation"], row["place"])
    return post(Term(row["title"], organisation, bool(row["former"]), "", "", 0, 0, ""))


def _seats(file: PeopleFile, facet: Facet) -> tuple[list[str], Places]:
    """Return the organisations or places of all offices, and which of them each office is of."""
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    keys: dict[int, list[str]] = {}
    for row in file.rows("SELECT * FROM office"):
        place = row["place"] or province_folded(row["place_folded"])
        if facet is Facet.PLACE:
            parts = place.split(", ") if place else []
            written = [", ".join(parts[at:]) for at in range(len(parts))]
            keys[row["number"]] = list(map(folded, written))
        else:
            written = [f"{row['organisation']} {place}".strip()] if row["organisation"] else []
            keys[row["number"]] = [row["whole_folded"]] if written else []
        for key, text in zip(keys[row["number"]], written, strict=True):
            spellings[key][text] += row["articles"]
    places = {key: at for at, key in enumerate(spellings)}
    values = [min(each, key=lambda text: (-each[text], text)) for each in spellings.values()]
    return values, {office: [places[key] for key in own] for office, own in keys.items()}


def _assembled(file: PeopleFile, values: Sequence[str], table: NDArray[np.int64]) -> Labels:
    documents = table[:, 0] << _PHOTO_BITS | table[:, 1]
    held, owners = np.unique(documents, return_inverse=True)
    size = max(len(values), 1)
    owners, codes = np.divmod(np.unique(owners * size + table[:, 2]), size)
    ids = {row["number"]: row["id"] for row in file.rows("SELECT number, id FROM article")}
    articles, photos = (held >> _PHOTO_BITS).tolist(), (held % (1 << _PHOTO_BITS)).tolist()
    keys = [(ids[article], photo) for article, photo in zip(articles, photos, strict=True)]
    return Labels(values, keys, codes, owners)
