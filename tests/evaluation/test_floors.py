from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from search.errors import UsageError
from search.evaluation.floors import MARGIN, Floors
from search.evaluation.judged_sets import JudgedSet
from search.evaluation.topics import Form

CHANGELOG = Path(__file__).parents[2] / "docs" / "changelog.md"
SETS = ("news_clusters", "zalo2019_wiki", "xquad_vi")


@pytest.fixture
def sets(judged):
    return [JudgedSet.of(judged)]


@pytest.fixture
def pinned(sets, distractors):
    floors = Floors()
    floors.pin(sets, distractors)
    return floors


def test_floors_are_pinned_a_little_under_what_was_measured(pinned, sets, distractors, tmp_path):
    assert pinned.floors == {"judged": dict.fromkeys(Form, 1 - MARGIN)}
    pinned.write(tmp_path / "floors.json")
    again = Floors.read(tmp_path / "floors.json")
    assert again == pinned
    assert all(row.holds and row.measured == 1.0 for row in again.check(sets, distractors))


def test_a_ranking_that_got_worse_is_below_its_floor(pinned, sets, distractors):
    pinned.floors["judged"]["lower"] = 1.001
    rows = pinned.check(sets, distractors)
    assert [row.form for row in rows if not row.holds] == [Form.LOWER]


def test_data_that_changed_is_not_judged_by_floors_of_other_data(pinned, sets, distractors):
    distractors.write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="judged is not the data"):
        pinned.check(sets, distractors)
    with pytest.raises(UsageError, match="judged is not the data"):
        Floors().check(sets, distractors)


def test_a_floor_is_lowered_only_on_demand_and_that_is_kept(pinned, sets, distractors, tmp_path):
    pinned.floors["judged"] = {"written": 1.1, "lower": 0.9971, "unaccented": 0.5}
    with pytest.raises(UsageError, match="Below the floor: judged written"):
        pinned.pin(sets, distractors)
    assert pinned.floors["judged"]["unaccented"] == 0.5
    pinned.pin(sets, distractors, lower=True)
    assert pinned.floors["judged"] == {"written": 0.995, "lower": 0.9971, "unaccented": 0.995}
    pinned.write(tmp_path / "floors.json")
    [lowered] = Floors.read(tmp_path / "floors.json").lowered
    assert (lowered.set_name, lowered.form, lowered.before, lowered.after) == (
        "judged",
        "written",
        1.1,
        0.995,
    )


def unmentioned(lowered, changelog):
    """Return the floors given up of which no paragraph of the changelog has set, form, figures."""
    items = [" ".join(item.split()) for item in re.split(r"\n(?=-|\n)", changelog)]
    for each in lowered:
        figures = re.compile(rf"(?<![\d.]){each.before:g} to {each.after:g}(?!\d)")
        named = (item for item in items if each.set_name in item and each.form in item)
        if not any(map(figures.search, named)):
            yield each


def test_every_floor_that_was_lowered_is_in_the_changelog():
    assert list(unmentioned(Floors.read().lowered, CHANGELOG.read_text(encoding="utf-8"))) == []


def test_a_lowered_floor_that_nobody_mentions_is_noticed(pinned, sets, distractors):
    pinned.floors["judged"]["written"] = 1.1
    pinned.pin(sets, distractors, lower=True)
    said = "- Floor of judged, written:\n  1.1 to 0.995, for the sake of speed.\n- More."
    assert list(unmentioned(pinned.lowered, said)) == []
    assert list(unmentioned(pinned.lowered, said.replace("written", "lower"))) == pinned.lowered
    deeper = [replace(pinned.lowered[0], after=0.9)]
    assert list(unmentioned(deeper, said)) == deeper


@pytest.mark.shared
def test_the_ranking_holds_its_floors(shared):
    sets = [JudgedSet.of(shared / "quality" / name) for name in SETS]
    rows = Floors.read().check(sets, shared / "corpus" / "articles-100k.jsonl.xz")
    assert len(rows) == len(SETS) * len(Form)
    assert [row for row in rows if not row.holds] == []
