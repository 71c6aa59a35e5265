"""Spellings of different keys that readers take for one: ``kỹ`` and ``kĩ``, ``Đắk`` and ``Đăk``."""

from __future__ import annotations

from functools import cache

from search.data_files import data_folder
from search.vietnamese.spelling import fold, key
from search.vietnamese.syllable_shape import TONES

_ONSETS_BEFORE_I_OR_Y = ("h", "k", "l", "m", "s", "t", "v", "qu")


def variant_class(syllable_key: str) -> str | None:
    """Return the one name of all spellings of a syllable, None if it has only one spelling.

    The name is itself the key of a spelling: of the one with i, or the first of its line in
    ``data/name_variants.txt``. A match by class says less than one by key, and must weigh less:
    ``Vy`` and ``vi``, ``lắc`` and ``Lắk`` meet in a class.
    """
    return _classes().get(syllable_key)


@cache
def variant_folds(variant: str) -> tuple[str, ...]:
    """Return the folds of all spellings in a class: ``dak`` and ``dac`` for ``đắk``."""
    members = [spelling for spelling, name in _classes().items() if name == variant]
    return tuple(dict.fromkeys(map(fold, members)))


def same_folds(folded: str) -> tuple[str, ...]:
    """Return a fold and those of spellings in a class with one of it: ``dac`` for ``dak``."""
    return _same_folds().get(folded, (folded,))


@cache
def _same_folds() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for variant in dict.fromkeys(_classes().values()):
        folds = variant_folds(variant)
        for each in folds:
            found.setdefault(each, {each: None}).update(dict.fromkeys(folds))
    return {each: tuple(folds) for each, folds in found.items()}


@cache
def name_groups() -> tuple[tuple[str, ...], ...]:
    """Return the groups of ``data/name_variants.txt``: keys, in the order of the file."""
    text = (data_folder("vietnamese") / "name_variants.txt").read_text("utf-8")
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return tuple(tuple(map(key, spellings)) for spellings in lines if spellings)


@cache
def _classes() -> dict[str, str]:
    groups = [*_i_or_y_groups(), *name_groups()]
    return {spelling: group[0] for group in groups for spelling in group}


def _i_or_y_groups() -> list[tuple[str, str]]:
    """Pair ``kĩ`` with ``kỹ`` and so on; i and y alone only with a tone: quý I is no quý Y."""
    with_onset = [(onset, tone) for onset in _ONSETS_BEFORE_I_OR_Y for tone in ("", *TONES)]
    alone = [("", tone) for tone in TONES]
    return [
        (key(f"{onset}i{tone}"), key(f"{onset}y{tone}")) for onset, tone in [*with_onset, *alone]
    ]
