"""Files of an input fall into parts by their names alone, in a folder as in a bucket."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import SourceMissing, UsageError
from search.sources.bucket_shards import BucketShards
from search.sources.shards import FolderShards, PartOf, shards


@pytest.mark.parametrize("typed", ["", "3", "0/4", "5/4", "a/b", "1/", "-1/2", "1/0"])
def test_what_is_no_part_is_refused(typed):
    with pytest.raises(UsageError, match="3/16"):
        PartOf.read(typed)


@given(st.text(), st.integers(1, 50))
def test_each_name_belongs_to_one_part(name, of):
    parts = [PartOf(number, of) for number in range(1, of + 1)]
    assert sum(part.has(name.encode("utf-8", "replace").decode()) for part in parts) == 1


@pytest.fixture
def folder(tmp_path):
    for number in range(20):
        path = tmp_path / "news" / f"{number % 3}" / f"{number}.jsonl"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'{{"title": "Tin {number}"}}\n', encoding="utf-8")
    (tmp_path / "news" / "logo.png").write_bytes(b"\x89PNG")
    return FolderShards(tmp_path / "news")


@pytest.fixture
def bucket(folder, tmp_path):
    """The same files in a store that fsspec keeps in memory."""
    url = f"memory://{uuid4().hex}"
    made = BucketShards(url, tmp_path / "scratch")
    made._store.put(str(folder.top), made._top, recursive=True)
    return made


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_parts_have_all_files_and_no_file_twice(request, kind):
    known = request.getfixturevalue(kind)
    names = [name for number in (1, 2, 3) for name in known.files(PartOf(number, 3))]
    assert sorted(names) == sorted(f"{number % 3}/{number}.jsonl" for number in range(20))


def test_the_same_files_are_in_a_part_wherever_they_are(folder, bucket):
    part = PartOf(2, 3)
    assert list(folder.files(part)) == list(dict.fromkeys(folder.files(part)))
    assert set(folder.files(part)) == set(bucket.files(part))


@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_files_can_be_read_on_this_machine(request, kind):
    known = request.getfixturevalue(kind)
    with known.local(["1/1.jsonl", "2/2.jsonl"]) as paths:
        assert [path.read_text(encoding="utf-8") for path in paths] == [
            '{"title": "Tin 1"}\n',
            '{"title": "Tin 2"}\n',
        ]


def test_a_file_in_a_bucket_that_changes_is_told_from_before(bucket):
    part = PartOf(1, 1)
    before = bucket.files(part)["1/1.jsonl"]
    bucket._store.pipe_file(f"{bucket._top}/1/1.jsonl", b'{"title": "Tin 9"}\n')
    assert bucket.files(part)["1/1.jsonl"] != before


def test_a_parts_folder_comes_back_on_another_machine(bucket, tmp_path):
    part = PartOf(2, 3)
    home = bucket.home(part)
    (home / "opensearch" / "000001").mkdir(parents=True)
    (home / "archive.sqlite3").write_bytes(b"articles")
    (home / "archive.sqlite3-wal").write_bytes(b"in passing")
    (home / "opensearch" / "000001" / "manifest.json").write_bytes(b"{}")
    bucket.put_back(part)
    elsewhere = BucketShards(f"memory:/{bucket._top}", tmp_path / "elsewhere")
    found = elsewhere.home(part)
    assert sorted(p.relative_to(found).as_posix() for p in found.rglob("*") if p.is_file()) == [
        "archive.sqlite3",
        "opensearch/000001/manifest.json",
    ]
    assert elsewhere.homes() == [part]
    assert "archive.sqlite3" not in elsewhere.files(PartOf(1, 1))


def test_what_another_machine_put_there_later_is_taken(bucket, tmp_path):
    part = PartOf(1, 1)
    first = BucketShards(f"memory:/{bucket._top}", tmp_path / "first")
    second = BucketShards(f"memory:/{bucket._top}", tmp_path / "second")
    for machine, content in ((first, b"one"), (second, b"two, later")):
        home = machine.home(part)
        home.mkdir(parents=True, exist_ok=True)
        (home / "archive.sqlite3").write_bytes(content)
        machine.put_back(part)
    assert (first.home(part) / "archive.sqlite3").read_bytes() == b"two, later"


def test_what_this_machine_had_begun_is_gone_on_with(bucket):
    part = PartOf(1, 1)
    home = bucket.home(part)
    home.mkdir(parents=True)
    (home / "archive.sqlite3").write_bytes(b"put there")
    bucket.put_back(part)
    (home / "archive.sqlite3").write_bytes(b"begun since")
    assert (bucket.home(part) / "archive.sqlite3").read_bytes() == b"begun since"


def test_folders_of_parts_are_no_input(folder):
    part = PartOf(1, 1)
    home = folder.home(part)
    home.mkdir(parents=True)
    (home / "x.jsonl").write_text("{}")
    assert len(folder.files(part)) == 20
    assert folder.homes() == [part]


def test_an_input_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SourceMissing):
        shards(str(tmp_path / "none"), tmp_path)
    with pytest.raises(UsageError, match="nothing-such"):
        shards("nothing-such://news", tmp_path)
