"""Is a phrase of a title found, however it is spelt: recall, and how high its article ranks."""

from __future__ import annotations

import random
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from search.engines.opening import default_engine
from search.errors import UsageError
from search.indexer import Indexer
from search.request import MAX_LIMIT, Request
from search.searcher import Searcher
from search.settings import DataDirectory
from search.sources.files import distinct_articles
from search.vietnamese.analyzer import syllables
from search.vietnamese.characters import clean
from search.vietnamese.spelling import unaccented
from search.vietnamese.tone_style import modern_tones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.article import Article
    from search.following import Progress
    from search.hits import Hit

_SHORTEST, _LONGEST, _TOP = 2, 5, 10


@dataclass(frozen=True, slots=True)
class Recall:
    """Of ``queries`` phrases spelt one way, how many found their article, anywhere and on top."""

    form: str
    queries: int
    found: int
    in_top: int


def recall(
    corpus: Path, *, articles: int, queries: int, seed: int, progress: Progress
) -> list[Recall]:
    """Index the first ``articles`` of ``corpus`` aside, and ask for phrases cut from their titles.

    Phrases have 2 to 5 syllables, chosen at random by ``seed``. Raises SourceMissing, and
    UsageError where no title is long enough.
    """
    with TemporaryDirectory() as folder:
        data = DataDirectory(Path(folder))
        kept = list(islice(distinct_articles(corpus), articles))
        indexer = Indexer(data, default_engine(), people=False)
        indexer.accept((str(corpus), article) for article in kept)
        indexer.update(progress)
        phrases = list(islice(_phrases(kept, random.Random(seed)), queries))  # noqa: S311
        if not phrases:
            raise UsageError(
                f"Không có tít nào đủ dài trong {corpus}", f"No title is long enough in {corpus}"
            )
        with Searcher.open(data) as searcher:
            rows = []
            for number, (form, spell) in enumerate(FORMS.items(), 1):
                rows.append(_asked(searcher, form, [(spell(p), of) for p, of in phrases]))
                progress(number, len(FORMS))
            return rows


def _phrases(articles: Sequence[Article], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Yield phrases with the id of their article, without end while any title is long enough."""
    titles = [(syllables(each.title), each) for each in articles]
    long = [(tokens, each) for tokens, each in titles if len(tokens) >= _SHORTEST]
    while long:
        tokens, article = chance.choice(long)
        length = chance.randint(_SHORTEST, min(_LONGEST, len(tokens)))
        first = chance.randint(0, len(tokens) - length)
        run = tokens[first : first + length]
        cut = clean(article.title[run[0].start : run[-1].end]).text
        yield cut.replace('"', " "), article.id


def _asked(searcher: Searcher, form: str, asked: Sequence[tuple[str, str]]) -> Recall:
    found = in_top = 0
    for phrase, article_id in asked:
        ranked = [hit.article.id for hit in _hits(searcher, phrase, _TOP)]
        in_top += article_id in ranked
        found += article_id in ranked or article_id in _all(searcher, phrase)
    return Recall(form, len(asked), found, in_top)


def _hits(searcher: Searcher, phrase: str, limit: int, page: int = 1) -> tuple[Hit, ...]:
    quoted = '"' + phrase + '"'
    return searcher.search(
        Request(text=quoted, limit=limit, page=page, expand=False, all_copies=True)
    ).hits


def _all(searcher: Searcher, phrase: str) -> Iterator[str]:
    page = 1
    while hits := _hits(searcher, phrase, MAX_LIMIT, page):
        yield from (hit.article.id for hit in hits)
        page += 1


_OLD_PLACE = re.compile("([oO])([àáảãạèéẻẽẹ])|([uU])([ỳýỷỹỵ])", re.IGNORECASE)


def _other_style(phrase: str) -> str:
    """Return ``phrase`` with ``hòa`` as ``hoà``; one that has none with ``hoà`` as ``hòa``."""
    modern = modern_tones(phrase)
    return modern if modern != phrase else _OLD_PLACE.sub(_moved, phrase)


def _moved(found: re.Match[str]) -> str:
    first, second = found.group()[0], found.group()[1:]
    letter, *marks = list(unicodedata.normalize("NFD", second))
    return unicodedata.normalize("NFC", first + "".join(marks)) + letter


#: The ways in which each phrase is asked for.
FORMS: dict[str, Callable[[str], str]] = {
    "as written": str,
    "lower case": str.lower,
    "UPPER CASE": str.upper,
    "Title Case": str.title,
    "without accents": unaccented,
    "other tone style": _other_style,
    "NFD": lambda phrase: unicodedata.normalize("NFD", phrase),
}
