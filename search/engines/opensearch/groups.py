"""Near-copies in a cluster: looked for around what changed, the rest stays as it is."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from search.engines.near_copies import near_copies
from search.engines.opensearch.terms import document_id
from search.engines.signatures import SIZE, WIDTH

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from search.engines.opensearch.queries import Json
    from search.engines.opensearch.snapshot import Snapshot

_BAND_BYTES = 8
_ASKED_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class _Known:
    """An article that the index holds: its group, "" for none, its signature, where it is."""

    group: str
    signature: str
    index: str


@dataclass(frozen=True, slots=True)
class Regrouped:
    """The new groups of articles, "" for none, and the indexes of those that are held already."""

    groups: dict[str, str] = field(default_factory=dict)
    indexes: dict[str, str] = field(default_factory=dict)


def bands(signature: str) -> list[str]:
    """Return what two near-copies have one of in common, by place and value."""
    raw = base64.b64decode(signature)
    starts = range(0, SIZE * 2, _BAND_BYTES)  # a number has two bytes
    return [f"{at}:{raw[at : at + _BAND_BYTES].hex()}" for at in starts]


def regrouped(snapshot: Snapshot, removed: Collection[str], added: Mapping[str, str]) -> Regrouped:
    """Return the groups of articles whose group may be another one from now on.

    ``added`` are the signatures of new articles by id. Only what is in a group with something
    removed, or is like something new, can change: those groups are put together anew.
    """
    known = {each: found for each, found in _like(snapshot, added) if each not in removed}
    touched = {each.group for each in known.values() if each.group}
    touched |= {found.group for _, found in _matching(snapshot, "article_id", sorted(removed))}
    members = _matching(snapshot, "group", sorted(touched - {""}))
    known |= {each: found for each, found in members if each not in removed}
    return _changed(known, added)


def all_regrouped(snapshot: Snapshot) -> Regrouped:
    """Return the groups of all articles that are in another one than they should be."""
    signed = {"exists": {"field": "bands"}}
    return _changed(dict(_articles(snapshot, signed)), {})


def grouping(index: str, article_id: str, group: str) -> Json:
    """Return the action that puts an article into a group, "" for none."""
    changed = {"doc": {"group": group or None}}
    return {"_op_type": "update", "_index": index, "_id": document_id(article_id, 0), **changed}


def _changed(known: Mapping[str, _Known], added: Mapping[str, str]) -> Regrouped:
    signatures = {each: found.signature for each, found in known.items()} | dict(added)
    ids = list(signatures)
    numbered = _grouped([signatures[each] for each in ids])
    first: dict[int, str] = {}
    for row, number in sorted(numbered.items(), key=lambda each: ids[each[0]]):
        first.setdefault(number, ids[row])
    found = dict.fromkeys(ids, "")
    found |= {ids[row]: first[number] for row, number in numbered.items()}
    groups = {
        each: group for each, group in found.items() if each in added or known[each].group != group
    }
    return Regrouped(groups, {each: of.index for each, of in known.items() if each in groups})


def _grouped(signatures: Sequence[str]) -> dict[int, int]:
    raw = b"".join(map(base64.b64decode, signatures))
    table = np.frombuffer(raw, np.uint16).reshape(-1, WIDTH)
    if not len(table):
        return {}
    return near_copies([table], [np.arange(len(table))])[0]


def _like(snapshot: Snapshot, added: Mapping[str, str]) -> Iterator[tuple[str, _Known]]:
    """Yield the articles of the index that share a band with a new one."""
    wanted = sorted({band for signature in added.values() for band in bands(signature)})
    yield from _matching(snapshot, "bands", wanted)


def _matching(snapshot: Snapshot, name: str, values: Sequence[str]) -> Iterator[tuple[str, _Known]]:
    """Yield the articles with a signature that have any of some values in a field."""
    for at in range(0, len(values), _ASKED_AT_ONCE):
        some = list(values[at : at + _ASKED_AT_ONCE])
        yield from _articles(snapshot, {"terms": {name: some}})


def _articles(snapshot: Snapshot, wanted: Json) -> Iterator[tuple[str, _Known]]:
    """Yield the articles with a signature among what is wanted."""
    query = {"bool": {"filter": [wanted, {"term": {"kind": "article"}}]}}
    for hit in snapshot.every(query, ["article_id"], _source=["group", "signature"]):
        source: dict[str, Any] = hit.get("_source", {})
        if "signature" in source:
            yield (
                hit["fields"]["article_id"][0],
                _Known(source.get("group") or "", source["signature"], hit["_index"]),
            )
