"""How fast words are found, how well, and whether they are pyvi's own."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
import time
import unicodedata
from dataclasses import dataclass, replace
from importlib.util import find_spec
from statistics import median
from typing import TYPE_CHECKING

from search.benchmark.corpora import gold_sentences, paragraphs, spellings
from search.engines.fields import GAP
from search.errors import UsageError
from search.indexer import silent
from search.vietnamese.columns import ColumnAnalyzer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from search.following import Progress

    Tokenize = Callable[[str], str]

#: Underthesea is some forty times slower than pyvi; it is timed on so many characters a turn.
_SLOW_SAMPLE = 40_000
_TURNS = 10
_BATCH = 3_000  # paragraphs: some two hundred articles, as many as are indexed together
_COLUMNS = "timbao, columns"

#: How each tokenizer is made, as a program: it is run in a process of its own to see what it costs.
_MAKERS = {
    "pyvi": "from pyvi import ViTokenizer; tokenize = ViTokenizer.tokenize",
    "timbao": "from search.vietnamese.segmenter import Segmenter; tokenize = Segmenter().tokenize",
    "underthesea": (
        "from underthesea import word_tokenize\n"
        "def tokenize(text): return word_tokenize(text, format='text')"
    ),
}
#: The peak since the program began; ru_maxrss would count the process that started it.
_COST = """
import json, pathlib, re, time
began = time.perf_counter()
{maker}
tokenize("Sở Thông tin và Truyền thông")
seconds = time.perf_counter() - began
status = pathlib.Path("/proc/self/status")
peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else "nan"
print(json.dumps([seconds, float(peak) / 1024]))
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One tokenizer: bytes of UTF-8 a second in KB, what it costs to load, F1 of its words."""

    name: str
    kb_s: float
    load_s: float
    memory_mb: float
    f1: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Tokenizers in one run, and on how many of ``texts`` ours gave exactly pyvi's words."""

    rows: tuple[Row, ...]
    texts: int
    identical: int

    @property
    def ratio(self) -> float:
        """How many times pyvi's speed the words are found while indexing, article by article."""
        return self.row("timbao, columns").kb_s / self.row("pyvi").kb_s

    def row(self, name: str) -> Row:
        """Return the row of one tokenizer."""
        return next(row for row in self.rows if row.name == name)


def compare(
    corpus: Path, *, most: int, gold: Path | None = None, progress: Progress = silent
) -> Comparison:
    """Time every tokenizer that is installed on the first ``most`` paragraphs of ``corpus``.

    They take turns, so that all are slowed down alike by whatever else the machine does; each
    speed is the median of the turns, in processor time. Identity is judged on each paragraph as
    written, in lower case, in capitals, without accents and in NFD. ``gold`` is a CoNLL-U file to
    judge words by. Raises SourceMissing, and UsageError where there is no paragraph.
    """
    texts = paragraphs(corpus, most)
    if not texts:
        raise UsageError(f"Không có đoạn văn nào trong {corpus}", f"No paragraph in {corpus}")
    tokenizers = {name: _make(maker) for name, maker in _MAKERS.items() if find_spec_of(name)}
    speeds = _speeds({name: _one_by_one(each) for name, each in tokenizers.items()}, texts)
    sentences = gold_sentences(gold) if gold else []
    rows = [
        Row(name, speeds[name], *_cost(_MAKERS[name]), _f1(tokenize, sentences))
        for name, tokenize in tokenizers.items()
    ]
    rows.append(
        replace(next(r for r in rows if r.name == "timbao"), name=_COLUMNS, kb_s=speeds[_COLUMNS])
    )
    pyvi, ours = tokenizers["pyvi"], tokenizers["timbao"]
    identical = 0
    for done, text in enumerate(texts, 1):
        identical += sum(pyvi(copy) == ours(copy) for copy in spellings(text))
        progress(done, len(texts))
    copies = len(list(spellings("")))
    return Comparison(tuple(rows), copies * len(texts), identical)


def find_spec_of(name: str) -> bool:
    """Return whether a tokenizer is installed; ours always is."""
    return name == "timbao" or find_spec(name) is not None


def _make(maker: str) -> Tokenize:
    made: dict[str, Tokenize] = {}
    exec(maker, made)  # noqa: S102 - one of the programs above
    return made["tokenize"]


def _one_by_one(tokenize: Tokenize) -> Callable[[Sequence[str]], object]:
    return lambda texts: [tokenize(text) for text in texts]


def _speeds(
    cutters: dict[str, Callable[[Sequence[str]], object]], texts: Sequence[str]
) -> dict[str, float]:
    """Return KB of UTF-8 a second of each, the median of turns over the same paragraphs.

    The columns are the whole token stream of indexing: syllables, folds, positions, words, pairs.
    """
    columns = ColumnAnalyzer(gap=GAP)
    all_cutters = {**cutters, _COLUMNS: lambda texts: columns.analyse(texts).folded_pairs()}
    size = max(1, -(-len(texts) // _TURNS))
    turns = [texts[at : at + size] for at in range(0, len(texts), size)]
    speeds: dict[str, list[float]] = {name: [] for name in all_cutters}
    # what pyvi's import left on the heap is no business of whoever is timed after it
    gc.collect()
    gc.freeze()
    try:
        for turn in turns:
            for name, cut in all_cutters.items():
                speeds[name].append(_kb_s(cut, name, turn))
    finally:
        gc.unfreeze()
    return {name: median(known) for name, known in speeds.items()}


def _kb_s(cut: Callable[[Sequence[str]], object], name: str, texts: Sequence[str]) -> float:
    sample = _shortened(texts, _SLOW_SAMPLE) if name == "underthesea" else texts
    size = sum(len(text.encode()) for text in sample)
    began = time.process_time()
    for at in range(0, len(sample), _BATCH):
        cut(sample[at : at + _BATCH])
    return size / 1000 / max(time.process_time() - began, 1e-9)


def _shortened(texts: Sequence[str], characters: int) -> list[str]:
    kept: list[str] = []
    for text in texts:
        if characters < 0:
            break
        kept.append(text)
        characters -= len(text)
    return kept


def _cost(maker: str) -> tuple[float, float]:
    """Return the seconds to load a tokenizer, and the megabytes of a process that has."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", _COST.format(maker=maker)],
        capture_output=True,
        check=True,
        text=True,
    )
    seconds, peak = json.loads(done.stdout.splitlines()[-1])
    return seconds, peak


def _f1(tokenize: Tokenize, sentences: Sequence[Sequence[str]]) -> float | None:
    """Return the F1 of words as spans of characters, white space aside; None without gold."""
    if not sentences:
        return None
    right = found = wanted = 0
    for words in sentences:
        expected = _spans(words)
        cut = _spans(tokenize(" ".join(words)).split(" "))
        right += len(expected & cut)
        found += len(cut)
        wanted += len(expected)
    return 2 * right / (found + wanted)


def _spans(words: Sequence[str]) -> set[tuple[int, int]]:
    spans = set()
    at = 0
    for word in words:
        letters = len(unicodedata.normalize("NFC", word).replace("_", "").replace(" ", ""))
        if letters:
            spans.add((at, at + letters))
        at += letters
    return spans
