"""People as rich shows them: who they are, since when, where they are mentioned."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from rich.console import Group
from rich.text import Text

from search.cli.hanging import Hanging
from search.cli.results import byline, photo_line, snippet_line
from search.cli.terminal import safe_line
from search.officials.people.finding import By
from search.officials.people.terms import post

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from search.officials.people.honours import Honour
    from search.officials.people.register import Person
    from search.officials.people.terms import Term
    from search.people import PeoplePage, Profile
    from search.sightings import SeenIn

_BY = {
    By.ID: "theo mã (by id)",
    By.NAME: "theo tên (by name)",
    By.GIVEN_NAME: "tên kết thúc như thế (names that end so)",
    By.POST: "theo chức vụ (by post)",
}
_POSTS_IN_LIST = 2


def people_page(page: PeoplePage) -> RenderableType:
    """Return who may be meant below a line that counts them, each with posts and articles."""
    said = f"{_count(page)} · {_BY[page.by]} · {page.took_ms:.0f} ms"
    lines = [Text(said, style="dim")]
    for change in page.older:
        old = safe_line(str(change.old))
        vi = f"gồm cả {old}, trước {change.since.month}/{change.since.year}"
        lines.append(Text(f"{vi} (older names too) · tắt: --no-succession", style="dim"))
    if page.behind:
        vi = f"Còn {page.behind} bài chưa xem; chạy: timbao rebuild --if-needed"
        lines.append(Text(f"{vi} ({page.behind} changes not looked at yet)", style="dim"))
    return Group(*lines, *(_profile(each) for each in page.profiles))


def _count(page: PeoplePage) -> str:
    if page.by is By.NAME and len(page.names) == 1:
        [(name, known)] = page.names.items()
        if known > 1:
            return f"{known} người tên {safe_line(name)} ({known} people of this name)"
    return f"{page.total} người ({page.total} people)"


def _profile(profile: Profile) -> RenderableType:
    lines: list[RenderableType] = [Text(), _heading(profile.person)]
    for shown in profile.terms:
        lines.append(Hanging(_term(shown.fact), 2))
        if shown.sentence:
            lines.append(Hanging(snippet_line(shown.sentence), 6))
    for got in profile.honours:
        lines.append(Hanging(_honour(got.fact), 2))
        if got.sentence:
            lines.append(Hanging(snippet_line(got.sentence), 6))
    lines += (Hanging(each, 2) for seen in profile.articles for each in _seen_in(seen))
    if more := profile.person.articles - len(profile.articles):
        said = f"còn {more} bài nữa ({more} more articles) · --articles"
        lines.append(Hanging(Text(said, style="dim"), 2))
    if profile.beside:
        beside = (f"{safe_line(each.name)} ({count})" for each, count in profile.beside)
        said = f"Cùng được nhắc (named together): {' · '.join(beside)}"
        lines.append(Hanging(Text(said, style="dim"), 2))
    return Group(*lines)


def _heading(person: Person) -> Text:
    line = Text(safe_line(person.name), style="bold")
    counts = (
        f" · {person.articles} bài · {person.photos} ảnh · {_period(person.first, person.last)}"
    )
    line.append(counts, style="not bold")
    line.append(f" · {safe_line(person.id)}", style="not bold cyan")
    if not person.known:
        line.append(" · chưa rõ là ai (nothing says who of the name)", style="not bold dim")
    return line


def _term(term: Term) -> Text:
    line = Text(safe_line(post(term)))
    count = f" · {term.articles} bài · {_period(term.first, term.last)}"
    return line.append(count, style="dim")


def _honour(honour: Honour) -> Text:
    line = Text(safe_line(honour.name))
    count = f" · {honour.articles} bài · {_period(honour.first, honour.last)}"
    return line.append(count, style="dim")


def _period(first: str, last: str) -> str:
    """Say when somebody was seen; never when something ended, which no article need have said."""
    if not first:
        return "không rõ ngày (undated)"
    if first == last:
        return f"được nhắc ngày {_day(first)}"
    return f"được nhắc lần đầu {_day(first)}, lần cuối {_day(last)}"


def _day(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _seen_in(seen: SeenIn) -> Iterator[Text]:
    yield byline(seen.article).append(f" · {safe_line(seen.article.title)}", style="bold not cyan")
    if seen.sentence:
        yield Text("  ") + snippet_line(seen.sentence)
    for caption, sentence in seen.photos:
        yield Text("  ") + photo_line(
            caption.ordinal,
            snippet_line(sentence),
            Text(safe_line(caption.credit), style="dim"),
        )


def people(found: Sequence[Person]) -> RenderableType:
    """Return a line for each person, with their latest posts."""
    lines: list[RenderableType] = []
    for each in found:
        lines.append(_heading(each))
        lines += (Hanging(_term(term), 2) for term in each.terms[:_POSTS_IN_LIST])
    return Group(*lines)
