"""One wrong byte anywhere in an index: verify tells of it, a search is right or refuses."""

from __future__ import annotations

import os
import random
import shutil
from contextlib import closing
from datetime import date

import pytest

from search import following
from search.engines.opening import default_engine, generations, open_reader
from search.errors import IndexTrouble, SearchError
from search.hits import OF_PEOPLE, Facet, Kind, Sort
from search.indexer import Indexer
from search.inspection import verify
from search.query.parser import parse
from search.settings import DataDirectory
from search.vietnamese.patterns import patterns

FLIPS = int(os.environ.get("TIMBAO_FLIPS", "500"))
ENGINE = default_engine()
QUERIES = [
    ("nước lũ", Kind.ARTICLE, Sort.RELEVANCE),
    ('"mưa lớn" -hạn', Kind.ARTICLE, Sort.NEWEST),
    ("title:tin source:nghệ", Kind.ARTICLE, Sort.OLDEST),
    ("khongco", Kind.ARTICLE, Sort.RELEVANCE),
    ("credit:lê", Kind.CAPTION, Sort.RELEVANCE),
]


@pytest.fixture(scope="module")
def flooded(tmp_path_factory, make_article) -> DataDirectory:
    """An index of several segments, with deleted documents in its table of contents."""
    data = DataDirectory(tmp_path_factory.mktemp("flipped") / "data")
    indexer = Indexer(data, ENGINE)

    def articles(first, last, word):
        for number in range(first, last):
            yield (
                "test",
                make_article(
                    f"a{number:02}",
                    title=f"Tin {word} số {number}",
                    lead="Mưa lớn ở Nghệ An",
                    body=f"Nước {word} lên {'nhanh ' * number}, nắng {number}.\nNgười dân đi lên.",
                    captions=[{"text": f"Ảnh {word} {number}", "credit": "Lê Thanh"}],
                    source="Báo Nghệ An" if number % 2 else "Dân trí",
                    published=date(2020, 1 + number % 12, 3),
                ),
            )

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(following, "RANGE", 8)
        indexer.accept(articles(0, 24, "lũ"))
        indexer.update()
        indexer.accept(articles(3, 5, "hạn"))
        indexer.update()
    assert list(verify(data, ENGINE)) == []
    return data


def places(data: DataDirectory, chance: random.Random) -> list[tuple]:
    """Spread FLIPS positions over all files, half of them by size, half evenly."""
    folder = generations(data, ENGINE).current()
    files = [folder.parent / "CURRENT", *sorted(folder.iterdir())]
    files = [path for path in files if path.stat().st_size]
    sizes = [path.stat().st_size for path in files]
    chosen = [files[number % len(files)] for number in range(FLIPS // 2)]
    chosen += chance.choices(files, sizes, k=FLIPS - len(chosen))
    return [(path, chance.randrange(path.stat().st_size)) for path in chosen]


def answers(data: DataDirectory) -> list:
    """Return the answer to each query, the error where one is refused, whatever it is."""
    try:
        reader = open_reader(data, ENGINE)
    except SearchError as error:
        return [error]
    given = []
    with closing(reader):
        for text, kind, sort in QUERIES:
            facets = set(Facet) - OF_PEOPLE
            options = {"kind": kind, "sort": sort, "offset": 0, "limit": 30, "facets": facets}
            try:
                given.append(reader.search(parse(text), **options))
            except SearchError as error:
                given.append(error)
        try:
            given.append(reader.frequencies(patterns("nước"))[0])
        except SearchError as error:
            given.append(error)
    return given


def test_one_wrong_byte_is_reported_and_changes_no_answer(flooded):
    chance = random.Random(FLIPS)
    right = answers(flooded)
    assert len(right) == len(QUERIES) + 1
    assert [each.total for each in right[:-1]] == [22, 22, 12, 0, 24]
    refused = 0
    for path, at in places(flooded, chance):
        whole = path.read_bytes()
        spoilt = bytearray(whole)
        spoilt[at] ^= chance.randrange(1, 256)
        path.write_bytes(spoilt)
        try:
            where = f"{path.name}, byte {at}: {whole[at]} to {spoilt[at]}"
            assert is_reported(flooded), f"verify does not see {where}"
            given = answers(flooded)
            errors = [each for each in given if isinstance(each, SearchError)]
            assert all(isinstance(each, IndexTrouble) for each in errors), where
            assert all("timbao rebuild" in each.en for each in errors), where
            if len(given) == len(right):
                pairs = zip(given, right, strict=True)
                assert all(a == b for a, b in pairs if not isinstance(a, SearchError)), where
            refused += bool(errors)
        finally:
            path.write_bytes(whole)
    assert refused > FLIPS // 2
    assert answers(flooded) == right
    assert list(verify(flooded, ENGINE)) == []


def is_reported(data: DataDirectory) -> bool:
    try:
        return bool(list(verify(data, ENGINE)))
    except IndexTrouble:
        return True


@pytest.mark.parametrize("kept", [0, 1, 100, -1, None])
def test_a_file_that_is_cut_or_gone_is_reported_and_mended(flooded, kept, tmp_path):
    folder = generations(flooded, ENGINE).current()
    names = [each.relative_to(flooded.root) for each in sorted(folder.iterdir())]
    names.append((folder.parent / "CURRENT").relative_to(flooded.root))
    for number, name in enumerate(names):
        data = DataDirectory(tmp_path / str(number))
        shutil.copytree(flooded.root, data.root)
        path = data.root / name
        whole = path.read_bytes()
        if kept is None:
            path.unlink()
        elif whole[:kept] == whole:
            continue
        else:
            path.write_bytes(whole[:kept])
        if name.name == "MAIN_WRITELOCK":  # no part of the index, made anew when it is gone
            continue
        assert is_reported(data), name
        refused = answers(data)
        assert any(isinstance(each, IndexTrouble) for each in refused), name
        Indexer(data, ENGINE).rebuild()
        assert list(verify(data, ENGINE)) == [], name
        assert [each.total for each in answers(data)[:-1]] == [22, 22, 12, 0, 24]
