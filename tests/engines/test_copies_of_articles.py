"""Real articles, edited as papers edit them: corrected, shortened, taken over from an agency."""

from __future__ import annotations

import json
import lzma
import random
import re
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest

from search.engines.near_copies import near_copies
from search.engines.signatures import signatures
from search.vietnamese.columns import ColumnAnalyzer

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES, FEWEST_WORDS = 1000, 100
#: Papers differ in these.
TONES = str.maketrans({"ỷ": "ỉ", "ỹ": "ĩ", "ý": "í"})


def read(corpus: Path, count: int) -> list[tuple[str, str]]:
    """Return the title and the text of the first articles that are long enough."""
    found = []
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for each in map(json.loads, lines):
            text = "\n".join(filter(None, (each.get("lead", ""), each.get("body", ""))))
            if each.get("title") and len(text.split()) >= FEWEST_WORDS:
                found.append((each["title"], text))
            if len(found) == count:
                break
    return found


def corrected(title: str, text: str, chance: random.Random) -> tuple[str, str]:
    """Put another number for one of the text, wherever it stands."""
    numbers = sorted(set(re.findall(r"\b\d+\b", text)))
    if not numbers:
        return title, text + "\nTòa soạn xin lỗi bạn đọc về sai sót trong bản trước."
    wrong = re.compile(rf"\b{chance.choice(numbers)}\b")
    right = str(chance.randrange(1, 100))
    return wrong.sub(right, title), wrong.sub(right, text)


def renamed(title: str, text: str, chance: random.Random) -> tuple[str, str]:
    """Put another name for one of the text, wherever it stands."""
    names = sorted(set(re.findall(r"(?<=[a-zà-ỹ] )[A-ZĐ][a-zà-ỹ]+ [A-ZĐ][a-zà-ỹ]+", text)))
    if not names:
        return corrected(title, text, chance)
    wrong = chance.choice(names)
    return title.replace(wrong, "Lê Thu"), text.replace(wrong, "Lê Thu")


def taken_over(title: str, text: str, chance: random.Random) -> tuple[str, str]:
    """Give an agency's story another title, half of it words of its text, and sign it."""
    words = text.split()
    start = chance.randrange(min(30, len(words)))
    signed = f"(TTXVN) - {text}\nTheo TTXVN"
    return " ".join((*title.split()[::2], *words[start : start + 4])), signed


def rewritten(title: str, text: str, chance: random.Random) -> tuple[str, str]:
    """Do that, and cut and respell the story: as much as an editor ever does."""
    words = text.split()
    return taken_over(title, " ".join(words[: len(words) * 9 // 10]).translate(TONES), chance)


def shortened(title: str, text: str, _: random.Random) -> tuple[str, str]:
    words = text.split()
    return title, " ".join(words[: len(words) * 85 // 100])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("edit", "least"),
    [
        (corrected, 0.95),
        (renamed, 0.95),
        (shortened, 0.95),
        (taken_over, 0.95),
        (rewritten, 0.7),
    ],
)
def test_an_edited_article_is_a_near_copy_of_what_it_was(shared, edit, least):
    chance = random.Random(8)
    originals = read(shared / "corpus" / "articles-100k.jsonl.xz", ARTICLES)
    both = originals + [edit(*each, chance) for each in originals]
    analyzer = ColumnAnalyzer(gap=64)
    parts, coming = [], iter(both)
    while some := list(islice(coming, 200)):
        texts = [text for each in some for text in each]
        rows = [(2 * at, 2 * at + 1) for at in range(len(some))]
        parts.append(signatures(analyzer.analyse(texts), rows))
    table = np.concatenate(parts)
    [groups] = near_copies([table], [np.arange(len(table))])
    found = sum(at in groups and groups.get(at + ARTICLES) == groups[at] for at in range(ARTICLES))
    print(f"{edit.__name__}: {found} of {ARTICLES}")  # noqa: T201 - the figure, for pytest -s
    assert found >= least * ARTICLES
