"""A process with everything imported that forks one child a request, to be killed or starved.

Each line on standard input is a request: a JSON object with ``arguments`` for ``timbao`` and what
is to go wrong. The answer is a line of JSON: how the child ended and what it said on stderr, which
is every batch it acknowledged. A child begins within milliseconds, so a kill falls into its work.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import tempfile
import time

from search import accepting, building, failpoints, following
from search.cli import progress
from search.cli.main import run
from search.engines.whoosh import tiers


def answer(request: dict) -> dict:
    """Run one command in a child; send it ``signal`` after ``kill_after`` seconds."""
    with tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        child = os.fork()
        if not child:
            code = 130
            try:
                code = _run(request, errors.fileno())
            finally:
                os._exit(code)
        if "kill_after" in request:
            time.sleep(request["kill_after"])
            os.kill(child, signal.Signals[request.get("signal", "SIGKILL")])
        _, status = os.waitpid(child, 0)
        seconds = time.monotonic() - began
        errors.seek(0)
        said = errors.read().decode(errors="replace")
    return {"code": os.waitstatus_to_exitcode(status), "said": said, "seconds": seconds}


def _run(request: dict, errors: int) -> int:
    with open(os.devnull, "r+b") as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    os.dup2(errors, 2)
    # small batches and commits, many merges: so that there is much to cut
    accepting.TOGETHER = building.BATCH = 5
    following.RANGE = request.get("range", 15)
    tiers.MERGE_FACTOR = request.get("merge_factor", 8)
    progress._LINE_EVERY_SECONDS = 0.0
    if request.get("workers"):
        building._FEW = 0
        following.AT_FIRST, following.AT_LEAST = 10, 5
    os.environ[failpoints.VARIABLE] = request.get("fail_at", "")  # for workers
    if not request.get("only_workers"):
        failpoints.arm(request.get("fail_at", ""))
    if "fsync" in request:
        os.fsync = failing(os.fsync, request["fsync"])
    return run(request["arguments"])


def failing(sync, after: int):
    """Return an fsync that fails for ever from the call numbered ``after`` on."""
    calls = iter(range(1, after))

    def fsync(descriptor):
        if next(calls, None) is None:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        sync(descriptor)

    return fsync


def warm_up() -> None:
    """Index an article, to have loaded all that children need."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.jsonl")  # noqa: PTH118
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123
            file.write(json.dumps({"id": "a", "title": "Tin đầu tiên"}))
        where = ["--data", os.path.join(folder, "data"), "--json"]  # noqa: PTH118
        for command in (["index", path], ["rebuild", "--jobs", "1"], ["verify"]):
            run([*command, *where])


if __name__ == "__main__":
    answers = os.fdopen(os.dup(1), "w")
    with open(os.devnull, "wb") as nothing:  # noqa: PTH123 - a device
        os.dup2(nothing.fileno(), 1)
    warm_up()
    for line in sys.stdin:
        answers.write(json.dumps(answer(json.loads(line))) + "\n")
        answers.flush()
