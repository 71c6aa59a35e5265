"""Put a load on ``timbao serve`` with wrk and print the table of docs/web.md. Not a test.

``python tests/web/load.py --corpus articles.jsonl --data index_data``
"""

from __future__ import annotations

import argparse
import json
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote_plus
from urllib.request import urlopen

from search.benchmark.collection import Collection
from search.benchmark.queries import sample

SCRIPT = Path(__file__).with_name("load.lua")
CLASSES = 8  # of queries


def write_queries(corpus: Path, articles: int, count: int, seed: int, to: Path) -> None:
    """Write as many queries of each class, cut from the articles, each as part of a URL."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection.of(corpus, articles, Path(folder), lambda *_: None)
        queries = sample(collection, count // CLASSES, seed)
    # all classes in turn, in the order in which they were cut
    by_class: dict[str, list[str]] = {}
    for each in queries:
        by_class.setdefault(each.query_class, []).append(quote_plus(each.text))
    mixed = [text for row in zip(*by_class.values(), strict=False) for text in row]
    to.write_text("\n".join(mixed) + "\n", encoding="utf-8")


def memory_mb(process: int) -> float:
    """Return the memory that a process and its children hold, shared pages counted once."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    own = int(re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)[1]) / 1000
    return own + sum(memory_mb(int(each)) for each in children)


def main() -> None:
    """Serve, ask, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--corpus", type=Path, required=True)
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--articles", type=int, default=20_000, help="to cut queries from")
    asked.add_argument("--queries", type=int, default=1_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--connections", type=int, nargs="+", default=[1, 8, 64])
    asked.add_argument("--paths", nargs="+", default=["/api/search", "/search"])
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        queries = Path(folder) / "queries.txt"
        write_queries(given.corpus, given.articles, given.queries, given.seed, queries)
        command = [sys.executable, "-m", "search", "--data", str(given.data), "serve", "--port=0"]
        with (
            Path(folder, "log").open("w+") as log,
            subprocess.Popen([*command, f"--workers={given.workers}"], stderr=log) as server,
        ):
            try:
                measure(given, server.pid, Path(log.name), queries)
            finally:
                server.send_signal(signal.SIGINT)


def measure(given: argparse.Namespace, server: int, log: Path, queries: Path) -> None:
    """Print a row for each path and number of connections, and the memory before and after."""
    while not (address := re.match(r"http://\S+(?=/ )", log.read_text(encoding="utf-8"))):
        time.sleep(0.1)
    wrk = ["wrk", "-t1", "-s", str(SCRIPT), "--timeout=30s"]

    def ask(path: str, connections: int, seconds: int) -> dict[str, float]:
        load = [*wrk, f"-c{connections}", f"-d{seconds}s", address[0]]
        said = subprocess.check_output([*load, "--", path, str(queries), str(given.seed)])
        return json.loads(said.splitlines()[-1])

    urlopen(f"{address[0]}/api/search?q=a", timeout=60).close()  # noqa: S310 - ours
    ask(given.paths[0], 8, 5)  # by now every worker has opened its index
    print(f"memory before: {memory_mb(server):.0f} MB")
    for path in given.paths:
        for connections in given.connections:
            row = ask(path, connections, given.seconds)
            rate = row["requests"] / row["seconds"]
            times = " | ".join(f"{row[each]:.0f}" for each in ("p50", "p95", "p99"))
            print(f"| `{path}` | {connections} | {rate:.0f} | {times} | {row['errors']:.0f} |")
    print(f"memory after: {memory_mb(server):.0f} MB")


if __name__ == "__main__":
    main()
