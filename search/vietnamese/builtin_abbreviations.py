"""The abbreviations every provincial paper uses, from data/abbreviations.tsv."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from search.data_files import data_folder
from search.vietnamese.abbreviation_forms import long_form_key, normal_form


@dataclass(frozen=True, slots=True)
class BuiltinAbbreviation:
    """A pair that needs no article to prove it, and where the fact was taken from."""

    abbreviation: str
    long_form: str
    source: str


@cache
def builtin() -> tuple[BuiltinAbbreviation, ...]:
    """Return the pairs in the order of the file, which is read at the first call."""
    path = data_folder("vietnamese") / "abbreviations.tsv"
    lines = path.read_text("utf-8").splitlines()
    return tuple(
        BuiltinAbbreviation(*line.split("\t")) for line in lines if line and line[0] != "#"
    )


@cache
def builtin_keys() -> frozenset[tuple[str, str]]:
    """Return the normal form of each abbreviation with the key of its long form."""
    return frozenset(
        (normal_form(one.abbreviation), long_form_key(one.long_form)) for one in builtin()
    )
