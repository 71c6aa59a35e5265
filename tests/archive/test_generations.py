"""CURRENT names one whole index, whatever happens to the builder of the next."""

from __future__ import annotations

from itertools import pairwise

import pytest

from search.archive.durable_files import write_durably
from search.archive.generations import (
    Generations,
    Manifest,
    read_manifest,
    sweep,
    write_manifest,
)
from search.errors import IndexDamaged, IndexMissing, StorageError


@pytest.fixture
def root(tmp_path):
    return tmp_path / "whoosh"


@pytest.fixture
def generations(root) -> Generations:
    return Generations(root)


def names(root) -> list[str]:
    return sorted(each.name for each in root.iterdir())


def build(generations) -> str:
    with generations.building() as folder:
        (folder / "postings").write_text(folder.name, encoding="utf-8")
    return folder.name


def test_a_generation_is_in_use_only_once_it_is_built(generations):
    with generations.building() as first, pytest.raises(IndexMissing):
        generations.current()
    assert generations.current() == first
    with generations.building() as second:
        assert generations.current() == first
    assert generations.current() == second


def test_the_generation_before_is_kept_for_its_readers_and_older_ones_are_dropped(
    generations, root
):
    for _ in range(4):
        build(generations)
    assert names(root) == ["000003", "000004", "CURRENT"]


def test_a_failed_build_leaves_the_old_generation_and_no_trace(generations, root):
    build(generations)
    before = names(root)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt), generations.building():
            raise KeyboardInterrupt
        assert names(root) == before
    assert generations.current().name == "000001"


def test_what_killed_builders_left_goes_with_the_next_build(generations, root):
    build(generations)
    for name in ("000002", "000003"):
        (root / name).mkdir()
    with generations.building():
        assert "000003" not in names(root)
    assert generations.current().name == build(generations)[:5] + "2"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"000009\n",
        b"000001",
        b"000001 4e413570\r",
        b"../data",
        b"/",
        b"\xff\xfe",
        b"1" * 50,
        "١".encode(),
    ],
    ids=repr,
)
def test_a_current_that_names_nothing_is_damage_and_the_next_build_mends_it(
    generations, root, content
):
    build(generations)
    (root / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamaged, match="timbao rebuild"):
        generations.current()
    with generations.building() as folder, pytest.raises(IndexDamaged):
        generations.current()
    assert generations.current() == folder


def test_a_build_never_takes_the_name_that_a_damaged_current_has(generations, root):
    root.mkdir()
    (root / "CURRENT").write_text("000001", encoding="utf-8")
    with generations.building() as folder:
        assert folder.name == "000002"


def test_a_swap_that_the_disk_refuses_leaves_no_trace(generations, root):
    (root / "CURRENT" / "in the way").mkdir(parents=True)
    before = names(root)
    with pytest.raises(StorageError):
        build(generations)
    assert names(root) == before


def test_a_file_in_the_folders_place_is_a_storage_error(generations, root):
    root.write_text("không phải thư mục", encoding="utf-8")
    with pytest.raises(StorageError):
        build(generations)


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "000001"
    folder.mkdir()
    (folder / "postings").write_bytes(b"0123456789")
    return folder


def test_a_manifest_comes_back(folder):
    written = write_manifest(folder, Manifest("engine-1", 5, "a1"))
    assert read_manifest(folder, check_all=True) == written
    assert written.built_at.startswith("20")
    assert list(written.seals) == ["postings"]


def test_a_manifest_seals_new_files_beside_the_old_and_forgets_those_gone(folder):
    before = write_manifest(folder, Manifest("engine-1"))
    (folder / "more").write_bytes(b"abc")
    after = write_manifest(folder, before)
    assert after.seals == before.seals | {"more": after.seals["more"]}
    (folder / "postings").unlink()
    assert list(write_manifest(folder, after).seals) == ["more"]


@pytest.mark.parametrize("content", [b"01234", b"0123456789A", b"012345678X", b""])
def test_a_file_that_changed_is_damage(folder, content):
    write_manifest(folder, Manifest("engine-1"))
    (folder / "postings").write_bytes(content)
    with pytest.raises(IndexDamaged, match="postings"):
        read_manifest(folder)


def test_the_content_of_a_file_that_checks_itself_is_read_only_when_asked_for(folder):
    large = folder / "large.arr"
    large.write_bytes(b"0" * 1000)
    write_manifest(folder, Manifest("engine-1"))
    large.write_bytes(b"1" + b"0" * 999)
    read_manifest(folder)
    with pytest.raises(IndexDamaged, match="large"):
        read_manifest(folder, check_all=True)


def test_what_no_commit_has_taken_up_has_no_seal_and_is_swept_away(folder):
    (folder / "x.part").write_bytes(b"0")
    manifest = write_manifest(folder, Manifest("engine-1"))
    assert list(manifest.seals) == ["postings"]
    sweep(folder, manifest)
    assert names(folder) == ["manifest.json", "postings"]


def test_the_state_changes_with_current_and_with_what_it_names(generations, root):
    states = [generations.state()]
    folder = root / build(generations)
    states.append(generations.state())
    (folder / "more").touch()
    states.append(generations.state())
    (folder / "more").write_bytes(b"1")
    states.append(generations.state())
    (folder / "more").unlink()
    (root / "CURRENT").write_bytes(b"\0")
    states.append(generations.state())
    assert all(a != b for a, b in pairwise(states))
    assert generations.state() == generations.state()


def test_a_file_that_a_later_commit_did_away_with_is_no_damage(folder):
    """A reader may come between an engine's commit and the manifest that follows it."""
    write_manifest(folder, Manifest("engine-1"))
    (folder / "postings").unlink()
    read_manifest(folder, check_all=True)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        '{"fingerprint": "engi',
        "[]",
        '"text"',
        "{}",
        '{"fingerprint": "e", "newer": 1}',
        '{"fingerprint": "e", "seals": 3}',
        '{"fingerprint": "e", "seals": {"postings": 3}}',
    ],
)
def test_a_manifest_that_cannot_be_read_is_damage(folder, content):
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexDamaged, match="timbao rebuild"):
        read_manifest(folder)


def test_a_missing_manifest_is_damage(folder):
    with pytest.raises(IndexDamaged):
        read_manifest(folder)


def test_a_manifest_with_one_letter_changed_is_damage(folder):
    write_manifest(folder, Manifest("engine-1", 5))
    path = folder / "manifest.json"
    path.write_text(path.read_text("utf-8").replace('"change": 5', '"change": 6'), "utf-8")
    with pytest.raises(IndexDamaged, match="manifest"):
        read_manifest(folder)


def test_what_is_written_durably_replaces_what_was_there(tmp_path):
    path = tmp_path / "CURRENT"
    for text in ("000001\n", "000002\n"):
        write_durably(path, text)
        assert path.read_text(encoding="utf-8") == text
    assert names(tmp_path) == ["CURRENT"]


def test_what_a_killed_update_left_is_swept_away(folder):
    manifest = write_manifest(folder, Manifest("engine-1"))
    (folder / "half").write_bytes(b"012")
    (folder / "runs.tmp").mkdir()
    (folder / "runs.tmp" / "1").write_bytes(b"012")
    sweep(folder, manifest)
    assert names(folder) == ["manifest.json", "postings"]


def test_nothing_is_swept_after_the_commit_of_a_killed_update(folder):
    manifest = write_manifest(folder, Manifest("engine-1"))
    (folder / "postings").rename(folder / "merged")
    sweep(folder, manifest)
    assert names(folder) == ["manifest.json", "merged"]
