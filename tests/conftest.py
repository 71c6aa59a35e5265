"""What tests of every room share: articles, a data directory, an index of them, a small disk."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import settings

from search.article import Article, Caption, Precision
from search.engines.opening import default_engine, open_reader
from search.engines.opensearch.connection import Connection
from search.engines.opensearch.engine import OpenSearchEngine
from search.hits import Kind, Sort
from search.indexer import Indexer
from search.inspection import verify
from search.query.parser import parse
from search.searcher import Searcher
from search.settings import DataDirectory

# tests are no package: what they share beside this file is on a path of its own
sys.path.insert(0, str(Path(__file__).parent / "opensearch"))
from nodes import NoCluster, Nodes, free_port

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.accepting import Report

# the same cases every time where a failure would stop a landing; new ones on every other machine
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("here", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "here")

PROJECT = Path(__file__).resolve().parent.parent


class NoWords:
    """Finds no word of several syllables: quick, and enough where words are not the point."""

    def words(self, _: str, /) -> list:
        return []


def _make_article(id, title="Tin trong tỉnh", **parts):  # noqa: A002 - the field's name
    captions = tuple(
        each
        if isinstance(each, Caption)
        else Caption(ordinal=number, **({"text": each} if isinstance(each, str) else each))
        for number, each in enumerate(parts.pop("captions", ()), 1)
    )
    published = parts.pop("published", None)
    precision = parts.pop("precision", Precision.EXACT if published else Precision.UNKNOWN)
    return Article(
        id=id, title=title, captions=captions, published=published, precision=precision, **parts
    )


@pytest.fixture(scope="session")
def make_article() -> Callable[..., Article]:
    """Make an article: captions may be texts or dictionaries, a date counts as exact."""
    return _make_article


@pytest.fixture
def data(tmp_path) -> DataDirectory:
    """An empty data directory."""
    return DataDirectory(tmp_path / "data")


@pytest.fixture
def indexer(data) -> Indexer:
    """Write to ``data`` with the default engine, quickly."""
    return Indexer(data, default_engine())


@pytest.fixture
def add(data, indexer) -> Callable[..., Report]:
    """Accept articles of these names and bring the index up to them."""

    def accept(*names, **parts):
        report = indexer.accept(("test", _make_article(name, **parts)) for name in names)
        indexer.update()
        assert list(verify(data, default_engine())) == []
        return report

    return accept


@pytest.fixture
def found(data) -> Callable[..., list[str]]:
    """Return the ids of the articles that a search finds; every made article has ``tin``."""

    def search(text="tin", reader=None):
        with nullcontext(reader) if reader else closing(open_reader(data, default_engine())) as on:
            options = {"kind": Kind.ARTICLE, "sort": Sort.RELEVANCE, "offset": 0, "limit": 1000}
            return sorted(each.article_id for each in on.search(parse(text), **options).matches)

    return search


@pytest.fixture
def indexed(data) -> Iterator[Callable[..., Searcher]]:
    """Put articles into archive and index as the command line does; return a Searcher of them."""
    with ExitStack() as opened:

        def index(*articles):
            indexer = Indexer(data, default_engine())
            indexer.accept(("test", article) for article in articles)
            indexer.update()
            return opened.enter_context(Searcher.open(data))

        yield index


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Have every test that is marked ``shared`` ask for that folder."""
    for each in items:
        if each.get_closest_marker("shared") and isinstance(each, pytest.Function):
            each.fixturenames.insert(0, "shared")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder beside the project with data that is not part of it."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{folder} is missing, and CI is to have it")
        pytest.skip(f"{folder} is missing")
    return folder


@pytest.fixture
def mounted_disk(tmp_path) -> Iterator[Callable[[str], Path]]:
    """Mount a file system of a size, ``2m``: a disk to fill, or to make read-only."""
    mounted = tmp_path / "mounted"

    def mount(size: str) -> Path:
        mounted.mkdir()
        try:
            done = subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size}", "timbao-test", mounted],
                capture_output=True,
                check=False,
                text=True,
            )
        except OSError as error:
            pytest.skip(f"nothing to mount with: {error}")
        if done.returncode:
            pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
        return mounted

    yield mount
    if mounted.is_mount():
        subprocess.run(["umount", "-l", mounted], check=True)


@pytest.fixture
def small_disk(mounted_disk) -> Path:
    """Mount a file system of 2 MB."""
    return mounted_disk("2m")


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """Serve S3 on 127.0.0.1; give its address."""
    pytest.importorskip("s3fs", reason="to test with S3: pip install 'timbao[bucket]'")
    why = "to test with S3: pip install 'timbao[bucket-server]'"
    moto = pytest.importorskip("moto.server", reason=why)
    server = moto.ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3_bucket(s3, monkeypatch) -> str:
    """Make an empty bucket that this process, and those it starts, find; return its URL."""
    import s3fs

    for name, value in {
        "AWS_ENDPOINT_URL": s3,
        "AWS_ACCESS_KEY_ID": "timbao",
        "AWS_SECRET_ACCESS_KEY": "timbao",
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    bucket = f"news-{uuid4().hex[:8]}"
    s3fs.S3FileSystem().mkdir(bucket)
    return f"s3://{bucket}/2024"


#: The nodes that tests have been given.
_running: list[Nodes] = []


@pytest.fixture(scope="session")
def cluster(tmp_path_factory) -> Iterator[Nodes]:
    """Three OpenSearch nodes, started once where TIMBAO_CLUSTER is set.

    Skipped where there is no Java or Maven for them. Where CLUSTER_BASE and CLUSTER_PORT say that
    cluster.sh was used by hand, its nodes are taken.
    """
    if not os.environ.get("TIMBAO_CLUSTER"):
        pytest.skip("a cluster takes minutes; to test with one: TIMBAO_CLUSTER=1 pytest")
    if base := os.environ.get("CLUSTER_BASE"):
        _running.append(Nodes(Path(base), int(os.environ["CLUSTER_PORT"])))
        yield _running[0]
        return
    folder = tmp_path_factory.mktemp("cluster")
    try:
        nodes = Nodes(folder, free_port())
        nodes.do("start")
    except NoCluster as reason:
        pytest.skip(str(reason))
    _running.append(nodes)
    yield nodes
    nodes.do("stop")


@pytest.fixture(scope="session")
def on_cluster(cluster) -> OpenSearchEngine:
    """Keep indexes in the cluster."""
    pytest.importorskip("opensearchpy")
    return OpenSearchEngine(Connection(cluster.hosts))


@pytest.fixture(autouse=True)
def _emptied_cluster(request) -> Iterator[None]:
    """Delete the indexes that a test made: nodes with hundreds of them are slow."""
    if not os.environ.get("TIMBAO_CLUSTER"):
        yield
        return
    folder = request.getfixturevalue("tmp_path")
    yield
    for family in folder.rglob("family"):
        client = Connection(_running[0].hosts).client()
        for index in client.indices.get(index=f"timbao-{family.read_text()}-*"):
            client.indices.delete(index=index)
