"""Many processes fill one index; one that is killed is run again, and all is there once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import closing
from uuid import uuid4

import pytest

from search.engines.configuration import engine_of
from search.engines.opensearch.errors import CollectionTaken, PartsMissing
from search.engines.opensearch.kept import kept_of
from search.engines.opensearch.snapshot import Snapshot
from search.gathering import begin_anew, gather, shared_by_parts
from search.hits import Facet
from search.indexer import Indexer, silent
from search.parts import PartIndexer
from search.people import People
from search.request import Request
from search.searcher import Searcher
from search.settings import DataDirectory
from search.shared_people import PERSON
from search.sources.bucket_shards import BucketShards
from search.sources.shards import FolderShards, PartOf

PARTS = 2
FILES, EACH = 4, 6
BODY = (
    "Sáng 12/10, ông Lê Bá Hùng, Phó Chủ tịch UBND tỉnh Nghệ An, đi kiểm tra đê điều ở huyện "
    "Hưng Nguyên khi nước lên nhanh, và yêu cầu các xã ven sông đưa người dân vùng trũng thấp "
    "đến nơi an toàn trước khi trời tối, bảo đảm lương thực, nước uống và thuốc men cho mọi nhà."
)


@pytest.fixture
def main(shared_data) -> DataDirectory:
    """The data directory that says where the cluster is; it never has an archive."""
    return shared_data


def written(top, files=range(FILES), **changed) -> None:
    top.mkdir(exist_ok=True)
    for file in files:
        lines = [
            {
                "id": f"a{file}-{number}",
                "title": f"Tin số {number} của tệp {file}",
                "body": BODY if number == 0 else f"Nước lên nhanh, lần thứ {number}.",
                "published": f"{2020 + number % 3}-10-12",
                "source": "Nghệ An",
                **changed,
            }
            for number in range(EACH)
        ]
        text = "\n".join(json.dumps(each, ensure_ascii=False) for each in lines)
        (top / f"{file}.jsonl").write_text(text, encoding="utf-8")


@pytest.fixture
def news(tmp_path):
    top = tmp_path / "news"
    written(top)
    return top


def command(main, news, part: int, fail_at: str = "") -> subprocess.Popen:
    known = {**os.environ, "TIMBAO_FAIL_AT": fail_at}
    words = ["--data", str(main.root), "index", "--part", f"{part}/{PARTS}", str(news)]
    return subprocess.Popen([sys.executable, "-m", "search", *words], env=known)


def filled(main, news) -> None:
    for number in range(1, PARTS + 1):
        PartIndexer(FolderShards(news), PartOf(number, PARTS), engine_of(main)).index()


def gathered(main, news):
    return gather(main, engine_of(main), FolderShards(news), silent)


def found(main, text: str = "tin", **asked) -> list[str]:
    with Searcher.open(main) as searcher:
        page = searcher.search(Request(text=text, limit=100, all_copies=True, **asked))
        return sorted(hit.article.id for hit in page.hits)


ALL = sorted(f"a{file}-{number}" for file in range(FILES) for number in range(EACH))


@pytest.mark.parametrize("fail_at", ["accepted:kill", "built:kill", "merged:kill", "sealed:kill"])
def test_a_part_that_was_killed_is_run_again_beside_another(main, news, fail_at):
    killed, other = command(main, news, 1, fail_at), command(main, news, 2)
    assert killed.wait() == -signal.SIGKILL
    assert other.wait() == 0
    with pytest.raises(PartsMissing, match="1/2"):
        gathered(main, news)
    assert command(main, news, 1).wait() == 0
    done = gathered(main, news)
    assert (done.parts, done.articles) == (PARTS, len(ALL))
    assert found(main) == ALL
    with Searcher.open(main) as searcher:
        known = searcher._reader.held()
        assert Counter(article_id for article_id, *_ in known) == Counter(ALL)


def test_what_parts_have_is_searched_without_an_archive(main, news):
    filled(main, news)
    gathered(main, news)
    with Searcher.open(main) as searcher:
        page = searcher.search(
            Request(text="kiem tra de dieu", all_copies=True, facets=(Facet.YEAR,))
        )
        assert page.total == FILES
        assert page.facets[Facet.YEAR] == (("2020", FILES),)
        assert "đê điều" in page.hits[0].snippets[0].text
        assert searcher.article("a0-0", Request(text="đê")).article.body == BODY


def test_near_copies_and_people_are_found_across_parts(main, news):
    filled(main, news)
    done = gathered(main, news)
    with Searcher.open(main) as searcher:
        [hit] = searcher.search(Request(text='"đê điều"')).hits
        assert len(hit.copies) == FILES - 1
    with People.open(main) as people:
        [profile] = people.find("Lê Bá Hùng").profiles
    assert profile.person.articles == FILES
    assert "đê điều" in profile.articles[0].sentence.text
    engine = engine_of(main)
    index = engine.shared().index(done.generation)
    with closing(Snapshot(engine.connection, engine._client, index)) as snapshot:
        told = {each["name"]: each["articles"] for each in kept_of(snapshot, PERSON)}
    assert told["Lê Bá Hùng"] == FILES


def test_what_is_written_during_a_rebuild_is_in_both(main, news):
    filled(main, news)
    before = gathered(main, news).generation
    begin_anew(engine_of(main))
    with pytest.raises(PartsMissing):
        gathered(main, news)
    written(news, [9])
    filled(main, news)
    more = sorted([*ALL, *(f"a9-{number}" for number in range(EACH))])
    assert found(main) == more  # in the one in use, at once
    after = gathered(main, news)
    assert (after.before, found(main)) == (before, more)
    shared = shared_by_parts(main, engine_of(main))
    assert shared.roll_back() == before
    assert found(main) == more
    assert list(shared.generations()) == [before]


def test_a_changed_article_is_in_the_index_of_its_new_year(main, news):
    filled(main, news)
    gathered(main, news)
    written(news, [0], published="2019-01-01")
    filled(main, news)
    assert found(main) == ALL
    assert found(main, "tin from:2019 to:2019") == [f"a0-{number}" for number in range(EACH)]


@pytest.fixture(params=["memory", "s3"])
def bucket(request) -> str:
    """Give the URL of an empty bucket."""
    if request.param == "s3":
        return request.getfixturevalue("s3_bucket")
    return f"memory://{uuid4().hex}"


def test_an_input_in_a_bucket_is_gathered_on_another_machine(main, news, tmp_path, bucket):
    url = bucket
    one, two, three = (BucketShards(url, tmp_path / each) for each in ("one", "two", "three"))
    (news / "bad.jsonl").write_text("{")
    one._store.put(str(news), one._top, recursive=True)
    reports = [
        PartIndexer(machine, PartOf(number, PARTS), engine_of(main)).index()[0]
        for number, machine in enumerate((one, two), 1)
    ]
    [rejected] = [each for report in reports for each in report.rejected]
    assert rejected.file == f"{url}/bad.jsonl"
    assert gather(main, engine_of(main), three, silent).articles == len(ALL)
    assert found(main) == ALL


def test_commands_index_parts_of_a_bucket(main, news, s3_bucket):
    store = BucketShards(s3_bucket, main.root / "filling")
    store._store.put(str(news), store._top, recursive=True)
    running = [command(main, s3_bucket, part) for part in range(1, PARTS + 1)]
    assert [each.wait() for each in running] == [0, 0]
    words = ["--data", str(main.root), "gather", s3_bucket]
    assert subprocess.run([sys.executable, "-m", "search", *words], check=False).returncode == 0
    assert found(main) == ALL


def test_another_data_directory_does_not_take_the_name(main, news, tmp_path, make_article):
    filled(main, news)
    other = DataDirectory(tmp_path / "other")
    other.root.mkdir()
    other.configuration.write_text(main.configuration.read_text())
    with pytest.raises(CollectionTaken, match=r"timbao\.toml"):
        Indexer(other, engine_of(other)).index([("test", make_article("x"))])
