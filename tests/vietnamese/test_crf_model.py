"""pyvi's model is read exactly, without pyvi, and no other file passes for it."""

from __future__ import annotations

import importlib.util
import pickle
import re
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import ModelUnreadable
from search.vietnamese import crf_model
from search.vietnamese.crf_model import LABELS, WordModel, load_model, parse_crf

PYVI = importlib.util.find_spec("pyvi")
assert PYVI is not None
assert PYVI.submodule_search_locations is not None
MODELS = Path(PYVI.submodule_search_locations[0]) / "models"
CRF_FILE = crf_model.crf_file((MODELS / "pyvi3.pkl").read_bytes())


@pytest.fixture(scope="module")
def model() -> WordModel:
    return load_model()


def test_size_of_the_model(model: WordModel) -> None:
    assert len(model.crf.states) == 6335
    assert len(model.bigrams) == 22705
    assert len(model.trigrams) == 1907
    assert ("thành", "phố") in model.bigrams
    assert ("bất", "đắc", "dĩ") in model.trigrams


def test_weights_are_those_that_crfsuite_reads(model: WordModel, tmp_path: Path) -> None:
    pycrfsuite = pytest.importorskip("pycrfsuite")
    (tmp_path / "model.crfsuite").write_bytes(CRF_FILE)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "model.crfsuite"))
    tagger.dump(str(tmp_path / "dump"))
    printed = {
        (kind, name, label): weight
        for kind, name, label, weight in re.findall(
            r"^  \(([01])\) (.+?) --> ([BI]_W): (-?\d+\.\d+)$",
            (tmp_path / "dump").read_text("utf-8"),
            re.MULTILINE | re.DOTALL,  # one attribute is a newline
        )
    }
    weights = {("0", name): pair for name, pair in model.crf.states.items()}
    weights |= {("1", label): model.crf.transitions[at] for at, label in enumerate(LABELS)}
    assert printed == {
        (*source, label): f"{weight:f}"
        for source, pair in weights.items()
        for label, weight in zip(LABELS, pair, strict=True)
        if weight
    }


def test_reading_runs_neither_pyvi_nor_its_libraries() -> None:
    program = (
        "import sys; from search.vietnamese.segmenter import default_segmenter;"
        "default_segmenter().words('Hà Nội');"
        "print([name for name in ('pyvi', 'sklearn', 'scipy', 'numpy', 'pycrfsuite')"
        " if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


class Evil:
    def __reduce__(self) -> tuple[object, ...]:
        return (print, ("run",))


def with_words(folder: Path, pickled: bytes, words: bytes = b"a b\na b c") -> Path:
    (folder / "pyvi3.pkl").write_bytes(pickled)
    (folder / "words.txt").write_bytes(words)
    return folder


@pytest.mark.parametrize(
    "pickled",
    [
        b"",
        b"not a pickle",
        pickle.dumps({"modelfile": b"lCRF"}),
        pickle.dumps(Evil()),
        (MODELS / "pyvi3.pkl").read_bytes()[:100_000],
        (MODELS / "pyvi3.pkl").read_bytes().replace(b"lCRF", b"lCRX", 1),
        (MODELS / "pyvi3.pkl").read_bytes().replace(b"FOMC", b"CRF2", 1),
        (MODELS / "pyvi3.pkl").read_bytes().replace(b"I_W", b"E_W", 1),
    ],
)
def test_another_model_is_refused(
    pickled: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ModelUnreadable, match="pip install") as caught:
        load_model(with_words(tmp_path, pickled))
    assert caught.value.path == tmp_path / "pyvi3.pkl"
    assert "\n" not in caught.value.vi + caught.value.en
    assert capsys.readouterr().out == ""


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnreadable, match=r"pyvi3\.pkl"):
        load_model(tmp_path)
    (tmp_path / "pyvi3.pkl").write_bytes((MODELS / "pyvi3.pkl").read_bytes())
    with pytest.raises(ModelUnreadable, match=r"words\.txt"):
        load_model(tmp_path)
    (tmp_path / "words.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(ModelUnreadable, match=r"words\.txt"):
        load_model(tmp_path)


def test_pyvi_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelUnreadable, match="not installed"):
        load_model()


def test_dictionary_lines_are_cut_as_pyvi_cuts_them(tmp_path: Path) -> None:
    words = "một\nhai ba\r\nhai  ba\nbốn năm\nsáu bảy tám\n a b\n".encode()
    model = load_model(with_words(tmp_path, (MODELS / "pyvi3.pkl").read_bytes(), words))
    assert model.bigrams == {("hai", "ba\r"), ("bốn", "năm")}
    assert model.trigrams == {("hai", "", "ba"), ("sáu", "bảy", "tám"), ("", "a", "b")}


@given(st.integers(0, 60), st.binary(min_size=1, max_size=8))
def test_a_damaged_header_is_a_plain_error(at: int, change: bytes) -> None:
    damaged = CRF_FILE[:at] + change + CRF_FILE[at + len(change) :]
    with suppress(ValueError):
        parse_crf(damaged)


@given(st.integers(0, len(CRF_FILE) - 1))
def test_a_file_cut_short_is_a_plain_error(size: int) -> None:
    with pytest.raises(ValueError, match=r"damaged|not a|its labels"):
        parse_crf(CRF_FILE[:size])


def test_an_impossible_count_is_refused_at_once() -> None:
    offset = struct.unpack_from("<I", CRF_FILE, 28)[0]
    huge = CRF_FILE[: offset + 8] + b"\xff\xff\xff\xff" + CRF_FILE[offset + 12 :]
    with pytest.raises(ValueError, match="weights"):
        parse_crf(huge)
