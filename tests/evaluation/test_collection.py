from __future__ import annotations

import json
from pathlib import Path

import pytest

from search.errors import SourceMissing, UsageError
from search.evaluation.collection import Portion, archived, indexed, together
from search.searcher import Searcher


@pytest.fixture
def files(tmp_path):
    def written(name, *ids):
        lines = (json.dumps({"id": each, "title": f"{name} {each}"}) for each in ids)
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return written


def test_a_portion_is_a_file_or_its_first_articles(files):
    path = files("a.jsonl", "1", "2", "2", "3")
    assert Portion.of(str(path)) == Portion(path)
    assert Portion.of(f"{path}:2") == Portion(path, 2)
    assert [each.id for each in Portion(path, 3).articles()] == ["1", "2", "3"]
    with pytest.raises(UsageError, match="at least 1"):
        Portion.of(f"{path}:0")
    assert Portion.of("tin:moi") == Portion(Path("tin:moi"))


def test_a_file_whose_name_ends_like_a_number_is_that_file(files):
    path = files("a.jsonl:7", "1")
    assert Portion.of(str(path)) == Portion(path)


def test_of_articles_with_one_id_the_first_is_indexed_and_ids_are_kept(files):
    portions = [Portion(files("corpus.jsonl", "1", "2")), Portion(files("more.jsonl", "2", "3"))]
    with indexed(together(portions)) as data:
        assert [each.title for each in archived(data)] == [
            "corpus.jsonl 1",
            "corpus.jsonl 2",
            "more.jsonl 3",
        ]
        Searcher.open(data).close()
    assert not data.root.exists()


def test_a_kept_folder_is_not_written_to_again(files, tmp_path):
    portions = [Portion(files("corpus.jsonl", "1"))]
    kept = tmp_path / "kept"
    with indexed(together(portions), keep=kept):
        pass
    with pytest.raises(UsageError, match="--data"), indexed(together(portions), keep=kept):
        pass


def test_nothing_to_index_is_said():
    with pytest.raises(UsageError, match="no article"), indexed(()):
        pass
    with pytest.raises(SourceMissing), indexed(together([Portion(Path("nowhere"))])):
        pass
