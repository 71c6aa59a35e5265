"""pyvi's word model, read from pyvi's own files without running pyvi and its scikit-learn."""

from __future__ import annotations

import importlib.util
import io
import pickle
import struct
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from search.errors import ModelUnreadable

LABELS = ("B_W", "I_W")  # the syllable begins a word; it continues one

_HEADER = struct.Struct("<4sI4s9I")
_TABLE_HEADER = struct.Struct("<4s5I")
_TABLE_RECORD = struct.Struct("<2I")
_FEATURES_HEADER = struct.Struct("<4s2I")
_FEATURE = struct.Struct("<3Id")
_BYTE_ORDER = 0x62445371  # CRFsuite's mark of a table written by a little-endian machine
_STATE, _TRANSITION = 0, 1


_PAIR = 2


@dataclass(frozen=True, slots=True)
class Crf:
    """A trained two-label chain; every pair is in the order of ``LABELS``, weights as stored.

    ``states`` says how much an attribute such as ``word.lower():nội`` speaks for either label,
    ``transitions[previous][next]`` how much one label likes to follow another.
    """

    states: dict[str, tuple[float, float]]
    transitions: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class WordModel:
    """All that pyvi knows: the trained chain, and the dictionary words of 2 and 3 syllables.

    ``lines`` is the dictionary as pyvi has it, a word a line, syllables with a space between.
    """

    crf: Crf
    lines: str

    @cached_property
    def bigrams(self) -> frozenset[tuple[str, str]]:
        """The words of two syllables."""
        return frozenset((word[0], word[1]) for word in self._words if len(word) == _PAIR)

    @cached_property
    def trigrams(self) -> frozenset[tuple[str, str, str]]:
        """The words of three syllables."""
        return frozenset(
            (word[0], word[1], word[2]) for word in self._words if len(word) == _PAIR + 1
        )

    @cached_property
    def _words(self) -> list[list[str]]:
        return [line.split(" ") for line in self.lines.split("\n")]

    @cached_property
    def _by_first(self) -> dict[str, list[list[str]]]:
        found: dict[str, list[list[str]]] = {}
        for word in self._words:
            found.setdefault(word[0], []).append(word)
        return found

    def beginning_with(self, syllable: str, *, few: bool) -> list[list[str]]:
        """Return the words of the dictionary that begin with a syllable, of any length.

        The whole dictionary is put in order for that, unless only a ``few`` are asked for: then
        its text is looked through, which takes a query 0.1 ms a syllable instead of 20 ms.
        """
        if not few:
            return self._by_first.get(syllable, [])
        if "\n" in syllable or " " in syllable:
            return []
        found = []
        at = self.lines.find(f"\n{syllable} ")
        while at >= 0:
            end = self.lines.find("\n", at + 1)
            found.append(self.lines[at + 1 : end].split(" "))
            at = self.lines.find(f"\n{syllable} ", end)
        return found


def load_model(folder: Path | None = None) -> WordModel:
    """Read the installed pyvi's model, or the one in ``folder``. Raises ``ModelUnreadable``."""
    folder = folder or _installed_folder()
    path = folder / "pyvi3.pkl"
    try:
        crf = parse_crf(crf_file(path.read_bytes()))
        path = folder / "words.txt"
        lines = path.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise ModelUnreadable(" ".join(str(error).split()), path) from error
    return WordModel(crf, f"\n{lines}\n")  # pyvi cuts at no other line end


def _installed_folder() -> Path:
    spec = importlib.util.find_spec("pyvi")  # finds a top-level package without running it
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnreadable("pyvi is not installed")
    return Path(spec.submodule_search_locations[0]) / "models"


class _Inert:
    """Stands for every object of the pickle: keeps the state it is given and does nothing."""

    state: Any = None

    def __init__(self, *_arguments: object) -> None:
        pass

    def __setstate__(self, state: object) -> None:
        self.state = state


def _encode(text: str, encoding: str) -> bytes:
    if encoding != "latin1":
        raise pickle.UnpicklingError(f"bytes written as {encoding}")
    return text.encode("latin-1")


class _InertUnpickler(pickle.Unpickler):
    """Reads the few things pyvi's pickle names, makes none of them real, refuses all others."""

    _KNOWN: dict[tuple[str, str], Any] = {  # noqa: RUF012 - never changed
        ("sklearn_crfsuite.estimator", "CRF"): _Inert,
        ("sklearn_crfsuite._fileresource", "FileResource"): _Inert,
        ("pycrfsuite._logparser", "TrainLogParser"): _Inert,
        ("numpy.core.multiarray", "scalar"): _Inert,
        ("numpy", "dtype"): _Inert,
        ("_codecs", "encode"): _encode,
    }

    def find_class(self, module: str, name: str) -> Any:
        try:
            return self._KNOWN[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"unexpected object {module}.{name}") from None


def crf_file(pickled: bytes) -> bytes:
    """Take the CRFsuite file out of a pickled ``sklearn_crfsuite.CRF``. Raises ``ValueError``."""
    try:
        parts = _InertUnpickler(io.BytesIO(pickled)).load().state["modelfile"].state.values()
    except Exception as error:  # a damaged pickle can raise almost anything
        raise ValueError(f"damaged pickle: {error}") from error
    for part in parts:
        if isinstance(part, bytes) and part.startswith(b"lCRF"):
            return part
    raise ValueError("the pickle holds no CRFsuite file")


def parse_crf(file: bytes) -> Crf:
    """Read a CRFsuite model of the labels ``LABELS``. Raises ``ValueError`` for any other file."""
    try:
        return _parse(file)
    except (struct.error, LookupError) as error:
        raise ValueError(f"damaged CRFsuite file: {error}") from error


def _parse(file: bytes) -> Crf:
    magic, size, kind, *numbers = _HEADER.unpack_from(file)
    if (magic, kind) != (b"lCRF", b"FOMC"):
        raise ValueError("not a first-order CRFsuite file")
    if size != len(file):
        raise ValueError(f"damaged CRFsuite file: {len(file)} bytes of {size}")
    at_features, at_labels, at_attributes = numbers[4:7]
    if _names(file, at_labels) != dict(enumerate(LABELS)):
        raise ValueError(f"its labels are not {' and '.join(LABELS)}")
    attributes = _names(file, at_attributes)
    states = {name: [0.0, 0.0] for name in attributes.values()}
    transitions = ([0.0, 0.0], [0.0, 0.0])
    for feature_kind, source, label, weight in _features(file, at_features):
        if feature_kind == _STATE:
            states[attributes[source]][label] = weight
        elif feature_kind == _TRANSITION:
            transitions[source][label] = weight
        else:
            raise ValueError(f"unknown kind of feature {feature_kind}")
    from_begin, from_inside = (_pair(weights) for weights in transitions)
    return Crf({name: _pair(both) for name, both in states.items()}, (from_begin, from_inside))


def _pair(weights: list[float]) -> tuple[float, float]:
    return weights[0], weights[1]


def _features(file: bytes, offset: int) -> list[tuple[int, int, int, float]]:
    """Every weight as ``(kind, attribute or label before, label, weight)``."""
    magic, _, count = _FEATURES_HEADER.unpack_from(file, offset)
    start = offset + _FEATURES_HEADER.size
    table = file[start : start + count * _FEATURE.size]
    if magic != b"FEAT" or len(table) != count * _FEATURE.size:
        raise ValueError("damaged table of weights")
    return list(_FEATURE.iter_unpack(table))


def _names(file: bytes, offset: int) -> dict[int, str]:
    """Read a CQDB, CRFsuite's table of names, by the part that leads from number to name."""
    magic, _, _, order, count, at_records = _TABLE_HEADER.unpack_from(file, offset)
    if magic != b"CQDB" or order != _BYTE_ORDER:
        raise ValueError("damaged table of names")
    names = {}
    for at_record in struct.unpack_from(f"<{count}I", file, offset + at_records):
        if at_record:
            start = offset + at_record + _TABLE_RECORD.size
            number, size = _TABLE_RECORD.unpack_from(file, offset + at_record)
            names[number] = file[start : start + size - 1].decode("utf-8")  # less the final NUL
    return names
