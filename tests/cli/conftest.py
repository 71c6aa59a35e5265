"""What the tests of the command line share: a way to run it, and a small newsroom's articles."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from search.cli.main import run

PROJECT = Path(__file__).resolve().parents[2]
SEED = PROJECT.parent / "shared" / "seed"

ARTICLES = [
    {
        "id": "cds",
        "title": "Chuyển đổi số ở Nghệ An",
        "lead": "Tỉnh đặt mục tiêu năm 2025.",
        "body": "Sở TT&TT chủ trì chuyển đổi số.\nÔng Lê Bá Hùng nói về hạ tầng.",
        "captions": [
            {"text": "Ông Lê Bá Hùng phát biểu.", "alt": "Lê Bá Hùng", "credit": "Lê Thanh"},
            {"text": "Toàn cảnh hội nghị.", "credit": "Thành Duy"},
        ],
        "published": "2020-12-29",
        "source": "Baonghean.vn",
    },
    {"id": "lu", "title": "Lũ lớn", "body": "Nước dâng.", "published": "2021-09", "source": "A B"},
    {"id": "lu-1", "title": "Lũ ở Con Cuông", "body": "Nước rút.", "published": "2021-09-05"},
    {"id": "lu-2", "title": "Lũ ở Quỳ Châu", "body": "Mưa to.", "published": "2021-10-01"},
    {"id": "lu-3", "title": "Lũ ở Kỳ Sơn", "body": "Mưa ngớt.", "published": "2022-10-01"},
    {"id": "lu-0", "title": "Lũ ngày nào không rõ", "body": "Mưa.", "source": "Báo Hà Tĩnh"},
    {"id": "ma", "title": "Giá má tăng", "body": "Chợ quê."},
    {"id": "ma-2", "title": "Gia ma tang", "body": "Khong dau."},
    {
        "id": "xau#1",
        "title": "[bold]Đậm[/bold] [/] :smile: \u202eược\u202c " + "dài " * 60,
        "body": "Ký tự \x1b[2Jlạ \x1b]0;tên\x07 và [link=x]liên kết[/link] :heart:",
        "captions": [{"text": "Ảnh [red]lạ[/red] \x1b[31m", "credit": "[b]Ai[/b]"}],
    },
]


@dataclass(frozen=True)
class Ran:
    """What one run came to."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    @property
    def ids(self):
        return [hit["id"] for hit in self.json["hits"]]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    for name in ("TIMBAO_DATA", "TIMBAO_DEBUG", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def timbao(capsys):
    """Run ``timbao`` in this process."""

    def timbao(*arguments) -> Ran:
        capsys.readouterr()
        code = run([str(each) for each in arguments])
        return Ran(code, *capsys.readouterr())

    return timbao


@pytest.fixture
def spawn():
    """Run ``timbao`` as a process of its own."""

    def spawn(*arguments, stdin=b"", **environment) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "search", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            cwd=PROJECT,
            env=os.environ | environment,
            timeout=60,
            check=False,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return spawn


@pytest.fixture
def terminal():
    """Run ``timbao`` on a terminal of ``width`` columns; return its code and what it shows."""
    pty = pytest.importorskip("pty", reason="terminals are tested on POSIX")
    import fcntl
    import struct
    import termios

    def terminal(*arguments, width=80, typed=b"", **environment) -> Ran:
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
        with subprocess.Popen(
            [sys.executable, "-m", "search", *map(str, arguments)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=PROJECT,
            env=os.environ | {"TERM": "xterm-256color"} | environment,
        ) as process:
            os.close(theirs)
            os.write(ours, typed)
            shown = b"".join(iter(lambda: _read(ours), b""))
        os.close(ours)
        return Ran(process.returncode, shown.decode().replace("\r\n", "\n"), "")

    return terminal


def _read(terminal):
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # Linux's way to say that the other side is closed
        return b""


def write_articles(path, articles):
    path.write_text("".join(json.dumps(each) + "\n" for each in articles), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def articles(tmp_path_factory):
    """Return a JSONL file of ARTICLES."""
    return write_articles(tmp_path_factory.mktemp("articles") / "bai.jsonl", ARTICLES)


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory, articles):
    """Return a data directory that holds ARTICLES, to be read only."""
    data = tmp_path_factory.mktemp("newsroom")
    assert run(["index", str(articles), "--data", str(data)]) == 1  # two dates cannot be read
    return data


@pytest.fixture
def data(tmp_path, articles):
    """Return a data directory that holds ARTICLES, to be changed."""
    data = tmp_path / "data"
    assert run(["index", str(articles), "--data", str(data)]) == 1
    return data


@pytest.fixture(scope="session")
def seed(tmp_path_factory):
    """Return a data directory that holds the seed alone."""
    if not SEED.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI needs {SEED}")
        pytest.skip(f"{SEED} is not there")
    data = tmp_path_factory.mktemp("seed")
    assert run(["index", str(SEED), "--data", str(data)]) == 0
    return data
