from __future__ import annotations

import numpy as np
import pytest

from search.engines.signatures import SIZE, WIDTH, signatures
from search.vietnamese.columns import ColumnAnalyzer

TEXT = (
    "Chiều nay, mưa lớn làm ngập nhiều tuyến phố ở thị xã; người dân phải kê đồ đạc lên cao. "
    "Lực lượng xung kích của xã đã giúp các hộ ven suối chuyển thóc gạo đến nhà văn hóa thôn."
)


def sign(*texts: str):
    columns = ColumnAnalyzer(gap=64).analyse(["Mưa lớn ngày 3/8", *texts])
    return signatures(columns, [[0, number + 1] for number in range(len(texts))])


def test_a_signature_stays_what_it_is_in_stored_indexes():
    """Where this fails, signatures of old and new segments cannot be compared: raise VERSION."""
    assert sign(TEXT)[0, :4].tolist() == [33163, 38283, 63642, 309]
    assert sign(TEXT)[0, SIZE : SIZE + 3].tolist() == [40, 29305, 49480]


def test_spelling_does_not_change_a_signature_and_the_order_of_words_does():
    other = TEXT.upper().replace("HÓA", "HOÁ").replace(" ", "  ")
    words = " ".join(reversed(TEXT.split()))
    first, second, third = sign(TEXT, other, words)
    assert np.array_equal(first, second)
    assert (first == third)[:SIZE].mean() < 0.2


def test_a_signature_is_the_same_whatever_was_analysed_before():
    assert np.array_equal(sign("Một bài khác hẳn.", TEXT)[1], sign(TEXT)[0])


@pytest.mark.parametrize("text", ["", "Tin ngắn.", " ".join(TEXT.split()[:20])])
def test_a_short_text_has_none(text):
    assert not sign(text, TEXT)[0].any()


def test_equal_numbers_estimate_the_share_of_common_shingles():
    words = [f"w{number}" for number in range(400)]
    half = [*words[:300], *(f"v{number}" for number in range(100))]
    first, second = sign(" ".join(words), " ".join(half))
    assert first.shape == (WIDTH,)
    assert abs((first == second)[:SIZE].mean() - 297 / 497) < 0.2
