"""The documentation tells the truth: what it says to type is typed, what it names is there."""

from __future__ import annotations

import importlib
import json
import re
import shlex
import shutil
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import pytest
import typer.main

from search import bench_payloads, eval_payloads
from search.archive.repeated_lines import FEWEST_ARTICLES
from search.archive.store import Archive
from search.article import Article
from search.benchmark.loading import Loading
from search.benchmark.parity import Form, Parity, SearchTimes
from search.cli.main import app, run
from search.evaluation.floors import Floors
from search.evaluation.judged_sets import JudgedSet
from search.evaluation.page_facts import items
from search.gathering import Gathered
from search.query.parser import parse
from search.query.tree import And, Boosted, Either, Field, Node, Not, Or

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([ROOT / "README.md", ROOT / "index_data" / "README.md", *DOCS.rglob("*.md")])
SAMPLE = ROOT / "index_data" / "sample"
SAVED_PAGES = ROOT / "tests" / "sources" / "fixtures" / "html"
FENCE = re.compile(r"^```(?P<language>\w*)\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL)


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fenced(page: Path, language: str) -> list[str]:
    return [found["content"] for found in FENCE.finditer(text_of(page)) if found[1] == language]


def sections(page: Path, level: str = "##") -> dict[str, str]:
    """Map each heading of that level to what stands under it."""
    _, *parts = re.split(rf"^{level} (.*)\n", text_of(page), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def answer(capsys: pytest.CaptureFixture[str], data: Path, *arguments: str) -> dict[str, Any]:
    capsys.readouterr()
    run(["--data", str(data), *arguments])
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("data")
    assert run(["index", str(SAMPLE), "--data", str(data)]) == 0
    return data


# the query language: each row of its tables is run


class Example(NamedTuple):
    """A row of a table in query-language.md: what is typed and what comes back."""

    query: str
    options: list[str]
    outcome: str


def examples(last_column: str) -> list[Example]:
    header = f"| Query | Options | {last_column} |"
    found = []
    inside = False
    for line in text_of(DOCS / "query-language.md").splitlines():
        inside = line == header or (inside and line.startswith("|"))
        if inside and line != header and not line.startswith("|--"):
            query, options, outcome = (cell.strip() for cell in line.strip("|").split("|"))
            found.append(Example(query.strip("`"), shlex.split(options.strip("`")), outcome))
    return found


def query_of(example: Example) -> str:
    return " ".join([example.query, *example.options])


@pytest.mark.parametrize("example", examples("Finds"), ids=query_of)
def test_an_example_query_finds_what_the_docs_say(
    sample: Path, capsys: pytest.CaptureFixture[str], example: Example
) -> None:
    found = answer(capsys, sample, "search", "--json", *example.options, "--", example.query)
    titles = [hit["title"] for hit in found["hits"]]
    expected = [] if example.outcome == "nothing" else example.outcome.split(" · ")
    if expected[-1:] == ["…"]:
        expected.pop()
        assert len(titles) > len(expected), "the docs promise more hits than these"
        titles = titles[: len(expected)]
        assert all(part in title for part, title in zip(expected, titles, strict=True)), titles
    else:
        assert len(titles) == len(expected) == found["total"], titles
        for part in expected:
            titles.remove(next((title for title in titles if part in title), f"no «{part}»"))


@pytest.mark.parametrize("example", examples("Says"), ids=query_of)
def test_a_refused_query_says_what_the_docs_say(
    sample: Path, capsys: pytest.CaptureFixture[str], example: Example
) -> None:
    refused = answer(capsys, sample, "search", "--json", *example.options, "--", example.query)
    assert refused["message"].startswith(example.outcome)


def test_there_are_examples_of_either_kind() -> None:
    assert len(examples("Finds")) > 20
    assert len(examples("Says")) > 3


@pytest.mark.parametrize("field", Field)
def test_every_field_is_documented_with_an_example(field: Field) -> None:
    assert f"| `{field}:` |" in sections(DOCS / "query-language.md")["Fields"]
    assert any(f"{field}:" in example.query.lower() for example in examples("Finds"))


def nodes(node: Node) -> Iterator[Node]:
    """Yield a node of a syntax tree and all below it."""
    yield node
    if isinstance(node, And | Or):
        for each in node.nodes:
            yield from nodes(each)
    if isinstance(node, Not | Boosted):
        yield from nodes(node.node)


def test_every_operator_that_can_be_typed_has_an_example() -> None:
    shown = {type(node) for each in examples("Finds") for node in nodes(parse(each.query).root)}
    assert set(get_args(Node)) - shown == {Either}  # nobody types it: expansion makes it


# the command line


def commands() -> dict[str, set[str]]:
    """Map each command, ``bench speed`` too, to its options."""
    return dict(_commands(typer.main.get_command(app), ""))


def _commands(command: Any, name: str) -> Iterator[tuple[str, set[str]]]:
    for own_name, each in getattr(command, "commands", {}).items():
        yield from _commands(each, f"{name} {own_name}".strip())
    if not hasattr(command, "commands"):
        flags = {flag for parameter in command.params for flag in parameter.opts}
        yield name, {flag for flag in flags if flag.startswith("-")}


def section_of(command: str) -> str:
    [found] = [
        body
        for heading, body in sections(DOCS / "command-line.md").items()
        if re.match(rf"`timbao {command}\b", heading)
    ]
    return found


def flags_in(text: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", text))


def shared_options() -> set[str]:
    return flags_in(sections(DOCS / "command-line.md")["Every command"])


@pytest.mark.parametrize("command", commands())
def test_every_option_of_a_command_is_documented(command: str) -> None:
    known = {flag for flag in commands()[command] if flag.startswith("--")}
    assert known <= flags_in(section_of(command)) | shared_options()


@pytest.mark.parametrize("command", commands())
def test_no_option_is_documented_that_a_command_lacks(command: str) -> None:
    assert flags_in(section_of(command)) <= commands()[command] | shared_options()


def test_no_command_is_documented_that_is_not_there() -> None:
    headings = [heading for heading in sections(DOCS / "command-line.md") if heading[0] == "`"]
    documented = {" ".join(re.findall(r"(?<= )[a-z][a-z-]*", heading)) for heading in headings}
    assert documented == set(commands())


def typed() -> Iterator[tuple[str, str]]:
    """Yield each command line in the docs that runs timbao, with its page."""
    for page in PAGES:
        for block in fenced(page, "sh"):
            for line in block.splitlines():
                for step in line.split("&&"):
                    words = shlex.split(step, comments=True)
                    if words and words[0].endswith("timbao"):
                        yield page.name, step.strip()


@pytest.mark.parametrize(("page", "line"), list(typed()))
def test_a_command_line_in_the_docs_is_one(page: str, line: str) -> None:
    _, *arguments = shlex.split(line, comments=True)
    names = [name for name in commands() if " ".join(arguments).startswith(name)]
    flags = {word for word in arguments[: _end_of_options(arguments)] if word.startswith("--")}
    assert names, f"{page}: no such command"
    assert flags <= commands()[names[0]] | {"--help"}, page


def _end_of_options(arguments: list[str]) -> int:
    return arguments.index("--") if "--" in arguments else len(arguments)


# JSON


def keys(value: Any, path: str = "") -> set[str]:
    """Return the path of every key in a JSON value; a list's items share one path."""
    if isinstance(value, dict):
        below = {name: keys(each, f"{path}.{name}") for name, each in value.items()}
        return set().union({f"{path}.{name}" for name in below}, *below.values())
    if isinstance(value, list):
        return set().union(*(keys(each, f"{path}[]") for each in value))
    return set()


def measurements(capsys: pytest.CaptureFixture[str], data: Path) -> Iterator[dict[str, Any]]:
    """Yield the answers of benchmarks that need no package beside our own."""
    for name in ("latency", "indexing"):
        few = ("--articles=3", "--engine=timbao", f"--corpus={SAMPLE}")
        yield answer(capsys, data, "bench", name, "--json", *few)
    yield answer(capsys, data, "bench", "suggest", "--json", "--queries=2")
    yield answer(capsys, data, "bench", "official", "--json", "--queries=2")
    yield answer(capsys, data, "bench", "startup", "--json", "--runs=1")
    # what only a cluster can be asked
    forms, times = (Form("word", 1, 1, 1, 0),), (SearchTimes("whoosh", 1, 1),)
    yield bench_payloads.parity(Parity(1, forms, 0.0, times, ()))
    yield bench_payloads.loading([Loading(1, 1, 1)])
    yield {"schema": "timbao.gather/1", **asdict(Gathered(1, 1, 1, 1, "000002", "000001"))}


def of_a_cluster() -> Iterator[dict[str, Any]]:
    """Yield answers about a cluster, where there may be none: of values made up for them."""
    form, times = Form("word", 1, 1, 1, 0), SearchTimes("whoosh", 1.0, 2.0)
    yield bench_payloads.parity(Parity(1, (form,), 0.0, (times,), ("tin",)))
    yield bench_payloads.loading([Loading(1, 1, 1.0)])
    gathered = Gathered(1, 1, 1, 0, generation="000002", before="000001")
    yield {"schema": "timbao.gather/1", **asdict(gathered)}


def judgements(
    capsys: pytest.CaptureFixture[str], data: Path, folder: Path
) -> Iterator[dict[str, Any]]:
    """Yield what becomes of a ranking that another run does better than, and of known items."""
    queries, qrels, run = (folder / name for name in ("queries.jsonl", "qrels.txt", "run"))
    queries.write_text('{"id": "1", "text": "không"}', encoding="utf-8")
    qrels.write_text("1 0 a 1", encoding="utf-8")
    run.write_text("1 Q0 a 1 1.0 better", encoding="utf-8")
    (folder / "corpus.jsonl").write_text('{"id": "a", "title": "Vắng"}', encoding="utf-8")
    asked = (f"--queries={queries}", f"--qrels={qrels}", f"--compare={run}", "--baselines")
    yield answer(capsys, data, "eval", "ranking", "--json", *asked)
    yield answer(capsys, data, "eval", "table", "--json", f"--set={folder}")
    yield eval_payloads.floors(Floors().pin([JudgedSet.of(folder)], folder / "corpus.jsonl"))
    yield eval_payloads.reading(list(items(SAVED_PAGES, {"json_ld.html": None})))
    few = (f"--corpus={SAMPLE}", "--articles=5", "--queries=1")
    yield answer(capsys, data, "eval", "known-items", "--json", *few)
    (folder / "gold.conll").write_text("ông\tO\nLê\tB-PERSON\nVăn\tI-PERSON\nAn\tI-PERSON\n")
    yield answer(capsys, data, "eval", "mentions", "--json", str(folder / "gold.conll"))
    yield answer(capsys, data, "eval", "judging", "--json", f"--corpus={SAMPLE}", "--limit=1")
    yield answer(capsys, data, "learn", "names", "--json", f"--out={folder}")


@pytest.fixture
def answers(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> dict[str, dict[str, Any]]:
    """Return a real answer of every schema, with as much in it as there can be."""
    data = Path(shutil.copytree(sample, tmp_path / "data"))
    (tmp_path / "empty.txt").touch()
    text = " ".join(f"mưa lũ {number}" for number in range(20))
    copies = (json.dumps({"id": name, "title": "Lũ", "body": text}) for name in ("một", "hai"))
    post = "Giám đốc Sở Khoa học và Công nghệ Nghệ An"
    praised = {"id": "ba", "title": "Tin", "body": f"Ông Lê Hòa, {post}, được tặng Bằng khen."}
    (tmp_path / "copies.jsonl").write_text("\n".join([*copies, json.dumps(praised)]))
    read = [str(tmp_path / name) for name in ("empty.txt", "copies.jsonl")]
    indexed = answer(capsys, data, "index", "--json", *read)
    found = answer(capsys, data, "search", "--json", "--explain", "nông dân chuyển đổi số *n*")
    photos = answer(capsys, data, "search", "--json", "--captions", "nông dân")
    article_id = photos["hits"][0]["article_id"]
    with Archive(data / "archive.sqlite3") as archive:
        for number in range(FEWEST_ARTICLES):
            page = Article(id=f"{number}", title="Tin", source="bao.vn", body="Theo dõi Báo")
            archive.repeated_lines.learn(page)
    known = [
        indexed,
        found,
        answer(capsys, data, "show", "--json", article_id),
        answer(capsys, data, "duplicates", "--json"),
        answer(capsys, data, "status", "--json"),
        answer(capsys, data, "status", "--runs", "--json"),
        answer(capsys, data, "remove", "--json", "--dry-run", article_id),
        answer(capsys, data, "rebuild", "--json"),
        answer(capsys, data, "rollback", "--json"),
        answer(capsys, data, "search", "--json", '"'),
        answer(capsys, data, "suggest", "--json", "nông d"),
        answer(capsys, data, "similar", "--json", article_id),
        answer(capsys, data, "abbreviations", "NTM", "--json"),
        answer(capsys, data, "bench", "recall", "--json", "--queries=1", f"--corpus={SAMPLE}"),
        answer(capsys, data, "succession", "--json", "Sở KH&CN Nghệ An"),
        answer(capsys, data, "official", "--json", "giám đốc sở khoa học và công nghệ nghệ an"),
        answer(capsys, data, "people", "--json", "--limit=5"),
        answer(capsys, data, "analyze", "--json", "Mỹ"),
        *measurements(capsys, data),
        *of_a_cluster(),
        *judgements(capsys, data, tmp_path),
        answer(capsys, data, "bench", "segmentation", "--json", "--texts=1", f"--corpus={SAMPLE}"),
    ]
    with Archive(data / "archive.sqlite3") as archive:
        archive.remove(article_id)
    known.append(answer(capsys, data, "verify", "--json"))
    found["hits"] += photos["hits"]
    return {each["schema"]: each for each in known}


def test_json_in_the_docs_has_the_keys_that_are_printed(
    answers: dict[str, dict[str, Any]],
) -> None:
    documented: dict[str, set[str]] = {}
    for block in fenced(DOCS / "command-line.md", "json"):
        shown = json.loads(block)
        documented.setdefault(shown["schema"], set()).update(keys(shown))
    printed = {schema: keys(value) for schema, value in answers.items()}
    printed["timbao.article/1"] = {
        path for path in printed["timbao.article/1"] if not path.startswith(".extra.")
    }
    assert documented == printed


# the READMEs


def test_either_readme_has_the_same_commands() -> None:
    def lines(page: Path) -> list[str]:
        typed_lines = "".join(fenced(page, "sh")).splitlines()
        return [line.partition(" #")[0].rstrip() for line in typed_lines]

    assert lines(ROOT / "README.md") == lines(DOCS / "README.vi.md")


def test_either_readme_shows_the_same_output_and_it_is_real(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    [shown] = fenced(ROOT / "README.md", "text")
    assert fenced(DOCS / "README.vi.md", "text") == [shown]
    capsys.readouterr()
    run(["--data", str(sample), "search", "chuyển đổi số"])
    printed = capsys.readouterr().out
    for line in shown.splitlines():
        assert line.removesuffix("…").rstrip() in printed


def test_ci_runs_the_commands_of_the_readme() -> None:
    search_line, *_, test_line = "".join(fenced(ROOT / "README.md", "sh")).strip().splitlines()
    in_ci = [
        set(shlex.split(line, comments=True)) for line in text_of(ROOT / ".ci" / "run").splitlines()
    ]
    for step in [*test_line.split("&&"), *search_line.split("&&")[2:]]:
        words = set(shlex.split(step))
        assert any(words <= line for line in in_ci), f".ci/run does not run: {step}"


# the map, and links


def layout(folder: str) -> str:
    """Return the part of the map about one folder of search/."""
    return sections(DOCS / "architecture.md", "###")[f"`{folder}`"]


def modules() -> set[Path]:
    """Return the modules that belong to the project: in a clone, those that git knows."""
    found = set((ROOT / "search").rglob("*.py"))
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z", "search"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        found &= {ROOT / name for name in listed.stdout.split("\0")}
    return {path for path in found if path.name != "__init__.py"}


FOLDERS = sorted({path.parent for path in modules()})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_the_map_has_every_module_and_no_other(folder: Path) -> None:
    part = layout(f"{folder.relative_to(ROOT).as_posix()}/")
    shown = set(re.findall(r"^\| `(\w+\.py)` \|", part, re.MULTILINE))
    assert {path.name for path in modules() if path.parent == folder} <= shown
    assert shown <= {path.name for path in folder.glob("*.py")}


DOTTED = sorted(
    {name for page in PAGES for name in re.findall(r"`(search(?:\.\w+)+)(?:\(\))?`", text_of(page))}
)


@pytest.mark.parametrize("name", DOTTED)
def test_a_name_of_ours_in_the_docs_exists(name: str) -> None:
    path = name.split(".")
    for size in range(len(path), 0, -1):
        try:
            found: Any = importlib.import_module(".".join(path[:size]))
        except ModuleNotFoundError:
            continue
        for attribute in path[size:]:
            found = getattr(found, attribute)
        return
    pytest.fail(f"no module of {name}")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_and_links_in_the_docs_exist(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", text_of(page)):
        if target.startswith("https://"):
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), target
        assert not anchor or anchor in _anchors(linked), target
    for path in re.findall(r"`((?:search|tests|docs|index_data)/[\w./-]+\.\w+)`", text_of(page)):
        assert (ROOT / path).exists(), path


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.*)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\s-]", "", each.lower()).replace(" ", "-") for each in headings}


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page not in reached:
            reached.add(page)
            targets = re.findall(r"\]\(([^)\s#]+\.md)", text_of(page))
            waiting += [(page.parent / target).resolve() for target in targets]
    assert set(PAGES) <= reached
