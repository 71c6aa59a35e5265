"""All parts of an input become one index: counted, near-copies and people found, put in use."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.archive.lock import writer_lock
from search.archive.store import Archive
from search.building import batched
from search.engines.opensearch.assembly import Assembly
from search.engines.opensearch.engine import OpenSearchEngine
from search.engines.opensearch.errors import PartsMissing
from search.engines.opensearch.kept import DEFINITIONS
from search.officials.people.copying import Copy
from search.officials.people.decisions import Decisions
from search.officials.people.gathering import Gathering
from search.officials.people.merging import gathered
from search.officials.people.store import PeopleFile
from search.parts import SHARED_HOME, finished
from search.settings import DataDirectory
from search.shared_people import keep_people
from search.verification import is_found
from search.vietnamese.abbreviation_counts import AbbreviationCounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.engine import Engine
    from search.engines.opensearch.collection import Collection
    from search.following import Progress
    from search.sources.shards import PartOf, Shards

#: Articles of each part that must be found by their titles.
_SAMPLES = 10
#: Articles whose people are put down together.
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Gathered:
    """What parts have come to: ``regrouped`` articles belong to other near-copies than before."""

    parts: int
    articles: int
    people: int
    regrouped: int
    generation: str
    before: str


@dataclass(frozen=True)
class _Part:
    part: PartOf
    data: DataDirectory


def gather(
    data: DataDirectory, engine: OpenSearchEngine, shards: Shards, progress: Progress
) -> Gathered:
    """Make one index of all parts and have searches come to it, in one step at the end.

    ``data`` gets the file of people. Until the last step searches go on as before; parts that are
    run again later are gathered again. Raises PartsMissing, which names the parts to be run.
    """
    with (
        writer_lock(data.lock),
        closing(Assembly(engine)) as assembly,
        Copy(data.people) as copy,
    ):
        parts = _finished(shards, assembly.generation)
        articles = _counted(assembly, parts)
        regrouped = assembly.group()
        token, people = _people(copy, Decisions.read(data.decisions), assembly, parts, progress)
        _keep_definitions(assembly, parts)
        _tried(assembly, parts)
        assembly.put_in_use()
        copy.put_in_place(token)
        return Gathered(
            len(parts), articles, people, regrouped, assembly.generation, assembly.in_use
        )


def begin_anew(engine: OpenSearchEngine) -> str:
    """Make an empty index for the parts to fill beside the one in use; return its generation.

    From now on each part that is run writes to both.
    """
    return engine.for_part(1).shared().begin(SHARED_HOME)


def shared_by_parts(data: DataDirectory, engine: Engine) -> Collection | None:
    """Return the generations that parts have filled; None where there is an archive here."""
    if data.archive.exists() or not isinstance(engine, OpenSearchEngine):
        return None
    return engine.for_part(1).shared()


def _finished(shards: Shards, generation: str) -> list[_Part]:
    """Return all parts. Raises PartsMissing unless each is in the generation to its end."""
    there = shards.homes()
    of = max((each.of for each in there), default=0)
    wanted = [each for each in there if each.of == of]
    found = []
    missing = {f"{number}/{of}" for number in range(1, of + 1)} if of else {"1/1"}
    for part in wanted:
        data = DataDirectory(shards.home(part))
        known = finished(data)
        if known and generation in known.generations:
            found.append(_Part(part, data))
            missing.discard(str(part))
    if missing:
        raise PartsMissing(sorted(missing))
    return found


def _counted(assembly: Assembly, parts: Sequence[_Part]) -> int:
    """Return how many articles there are. Raises PartsMissing for what was sent and is not there.

    Where a part has fewer than its archive, others may have the same articles.
    """
    total, lacking = 0, []
    for each in parts:
        with Archive(each.data.archive) as archive:
            there = assembly.articles(each.part.number)
            total += there
            if there != archive.counts().articles:
                ids = [article_id for article_id, _ in archive.hashes()]
                if assembly.missing(ids):
                    lacking.append(str(each.part))
    if lacking:
        raise PartsMissing(lacking)
    return total


def _people(
    copy: Copy,
    decisions: Decisions,
    assembly: Assembly,
    parts: Sequence[_Part],
    progress: Progress,
) -> tuple[str, int]:
    """Tell people apart over the mentions of all parts, and keep them: see ``keep_people``."""
    with closing(PeopleFile(copy.coming, create=True)) as file:
        gathering, done = Gathering(file), 0
        for each in parts:
            with closing(PeopleFile(each.data.people)) as own:
                for some in batched(gathered(own), _AT_ONCE):
                    gathering.take(some, 0, "")
                    done += len(some)
                    progress(done, 0)
        gathering.settle(decisions)
        return keep_people(assembly, file)


def _keep_definitions(assembly: Assembly, parts: Sequence[_Part]) -> None:
    counts = AbbreviationCounts()
    for each in parts:
        with Archive(each.data.archive) as archive:
            for row in archive.abbreviations.counts().rows():
                counts.add(row)
    assembly.keep(DEFINITIONS, [("all", {"rows": [list(row) for row in counts.rows()]})])


def _tried(assembly: Assembly, parts: Sequence[_Part]) -> None:
    """Raise PartsMissing where searches do not find articles that are said to be there."""
    with closing(assembly.reader()) as reader:
        for each in parts:
            with Archive(each.data.archive) as archive:
                ids = [article_id for article_id, _ in archive.hashes()]
                chosen = ids[:: max(1, len(ids) // _SAMPLES)]
                for article in archive.articles(chosen).values():
                    if not is_found(reader, article):
                        raise PartsMissing([str(each.part)])
