"""An index that a version stored is opened by every later one, or declined by name.

``python tests/engines/whoosh/test_stored_index.py`` stores one of this version: do that whenever
the fingerprint changes, and keep those of the versions before.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from search.archive.generations import read_manifest
from search.article import Article, Caption, Precision
from search.engines.opening import default_engine, generations, open_reader
from search.engines.whoosh.schema import VERSION
from search.errors import IndexOutdated
from search.hits import Kind, Sort
from search.indexer import Indexer
from search.inspection import status, verify
from search.query.parser import parse
from search.settings import DataDirectory

ENGINE = default_engine()
FIXTURES = Path(__file__).parent / "fixtures"
STORED = sorted(each for each in FIXTURES.glob("*") if each.is_dir())

#: Written for this project.
ARTICLES = [
    Article(
        id="lua",
        title="Cánh đồng lúa ở Đắk Lắk vào mùa",
        lead="Nông dân gặt sớm để tránh mưa.",
        body="Sở Nông nghiệp và Môi trường (NN&MT) dự báo mưa lớn.\nMáy gặt chạy suốt đêm.",
        captions=(
            Caption(ordinal=1, text="Máy gặt trên đồng", alt="Đồng lúa", credit="Thu Hà"),
            Caption(ordinal=2, text="Lúa phơi ven đường"),
        ),
        source="Báo Ví Dụ",
        published=date(2024, 10, 3),
        precision=Precision.EXACT,
        tags=("#NongNghiep",),
    ),
    Article(
        id="cau",
        title="Cây cầu mới nối hai bờ sông",
        body="Người dân hai xã đi lại dễ hơn. Hòa, lớp 5, không phải qua đò.",
        source="Tin Ví Dụ",
        published=date(2025, 2, 11),
        precision=Precision.EXACT,
        author="Minh Tâm",
    ),
    Article(id="cho", title="Chợ phiên họp lại", body="Mỹ thuật dân gian bày bán ở chợ."),
    Article(id="go", title="Bài này đã gỡ", body="Không ai tìm thấy."),
]
ANSWERS = [
    ("dak lak", Kind.ARTICLE, ["lua"]),
    ('"đắc lắc"', Kind.ARTICLE, ["lua"]),
    ("nông nghiệp mưa", Kind.ARTICLE, ["lua"]),
    ("hoà lớp 5", Kind.ARTICLE, ["cau"]),
    ("mĩ thuật", Kind.ARTICLE, ["cho"]),
    ("author:tâm", Kind.ARTICLE, ["cau"]),
    ("tag:nongnghiep", Kind.ARTICLE, ["lua"]),
    ("bài đã gỡ", Kind.ARTICLE, []),
    ("gặt", Kind.CAPTION, ["lua"]),
    ("credit:thu", Kind.CAPTION, ["lua"]),
]


def fingerprint(stored: Path) -> str:
    return read_manifest(generations(DataDirectory(stored), ENGINE).current()).fingerprint


def ids(data: DataDirectory, text: str, kind: Kind) -> list[str]:
    options = {"kind": kind, "sort": Sort.RELEVANCE, "offset": 0, "limit": 10}
    with closing(open_reader(data, ENGINE)) as reader:
        return [each.article_id for each in reader.search(parse(text), **options).matches]


def test_this_version_has_stored_an_index():
    assert ENGINE.fingerprint in map(fingerprint, STORED), (
        "run: python tests/engines/whoosh/test_stored_index.py"
    )


@pytest.mark.parametrize("version", ["this", "a later one"])
@pytest.mark.parametrize("stored", STORED, ids=lambda path: path.name)
def test_a_stored_index_is_opened_or_declined_by_name(stored, version, tmp_path, monkeypatch):
    if version == "a later one":
        monkeypatch.setattr(type(ENGINE), "fingerprint", "whoosh-99")
    data = DataDirectory(Path(shutil.copytree(stored, tmp_path / "data")))
    if fingerprint(stored) != ENGINE.fingerprint:
        with pytest.raises(IndexOutdated, match="timbao rebuild"):
            open_reader(data, ENGINE)
        assert fingerprint(stored) in status(data, ENGINE).why_stale
        assert Indexer(data, ENGINE).renew() == (True, 3)
    assert not status(data, ENGINE).stale
    assert list(verify(data, ENGINE)) == []
    assert [(text, kind, ids(data, text, kind)) for text, kind, _ in ANSWERS] == ANSWERS


def store(folder: Path) -> None:
    """Make a data directory with segments of two updates, and documents deleted."""
    data = DataDirectory(folder)
    indexer = Indexer(data, ENGINE)
    for some in (ARTICLES[:1], ARTICLES[1:]):
        indexer.accept(("ví dụ", each) for each in some)
        indexer.update()
    indexer.remove("go")
    for litter in (data.lock, *folder.glob("archive.sqlite3-*")):
        litter.unlink(missing_ok=True)


if __name__ == "__main__":
    shutil.rmtree(FIXTURES / VERSION, ignore_errors=True)
    store(FIXTURES / VERSION)
    sys.stdout.write(f"{FIXTURES / VERSION}\n")
