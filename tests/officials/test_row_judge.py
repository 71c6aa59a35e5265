"""Rows of capitals judged many at once: what the chain says of each."""

from __future__ import annotations

import numpy as np
import pytest

from search.officials.capitals import Tokens, capital_runs
from search.officials.name_chain import shipped_chain
from search.officials.name_features import (
    EVERYTHING,
    inner_features,
    left_features,
    right_features,
)
from search.officials.part_weights import PartWeights
from search.officials.row_judge import RowJudge

DOCUMENTS = (
    (
        "Ông Lê Bá Hùng và bà Nguyễn Thị Kim Ngân",
        "Hôm qua, Tổng thống Mỹ Donald Trump gặp Lê Bá Hùng tại Hà Nội. Trump nói: Putin đến.",
    ),
    ("không có ai ở đây",),
    ("Lê Bá Hùng, Trần Văn Nam Phạm Minh Chính Em Nguyễn Thế Vũ ở Đà Nẵng", "Theo Reuters, Nam"),
)


@pytest.fixture(scope="module")
def chain():
    return shipped_chain()


def test_rows_have_the_names_that_the_chain_finds_in_each(chain):
    judge = RowJudge(chain)
    cut = judge.cut([text for document in DOCUMENTS for text in document])
    numbers = np.repeat(np.arange(len(DOCUMENTS)), [*map(len, DOCUMENTS)])
    judged = judge.judge(cut, numbers)
    first = 0
    for number, document in enumerate(DOCUMENTS):
        tokens = [*map(Tokens.of, document)]
        places: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for text, each in enumerate(tokens):
            for start, end in capital_runs(each):
                if end - start > 1:
                    places.setdefault(tuple(each.words[start:end]), []).append((text, start))
        expected = {}
        for row, where in places.items():
            sides = [
                (tokens[text].before(at), tokens[text].after(at + len(row))) for text, at in where
            ]
            if names := chain.names(row, sides):
                expected.update({(first + text, at): names for text, at in where})
        found = dict(judged[number].rows) if number in judged else {}
        assert {place: found.get(place) for place in expected} == expected
        assert all(names == [(0, 1)] for place, names in found.items() if place not in expected)
        first += len(document)


@pytest.mark.parametrize(
    "row",
    [
        "Nam",
        "Trump",
        "Lê Bá Hùng",
        "Mỹ Donald Trump",
        "Ông Nguyễn Văn A",
        "A B C D E F G",
        "Jong-un",
    ],
)
def test_parts_of_a_row_weigh_what_its_features_weigh(chain, row):
    words = tuple(row.split())
    parts = PartWeights(chain.against, chain.lexicon)
    whole = [parts.of(each) for each in inner_features(words, chain.lexicon, EVERYTHING)]
    assert parts.row(words) == whole


@pytest.mark.parametrize(
    "context", [("", "^"), ("của", "ông"), ("phó", "đoàn"), ("cho", "biết"), (",", "34"), ("", "$")]
)
def test_parts_of_a_side_weigh_what_its_features_weigh(chain, context):
    parts, lexicon = PartWeights(chain.against, chain.lexicon), chain.lexicon
    left = [parts.of(each) for each in left_features(context, lexicon)]
    right = [parts.of(each) for each in right_features(context, lexicon)]
    assert [*parts.left(*context)] == [lexicon.left(context), *left]
    assert [*parts.right(*context)] == [lexicon.right(context), *right]
