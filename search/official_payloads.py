"""Answers about officials, organisations and places as JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.officials.changes import Change
    from search.officials.organisations import Organisation

JsonObject = dict[str, Any]


def succession(changes: Sequence[Change]) -> JsonObject:
    """Return what became what."""
    return {
        "schema": "timbao.succession/1",
        "changes": [
            {
                "since": each.since.isoformat(),
                "old": _organisation(each.old),
                "new": _organisation(each.new),
                "source": each.source,
            }
            for each in changes
        ],
    }


def _organisation(named: Organisation) -> JsonObject:
    return {"name": named.name, "place": named.place, "kind": named.kind}
