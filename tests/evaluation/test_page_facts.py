"""A reading of a page is held to what a person saw on it."""

import json
from pathlib import Path

import pytest

from search.errors import SourceMissing, UsageError
from search.evaluation.page_facts import compare, digest, items, read_facts
from search.evaluation.page_readers import Reading, timbao

PAGES = Path(__file__).parents[1] / "sources" / "fixtures" / "html"
FACTS = {
    "title": digest("Lũ lên"),
    "lead": digest("Nước dâng."),
    "published": "2024-09-07",
    "section": "Xã hội",
    "authors": ["Lê An"],
    "paragraphs": [digest("Một."), digest("Hai.")],
    "captions": [[digest("Cầu ngập"), "Lê An"]],
}
READING = Reading(
    title="Lũ  lên",
    lead="Nước dâng.",
    published="2024-09-07",
    authors=frozenset(["Lê An"]),
    section="Xã hội",
    paragraphs=("Một.", "Hai."),
    captions=(("Cầu ngập", "Lê An"),),
)


def missed(facts, reading) -> list[str]:
    return [name for name, found in compare(facts, reading) if not found]


def test_all_is_found_where_all_is_right() -> None:
    assert missed(FACTS, READING) == []


@pytest.mark.parametrize(
    ("change", "item"),
    [
        ({"title": "Lũ"}, "title"),
        ({"lead": ""}, "lead"),
        ({"published": ""}, "published"),
        ({"section": "Kinh tế"}, "section"),
        ({"authors": frozenset(["Lê An", "Báo X"])}, "author"),
        ({"paragraphs": ("Một.",)}, "text"),
        ({"paragraphs": ("Một.", "Hai.", "Tin mới")}, "nothing else"),
        ({"captions": (("Cầu ngập", ""),)}, "caption 1"),
        ({"captions": (*READING.captions, ("Lạ", ""))}, "no other caption"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], item: str) -> None:
    given = {name: getattr(READING, name) for name in READING.__slots__}
    assert missed(FACTS, Reading(**{**given, **change})) == [item]


def test_page_that_is_no_article_is_to_be_declined() -> None:
    assert missed(None, None) == []
    assert missed(None, READING) == ["declined"]


def test_nothing_is_found_where_nothing_was_read() -> None:
    assert set(missed(FACTS, None)) == {name for name, _ in compare(FACTS, None)}


def test_pages_are_read_by_every_reader_at_hand(tmp_path: Path) -> None:
    facts = tmp_path / "facts.json"
    facts.write_text(json.dumps({"json_ld.html": None}))
    (item,) = items(PAGES, read_facts(facts))
    assert (item.page, item.name, item.found["timbao"]) == ("json_ld.html", "declined", False)


def test_trouble_with_files_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        read_facts(tmp_path / "none")
    (tmp_path / "bad").write_text("{")
    with pytest.raises(UsageError):
        read_facts(tmp_path / "bad")
    with pytest.raises(SourceMissing):
        list(items(tmp_path, {"none.html": None}))


@pytest.mark.shared
def test_pages_beside_the_project_come_out_right(shared: Path) -> None:
    known = read_facts()
    for page, facts in known.items():
        reading = timbao((shared / "html" / page).read_bytes())
        assert missed(facts, reading) == [], page
