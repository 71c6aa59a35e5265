"""An input in a bucket is divided, read and written back as one in a folder is."""

from __future__ import annotations

from uuid import uuid4

import pytest

from search.sources.bucket_shards import BucketShards
from search.sources.shards import WHOLE, PartOf

PARTS = [PartOf(1, 2), PartOf(2, 2)]
NAMES = ["a.jsonl", "b c.txt", "tỉnh/Nghệ An.jsonl", "sub/d.jsonl.gz"]


@pytest.fixture(params=["memory", "s3"])
def url(request) -> str:
    if request.param == "s3":
        return request.getfixturevalue("s3_bucket")
    return f"memory://{uuid4().hex}"


@pytest.fixture
def machine(url, tmp_path):
    """Give what a machine of its own sees of the bucket."""

    def begin(name: str) -> BucketShards:
        shards = BucketShards(url, tmp_path / name)
        shards._store.invalidate_cache()
        return shards

    return begin


@pytest.fixture
def filled(machine):
    shards = machine("filling")
    for name in (*NAMES, ".hidden/e.jsonl", "picture.bin"):
        shards._store.pipe_file(f"{shards._top}/{name}", name.encode())
    return shards


@pytest.mark.usefixtures("filled")
def test_each_readable_file_belongs_to_one_part(machine):
    found = [machine("one").files(part) for part in PARTS]
    assert sorted(name for each in found for name in each) == sorted(NAMES)
    assert all(size == len(name.encode()) for each in found for name, (size, _) in each.items())


def test_a_changed_file_is_told_from_an_unchanged_one(filled, machine):
    before = machine("one").files(PartOf(1, 1))
    filled._store.pipe_file(f"{filled._top}/a.jsonl", b"A.JSONL")
    after = machine("one").files(PartOf(1, 1))
    assert [name for name in NAMES if before[name] != after[name]] == ["a.jsonl"]


def test_files_are_fetched_and_gone_afterwards(filled, machine):
    with machine("one").local(NAMES) as paths:
        assert [each.read_bytes() for each in paths] == [each.encode() for each in NAMES]
    assert not any(each.exists() for each in paths)
    assert filled.shown("a.jsonl").endswith("/a.jsonl")


def test_a_part_goes_on_where_another_machine_has_left_it(filled, machine):
    part = PARTS[0]
    for number, name in enumerate(("one", "two", "one")):
        shards = machine(name)
        home = shards.home(part)
        home.mkdir(parents=True, exist_ok=True)
        left = home / "archive.sqlite3"
        assert (left.read_text() if left.exists() else "") == "x" * number
        left.write_text("x" * (number + 1))
        (home / "sub").mkdir(exist_ok=True)
        (home / "sub" / "index.json").write_text("{}")
        (home / "writer.lock").write_text("")
        (home / WHOLE).write_text("{}")
        shards.put_back(part)
    assert machine("three").homes() == [part]
    last = machine("three").home(part)
    assert sorted(each.relative_to(last).as_posix() for each in last.rglob("*.*")) == [
        "archive.sqlite3",
        WHOLE,
        "sub/index.json",
    ]
    assert machine("three").files(part) == filled.files(part)
