"""How fast words are found, how well, and whether they are pyvi's own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import unicodedata
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from search.benchmark.corpora import gold_sentences, paragraphs, spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    Tokenize = Callable[[str], str]

#: Underthesea is some forty times slower than pyvi; it is timed on the first so many characters.
_SLOW_SAMPLE = 400_000

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

    def kb_s(self, name: str) -> float:
        """Return the throughput of one tokenizer."""
        return next(row.kb_s for row in self.rows if row.name == name)


def compare(corpus: Path, *, most: int, gold: Path | None = None) -> Comparison:
    """Time every tokenizer that is installed on the first ``most`` paragraphs of ``corpus``.

    Identity is judged on each paragraph as written, in lower case, in capitals, without accents
    and in NFD. ``gold`` is a CoNLL-U file to judge words by. Raises SourceMissing.
    """
    texts = paragraphs(corpus, most)
    tokenizers = {name: _make(maker) for name, maker in _MAKERS.items() if find_spec_of(name)}
    speeds = {name: _kb_s(tokenize, name, texts) for name, tokenize in tokenizers.items()}
    sentences = gold_sentences(gold) if gold else []
    rows = tuple(
        Row(name, speeds[name], *_cost(_MAKERS[name]), _f1(tokenize, sentences))
        for name, tokenize in tokenizers.items()
    )
    copies = [copy for text in texts for copy in spellings(text)]
    pyvi, ours = tokenizers["pyvi"], tokenizers["timbao"]
    return Comparison(rows, len(copies), sum(pyvi(copy) == ours(copy) for copy in copies))


def find_spec_of(name: str) -> bool:
    """Return whether a tokenizer is installed; ours always is."""
    return name == "timbao" or find_spec(name) is not None


def _make(maker: str) -> Tokenize:
    made: dict[str, Tokenize] = {}
    exec(maker, made)  # noqa: S102 - one of the three programs above
    return made["tokenize"]


def _kb_s(tokenize: Tokenize, name: str, texts: Sequence[str]) -> float:
    sample = _shortened(texts, _SLOW_SAMPLE) if name == "underthesea" else texts
    size = sum(len(text.encode()) for text in sample)
    began = time.perf_counter()
    for text in sample:
        tokenize(text)
    return size / 1000 / (time.perf_counter() - began)


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
