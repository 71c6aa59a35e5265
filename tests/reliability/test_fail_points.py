"""A kill or a full disk at any step: the old or the new state opens, the next run ends the work."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field

import pytest

from search.engines.opening import default_engine, generations
from search.failpoints import STEPS

ENGINE = default_engine()
KILLED = -9
OLD = [f"old{number:02}" for number in range(20)]
NEW = [f"new{number:02}" for number in range(25)]


@dataclass(frozen=True)
class Scenario:
    """What is done before, then the command that is stopped, with what is special about it."""

    before: tuple[str, ...]
    command: str
    steps: tuple[str, ...]
    trouble: dict = field(default_factory=dict)


BUILDING = ("built", "written", "renamed", "adopted", "merged", "contents", "committed", "cleaned")
FOLLOWING = (*BUILDING, "aside", "sealed")
MERGING = {"merge_factor": 2, "range": 10}

SCENARIOS = {
    "first index": Scenario(
        (), "index old", ("accepted", "created", *FOLLOWING, "verified", "swapped")
    ),
    "update": Scenario(("index old",), "index both", ("accepted", *FOLLOWING)),
    "update that merges": Scenario(
        ("index old",), "index both", ("accepted", *FOLLOWING, "merging"), MERGING
    ),
    "update after a killed one": Scenario(
        ("index old", "index both!contents:kill"), "index both", ("swept", *FOLLOWING)
    ),
    "update after a rebuild": Scenario(
        ("index old", "rebuild"), "index both", ("deleted", "dropped", *FOLLOWING)
    ),
    "rebuild": Scenario(
        ("index old",),
        "rebuild",
        ("created", *FOLLOWING, "merging", "verified", "swapped"),
        {"range": 10},
    ),
    "rebuild of a third generation": Scenario(
        ("index old", "rebuild"), "rebuild", ("verified", "swapped", "deleted")
    ),
    "rebuild that goes on": Scenario(
        ("index old", "rebuild!contents:kill:2"), "rebuild", ("swept", *FOLLOWING, "verified")
    ),
    "rebuild by workers": Scenario(
        ("index old",), "rebuild --jobs 2", ("built", "written"), {"workers": True}
    ),
    "repair": Scenario(
        ("index old", "flip"), "verify --repair", ("created", *FOLLOWING, "verified", "swapped")
    ),
}
#: Each is stopped at the first time; those that come more often also at a later one.
CASES = [
    pytest.param(name, step, action, id=f"{name}, {step}, {action}")
    for name, scenario in SCENARIOS.items()
    for step in scenario.steps
    for action in ("kill", "full")
]
AGAIN = [
    pytest.param(name, step, "kill:2", id=f"{name}, {step}, second time")
    for name, step in [
        ("first index", "accepted"),
        ("first index", "committed"),
        ("first index", "aside"),
        ("first index", "sealed"),
        ("update that merges", "merging"),
        ("update that merges", "written"),
        ("rebuild", "aside"),
        ("rebuild", "merging"),
        ("rebuild", "contents"),
        ("update after a killed one", "swept"),
    ]
]


def test_every_step_is_one_of_some_scenario():
    assert {step for scenario in SCENARIOS.values() for step in scenario.steps} == set(STEPS)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, timbao_child, write):
    """Return a folder with the articles, and data directories as they are before each scenario."""
    folder = tmp_path_factory.mktemp("prepared")
    write(folder / "old", OLD)
    write(folder / "both", [*OLD[:3], *NEW], text="Đổi")
    known = {}

    def do(command, data, **trouble):
        command, _, fail_at = command.partition("!")
        if command == "flip":
            return flip(data)
        words = [folder / each if each in {"old", "both"} else each for each in command.split()]
        return timbao_child(*words, data=data, **({"fail_at": fail_at} | trouble))

    def prepare(scenario, data):
        if scenario.before not in known:
            known[scenario.before] = folder / str(len(known))
            original = type(data)(known[scenario.before])
            for command in scenario.before:
                ended = do(command, original, **scenario.trouble)
                assert not ended or ended.code == (KILLED if "!" in command else 0), ended.said
        if known[scenario.before].exists():
            shutil.copytree(known[scenario.before], data.root)

    return prepare, do


def flip(data):
    path = min((data.root / "whoosh").rglob("*.arr"))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(("name", "step", "action"), [*CASES, *AGAIN])
def test_a_run_stopped_at_a_step_loses_nothing(  # noqa: PLR0917 - fixtures
    room, prepared, body_of, name, step, action
):
    scenario = SCENARIOS[name]
    prepare, do = prepared
    prepare(scenario, room.data)
    was_damaged = "flip" in scenario.before
    before = None if was_damaged else room.found()
    ended = do(scenario.command, room.data, **scenario.trouble, fail_at=f"{step}:{action}")
    in_worker = scenario.trouble.get("workers") and action == "kill"
    stopped = 2 if in_worker or action == "full" else KILLED
    assert ended.code == stopped, f"{step} was not reached: {ended.said}"
    if stopped == 2:
        assert "Traceback" not in ended.said
        assert "Lỗi" in ended.said

    # what was acknowledged is in the archive, in the words of its revision
    kept = room.archived()
    changed = "both" in scenario.command
    names, text = ([*OLD[:3], *NEW], "Đổi") if changed else (OLD, "Bài")
    for each in names[: ended.acknowledged]:
        assert kept[each] == body_of(each, text)
    # the old state opens, the new, or one of the commits between
    if not was_damaged:
        shown = room.found()
        if before is not None:
            assert shown is not None
            assert set(shown) >= set(OLD)
        assert set(shown or ()) <= set(kept)
    room.assert_free()

    # the same command, run again, ends the work; nothing is left of the one that was stopped
    assert do(scenario.command, room.data, **scenario.trouble).code == 0
    assert set(room.found()) == {*OLD, *(NEW if changed else ())}
    if scenario.command.startswith("index") and room.data.indexes("whoosh").exists():
        do("rebuild", room.data)  # what an update has no use for, a rebuild takes or drops
    room.assert_all_is_well()


def test_what_was_built_beside_a_commit_goes_though_its_manifest_was_never_written(
    room, timbao_child, write, tmp_path
):
    old, new = write(tmp_path / "old", OLD), write(tmp_path / "new", NEW)
    assert timbao_child("index", old, data=room.data).code == 0
    assert timbao_child("index", new, data=room.data, fail_at="cleaned:kill").code == KILLED
    # as a worker would have left it, whose range was to be the next one
    (generations(room.data, ENGINE).current() / "next.part").touch()
    assert timbao_child("index", new, data=room.data).code == 0
    room.assert_all_is_well()
