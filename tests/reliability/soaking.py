"""One writer or one reader of the soak test, until its time is over; says what it saw as JSON.

``soaking.py write DATA NAME SECONDS`` accepts articles ten at a time, each ten with a word of their
own, and rebuilds now and then. ``soaking.py read DATA NAME SECONDS`` opens the index again and
again and counts: tens only, never fewer than before, and ten or none of any word.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

from search.article import Article
from search.engines.opening import default_engine
from search.indexer import Indexer
from search.request import Request
from search.searcher import Searcher
from search.settings import DataDirectory

TEN = 10
WRITERS = "ab"


def write(data: DataDirectory, name: str, until: float) -> Counter[str]:
    """Accept, update, rebuild."""
    chance = random.Random(name)
    indexer = Indexer(data, default_engine())
    done: Counter[str] = Counter()
    while time.monotonic() < until:
        word = f"lo{name}{done['batches']}"
        ids = [f"{word}-{number}" for number in range(TEN)]
        indexer.accept(("soak", Article(id=each, title=f"Tin {word}")) for each in ids)
        indexer.update()
        done["batches"] += 1
        if chance.random() < 0.2:
            indexer.rebuild()
            done["rebuilds"] += 1
        elif chance.random() < 0.2:
            indexer.renew()
            done["renewals"] += 1
    return done


def read(data: DataDirectory, name: str, until: float) -> Counter[str]:
    """Open, count, check, close."""
    chance = random.Random(name)
    done: Counter[str] = Counter()
    least = 0
    while time.monotonic() < until:
        with Searcher.open(data) as searcher:
            total = searcher.search(Request(text="tin")).total
            done["wrong"] += bool(total % TEN) or total < least
            least = max(least, total)
            for _ in range(5):
                page = searcher.search(
                    Request(text=f"lo{chance.choice(WRITERS)}{chance.randrange(99)}")
                )
                done["wrong"] += page.total not in {0, TEN} or len(page.hits) != page.total
                done["searches"] += 1
            # what was opened stays as it was, whatever is written meanwhile
            done["wrong"] += searcher.search(Request(text="tin")).total != total
        done["opened"] += 1
    done["seen"] = least
    return done


if __name__ == "__main__":
    role, folder, name, seconds = sys.argv[1:]
    work = {"write": write, "read": read}[role]
    seen = work(DataDirectory(Path(folder)), name, time.monotonic() + float(seconds))
    sys.stdout.write(json.dumps(seen))
