"""What tells that a name in two articles is one person: signs that both of them share."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from search.officials.entries import entries
from search.officials.people.appearances import name_key
from search.officials.place_names import name_keys, provinces
from search.vietnamese.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.officials.people.appearances import Held

#: A name in more articles is too common to tell its neighbours apart.
RARE = 5
_TELLING = 3  # syllables of a name that few people share


def signs(posts: Iterable[Held], source: str) -> Iterator[str]:
    """Yield what an article's posts say of a person that is said of no other one of the name.

    An organisation with its place, at a place without an organisation the title as well, and of
    titles alone those that one person bears at a time. Of what each place has one of, such as a
    sở, and of what has a number, the place must be known; where a paper leaves it out, it is that
    of the paper, which writes for its own province.
    """
    for post in posts:
        if sign := _sign(post, source):
            yield sign


def _sign(post: Held, source: str) -> str:
    whose = post.organisation
    name, _ = whose.key
    place = name_key(whose.place.partition(", ")[0])
    title = name_key(post.title)
    numbered = name[-1:].isdigit()  # Đội Quản lý thị trường số 5
    if name and (whose.everywhere or numbered) and not place:
        return f"{title}|{name}|{home(source)}"
    if name:
        return f"|{name}|{place}"
    if place:
        return f"{title}||{place}"
    return title if title in _sole_titles() else ""


def tells(key: str, articles: int) -> bool:
    """Return whether who else is named beside a name, in so many articles, tells who is meant."""
    telling = key.count(" ") >= _TELLING - 1
    return telling and articles <= RARE and key not in _well_known()


@cache
def home(source: str) -> str:
    """Return the province that a paper is of, by its name; else the paper itself.

    >>> home("Baonghean.vn") == home("Báo Nghệ An")
    True
    """
    letters = "".join(fold(source).split())
    for province in sorted(provinces(), key=len, reverse=True):
        if "".join(fold(province).split()) in letters:
            return name_key(province)
    return f"@{letters}"


@cache
def _sole_titles() -> frozenset[str]:
    return frozenset(map(name_key, entries("sole_titles")))


@cache
def _well_known() -> frozenset[str]:
    return frozenset(" ".join(name_keys(each)) for each in entries("well_known_people"))
