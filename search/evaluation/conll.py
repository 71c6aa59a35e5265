"""Read gold spans: CoNLL columns, a token a line, blank lines between sentences."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.errors import StorageError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: A line that begins with this parts documents.
DOCUMENT = "-DOCSTART-"

CharacterSpan = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence, its tokens joined by spaces, and the gold spans of one label as offsets."""

    text: str
    spans: tuple[CharacterSpan, ...]
    document: int


def read_conll(path: Path, label: str) -> list[GoldSentence]:
    """Return the sentences of a file: the token in the first column, its BIO tag in the last.

    ``label`` is compared without regard to case. Raises StorageError for a file that cannot be
    read, UsageError for a line that has no tag or a file that has no such label.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8?"
        raise StorageError(path, reason) from error
    found = [
        GoldSentence(*_joined(rows, label.upper()), document)
        for document, rows in _sentences(path, lines)
    ]
    if not any(sentence.spans for sentence in found):
        raise UsageError(f"{path}: không có nhãn {label}", f"{path}: nothing is labelled {label}")
    return found


def _sentences(path: Path, lines: list[str]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Yield the number of the document and the rows (token, tag) of each sentence."""
    document = 0
    rows: list[tuple[str, str]] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith(DOCUMENT) or not line.strip():
            if rows:
                yield document, rows
                rows = []
            document += line.startswith(DOCUMENT)
            continue
        token, *columns = line.split("\t") if "\t" in line else line.split()
        if not columns or columns[-1][:1] not in {"B", "I", "O"}:
            raise UsageError(
                f"{path}, dòng {number}: thiếu nhãn BIO",
                f"{path}, line {number}: no BIO tag",
            )
        rows.append((unicodedata.normalize("NFC", token.replace("_", " ")), columns[-1]))
    if rows:
        yield document, rows


def _joined(rows: list[tuple[str, str]], label: str) -> tuple[str, tuple[CharacterSpan, ...]]:
    parts: list[str] = []
    spans: list[CharacterSpan] = []
    at, open_span = 0, False
    for token, tag in rows:
        kind, _, name = tag.upper().partition("-")
        ours = name == label
        if ours and kind == "I" and open_span:
            spans[-1] = (spans[-1][0], at + len(token))
        elif ours:
            spans.append((at, at + len(token)))
        open_span = ours
        parts.append(token)
        at += len(token) + 1
    return " ".join(parts), tuple(spans)
