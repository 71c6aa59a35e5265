"""Learning names from articles of our own making: what is counted, labelled, trained."""

from __future__ import annotations

import pytest

from search.officials.learning.names import learn, paragraphs
from search.officials.learning.silver import examples
from search.officials.name_chain import NameChain
from search.officials.name_lexicon import NameLexicon

MIDDLES = ["Văn", "Thị", "Đức", "Minh"]
GIVEN = ["An", "Bình", "Dũng", "Giang", "Hạnh", "Lâm", "Nga", "Oanh", "Phúc", "Sơn"]


@pytest.fixture(scope="module")
def archive(make_article):
    """Forty articles that each name one person, a ministry and a place."""
    people = [f"Trần {middle} {given}" for middle in MIDDLES for given in GIVEN]
    days = [
        "Ngày {day}, ông {name} cho biết Chính phủ họp ở Nghệ An.",
        "Hôm sau, ngày {day}, chính phủ mới làm việc với ông {name} tại Nghệ An.",
    ]
    return [
        make_article(
            f"a{number}",
            body="\n".join(day.format(day=each, name=name) for each in range(1, 6) for day in days),
        )
        for number, name in enumerate(people)
    ]


@pytest.fixture(scope="module")
def learnt(archive):
    return learn(archive, lambda _done, _total: None)


def test_people_score_above_places_and_bodies(learnt):
    rows = learnt[0].rows
    assert rows["Trần Văn An"].score > 0 > rows["Nghệ An"].score
    assert rows["Trần Văn An"].share > 0 == rows["Nghệ An"].share


def test_silver_spreads_over_an_article_what_one_place_shows(learnt):
    lines = ["Ông Mã Xuân Tèo đến.", "Mã Xuân Tèo ở đường Trần Phú."]
    found = [(one.row, one.names) for one in examples(lines, learnt[0])]
    assert (("Ông", "Mã", "Xuân", "Tèo"), ((1, 4),)) in found
    assert (("Mã", "Xuân", "Tèo"), ((0, 3),)) in found
    assert (("Trần", "Phú"), ()) in found


def test_what_was_learnt_finds_people_it_never_saw(learnt):
    _, chain = learnt
    sides = (("", "ông"), ("cho", "biết"))
    assert chain.names(("Trần", "Quốc", "Toản"), [sides]) == [(0, 3)]
    assert chain.names(("Chính",), [(("", "^"), ("phủ", "họp"))]) == []


def test_files_say_the_same_when_read_again(learnt):
    lexicon, chain = learnt
    again = NameLexicon.from_bytes(lexicon.to_bytes())
    assert again.to_bytes() == lexicon.to_bytes()
    assert NameChain.from_bytes(chain.to_bytes(), again).to_bytes() == chain.to_bytes()


def test_learning_again_gives_the_same_files(archive, learnt):
    again = learn(archive, lambda _done, _total: None)
    assert [each.to_bytes() for each in again] == [each.to_bytes() for each in learnt]


def test_a_paragraph_counts_once_however_often_it_is_printed(make_article):
    article = make_article("a", title="Một", lead="Một", body="Hai\nMột\n\nHai")
    assert paragraphs(article) == ["Một", "Hai"]


def test_an_archive_without_a_capital_teaches_nothing(make_article):
    lexicon, chain = learn([make_article("a", title="một", body="không")], lambda _done, _all: None)
    assert NameLexicon.from_bytes(lexicon.to_bytes()).rows == {}
    assert chain.names(("Nam",), [(("", "ông"), ("nói", "$"))]) == []
