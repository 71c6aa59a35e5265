"""What shares most of its text may still be two stories: titles and numbers tell."""

from __future__ import annotations

import numpy as np
import pytest

from search.engines.signatures import SIZE, WIDTH, signatures
from search.engines.story_marks import same_story
from search.vietnamese.columns import ColumnAnalyzer

LONG = " ".join(f"chữ{number}" for number in range(200))
SHORT = " ".join(f"chữ{number}" for number in range(60))
TITLE = "Mưa lớn làm ngập nhiều tuyến phố"


def same(one: tuple[str, str], other: tuple[str, str], shared: float) -> bool:
    columns = ColumnAnalyzer(gap=64).analyse([*one, *other])
    first, second = signatures(columns, [[0, 1], [2, 3]])[:, SIZE:]
    [found] = same_story(first[None], second[None], np.array([shared]))
    return bool(found)


@pytest.mark.parametrize(
    ("one", "other", "shared", "expected"),
    [
        # one title, or nearly: whatever is common is enough
        ((TITLE, LONG), (TITLE, LONG), 0.7, True),
        ((TITLE, SHORT), (f"{TITLE} sáng nay", SHORT), 0.7, True),
        # another title above a long text that is hardly changed, but not above a short one
        ((TITLE, LONG), ("Người dân thị xã kê đồ tránh lũ", LONG), 0.8, True),
        ((TITLE, LONG), ("Người dân thị xã kê đồ tránh lũ", LONG), 0.75, False),
        ((TITLE, SHORT), ("Người dân thị xã kê đồ tránh lũ", SHORT), 1.0, False),
        # no title is no other title
        ((TITLE, SHORT), ("", SHORT), 0.7, True),
        # each title has a number of its own: two draws of a lottery, two versions of an exam
        ((f"{TITLE} ngày 3/12", LONG), (f"{TITLE} ngày 1/12", LONG), 1.0, False),
        ((f"{TITLE} ngày 03/12", LONG), (f"{TITLE} ngày 3/12", LONG), 0.7, True),
        # ... unless the texts have them
        ((f"{TITLE}: 5 nhà", f"{LONG} 7 xã"), (f"{TITLE}: 7 xã", f"{LONG} 5 nhà"), 0.9, True),
        # one title has a number that the other article lacks
        ((f"{TITLE}: 5 nhà", LONG), (TITLE, LONG), 0.85, False),
        ((f"{TITLE}: 5 nhà", LONG), (TITLE, LONG), 0.9, True),
        # a number was corrected, or all of them are others
        ((TITLE, f"{LONG} 5 nhà"), (TITLE, f"{LONG} 7 nhà"), 0.95, True),
        ((TITLE, f"{LONG} 5 nhà"), (TITLE, f"{LONG} 7 nhà"), 0.8, False),
        ((TITLE, f"{LONG} 5 nhà"), (TITLE, LONG), 0.7, True),
    ],
)
def test_titles_and_numbers_tell_stories_apart(one, other, shared, expected):
    assert same(one, other, shared) is expected
    assert same(other, one, shared) is expected


def test_numbers_beyond_the_places_there_are_do_not_count_against_a_pair():
    many = " ".join(map(str, range(100, 180)))
    assert same((TITLE, f"{LONG} {many}"), (TITLE, f"{many} {LONG} 5"), 0.75)
    assert not same((f"{TITLE} 5", LONG), (f"{TITLE} 7", LONG), 0.95)


def test_a_signature_has_room_for_both():
    columns = ColumnAnalyzer(gap=64).analyse([TITLE, LONG])
    assert signatures(columns, [[0, 1]]).shape == (1, WIDTH)
