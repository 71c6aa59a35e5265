"""A kill -9 at any moment of any run, or Ctrl-C. Here a few; ``TIMBAO_KILLS=200`` for so many."""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass, field

import pytest

from search.settings import DataDirectory

KILLS = int(os.environ.get("TIMBAO_KILLS", "12"))
BATCH = 5  # of the children, see forking.py
NAMES = [f"a{number:03}" for number in range(90)]
#: Kinds of runs, drawn at random; all make many commits, some merge at each.
RUNS = [
    ("index", {}),
    ("index", {"merge_factor": 2}),
    ("index", {"merge_factor": 2, "range": 7}),
    ("rebuild", {}),
    ("rebuild --if-needed", {"merge_factor": 2}),
    ("index --jobs 2", {"workers": True}),
    ("rebuild --jobs 2", {"workers": True, "range": 30}),
    ("verify --repair", {}),
]


@dataclass
class Killer:
    """Runs commands in one data directory, kills them, and looks what is left."""

    room: object
    child: object
    body_of: object
    safe: dict[str, str] = field(default_factory=dict)
    aside: DataDirectory = None

    def run(self, words: list, trouble: dict, **more):
        return self.child(*words, data=self.room.data, **trouble, **more)

    def duration(self, words: list, trouble: dict) -> float:
        """Return how long a command takes that nobody kills, in a copy of the directory."""
        shutil.rmtree(self.aside.root, ignore_errors=True)
        if self.room.data.root.exists():
            shutil.copytree(self.room.data.root, self.aside.root)
        ended = self.child(*words, data=self.aside, **trouble)
        assert ended.code == 0, ended.said
        return ended.seconds

    def check_archive(self, names: list[str], text: str, acknowledged: int) -> None:
        """Fail unless the archive has what was acknowledged, and a batch more at most."""
        kept = self.room.archived()
        new = {name: self.body_of(name, text) for name in names}
        kept_new = [name for name in names if kept.get(name) == new[name]]
        assert kept_new in (names[:acknowledged], names[: acknowledged + BATCH])
        assert kept == self.safe | {name: new[name] for name in kept_new}
        self.safe = kept


@pytest.mark.parametrize(("signal", "code"), [("SIGKILL", -9), ("SIGINT", 130)])
def test_a_kill_at_any_moment_loses_nothing(  # noqa: PLR0917 - fixtures
    room, tmp_path, timbao_child, write, body_of, signal, code
):
    chance = random.Random(KILLS)
    killer = Killer(room, timbao_child, body_of, aside=DataDirectory(tmp_path / "aside"))
    killed = number = 0
    while killed < KILLS:
        number += 1
        command, trouble = chance.choice(RUNS) if number > 1 else RUNS[0]
        words, names, text = command.split(), [], f"Lần {number}"
        if command.startswith("index"):
            names = chance.sample(NAMES, 30)
            words.append(write(tmp_path / "articles", names, text))
        shown = room.found()
        if command == "verify --repair":
            shown = spoil(room.data, chance)
        moment = chance.uniform(0, killer.duration(words, trouble))
        ended = killer.run(words, trouble, kill_after=moment, signal=signal)
        assert ended.code in {0, code}, ended.said
        killed += ended.code == code
        killer.check_archive(names, text, len(names) if ended.code == 0 else ended.acknowledged)
        if command != "verify --repair":
            now = room.found() or []
            assert set(shown or []) <= set(now) <= set(killer.safe)
        room.assert_free()

        # the next run ends the work
        assert killer.run(words, trouble).code == 0
        killer.safe |= {name: body_of(name, text) for name in names}
        assert room.archived() == killer.safe
        assert set(room.found()) == set(killer.safe)
        room.assert_all_is_well()


def spoil(data, chance: random.Random) -> None:
    """Change one byte of an index."""
    path = chance.choice(sorted(each for each in (data.root / "whoosh").rglob("*.arr")))
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1
    path.write_bytes(content)
