"""What a source's pages repeat is learned, left out for good, and told by source."""

from __future__ import annotations

import pytest

from search.accepting import Report, accepting
from search.archive.repeated_lines import BUCKET, FEWEST_ARTICLES, LONGEST_LINE
from search.archive.store import Archive, Outcome
from search.article import Article

FOLLOW = "Mời bạn đọc theo dõi Báo trên Zalo"


def page(number: int, *lines: str, source: str = "bao.vn", read_as: str = "html") -> Article:
    body = "\n".join([f"Chuyện thứ {number}.", *lines])
    return Article(
        id=f"{source}-{number}", title="Tin", source=source, body=body, extra={"format": read_as}
    )


def accept(archive: Archive, *articles: Article) -> Report:
    report = Report()
    records = [("a.html", article) for article in articles]
    for _ in accepting(archive, records, report, lambda *_: None):
        pass
    return report


def told(archive: Archive) -> list[tuple[str, str, int]]:
    return [(each.source, each.line, each.articles) for each in archive.repeated_lines.learned()]


def test_a_line_of_many_pages_is_left_out_of_the_next(archive) -> None:
    accept(archive, *(page(number, FOLLOW) for number in range(FEWEST_ARTICLES + 1)))
    assert told(archive) == [("bao.vn", FOLLOW, FEWEST_ARTICLES + 1)]
    assert archive.article("bao.vn-0").paragraphs == ("Chuyện thứ 0.", FOLLOW)
    last = archive.article(f"bao.vn-{FEWEST_ARTICLES}")
    assert last.paragraphs == (f"Chuyện thứ {FEWEST_ARTICLES}.",)


def test_pages_read_before_lose_it_when_read_again(archive) -> None:
    pages = [page(number, FOLLOW) for number in range(FEWEST_ARTICLES)]
    accept(archive, *pages)
    assert accept(archive, *pages).outcomes == {Outcome.CHANGED: FEWEST_ARTICLES}
    assert accept(archive, *pages).outcomes == {Outcome.UNCHANGED: FEWEST_ARTICLES}
    assert told(archive) == [("bao.vn", FOLLOW, FEWEST_ARTICLES)]


@pytest.mark.parametrize(
    "articles",
    [
        [page(number, FOLLOW) for number in range(FEWEST_ARTICLES - 1)],
        [page(number, FOLLOW, source=f"bao{number}.vn") for number in range(20)],
        [page(number, FOLLOW, read_as="jsonl") for number in range(20)],
        [page(1, FOLLOW)] * 20,
        [page(number, "a" * (LONGEST_LINE + 1)) for number in range(20)],
        [page(number, *([FOLLOW] if number % 6 == 0 else [])) for number in range(90)],
    ],
    ids=["few pages", "other sources", "not pages", "one page again", "long line", "small share"],
)
def test_what_is_no_boilerplate_stays(archive, articles: list[Article]) -> None:
    accept(archive, *articles)
    assert told(archive) == []


def test_a_page_of_nothing_else_keeps_it(archive) -> None:
    accept(archive, *(page(number, FOLLOW) for number in range(FEWEST_ARTICLES)))
    alone = Article(id="x", title="Tin", source="bao.vn", body=FOLLOW, extra={"format": "html"})
    assert archive.repeated_lines.without(alone) == alone


def test_rare_lines_are_forgotten_and_learned_ones_are_not(archive) -> None:
    with archive.transaction():
        for number in range(BUCKET):
            archive.repeated_lines.learn(page(number, *([FOLLOW] if number < 20 else [])))
    rows = archive._database.number("SELECT count(*) FROM repeated_line")
    assert rows == 1
    assert told(archive) == [("bao.vn", FOLLOW, 20)]
