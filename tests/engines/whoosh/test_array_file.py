"""Looking numbers up in an array on the disk: right, or refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.engines.whoosh.array_file import PAGE, ArrayFile
from search.engines.whoosh.array_file_writer import ArrayFileWriter
from search.errors import IndexDamaged

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def written(path: Path, values: NDArray[np.uint32]) -> ArrayFile:
    file = ArrayFileWriter(path)
    file.add("numbers", values)
    file.close({})
    return ArrayFile(path)


@given(
    values=st.lists(st.integers(0, 50), max_size=60),
    wanted=st.lists(st.integers(0, 60), min_size=1, max_size=8),
    cut=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_a_number_is_found_where_numpy_finds_it(
    tmp_path_factory: pytest.TempPathFactory,
    values: list[int],
    wanted: list[int],
    cut: tuple[int, int],
) -> None:
    array = np.array(sorted(values), np.uint32)
    file = written(tmp_path_factory.mktemp("file") / "a.arr", array)
    places, there = file.find("numbers", np.array(wanted))
    assert places.tolist() == np.searchsorted(array, np.array(wanted, np.uint32)).tolist()
    assert there.tolist() == [each in values for each in wanted]
    start, stop = sorted(min(each, len(array)) for each in cut)
    for each in wanted:
        expected = start + np.searchsorted(array[start:stop], np.uint32(each))
        assert file.place("numbers", each, start, stop) == expected


@pytest.mark.parametrize("page", range(4))
def test_a_place_is_right_or_refused_whatever_page_is_spoilt(tmp_path: Path, page: int) -> None:
    array = np.arange(0, 4 * PAGE, 4, dtype=np.uint32)  # four pages full
    written(tmp_path / "a.arr", array)
    content = bytearray((tmp_path / "a.arr").read_bytes())
    content[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    (tmp_path / "a.arr").write_bytes(content)
    right, refused = 0, 0
    for number in range(0, 4 * PAGE, 37):
        try:
            place = ArrayFile(tmp_path / "a.arr").place("numbers", number)
        except IndexDamaged:
            refused += 1
        else:
            assert place == np.searchsorted(array, number)
            right += 1
    assert refused
    assert right
