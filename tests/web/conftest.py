"""What the tests of the page and the API share: a newsroom's articles, and a client of them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from search.article import Precision
from search.engines.opening import default_engine
from search.indexer import Indexer
from search.settings import DataDirectory, ServerSettings
from search.web.application import create_app

PROJECT = Path(__file__).resolve().parents[2]
HOSTILE = '<script>alert(1)</script> & "ngoặc" &lt;b&gt; \u202eược\u202c \x1b[2J {{ 7*7 }}'


@pytest.fixture(scope="session")
def articles(make_article):
    """Return a small newsroom's articles."""
    return [
        make_article(
            "cds",
            "Chuyển đổi số ở Nghệ An",
            lead="Tỉnh đặt mục tiêu năm 2025.",
            body="Sở TT&TT chủ trì chuyển đổi số.\n"
            "Ông Lê Bá Hùng, Giám đốc Sở TT&TT Nghệ An, nói về hạ tầng số cùng bà Trần Thị Hà.",
            captions=[
                {"text": "Ông Lê Bá Hùng phát biểu.", "alt": "Lê Bá Hùng", "credit": "Lê Thanh"},
                {"text": "Toàn cảnh hội nghị.", "credit": "Thành Duy"},
            ],
            published=date(2020, 12, 29),
            precision=Precision.INFERRED,
            source="Baonghean.vn",
            author="Hà Giang",
            section="Thời sự",
            tags=("chuyển đổi số",),
            url="https://baonghean.vn/cds",
        ),
        *(
            make_article(
                f"lu-{year}-{month}",
                f"Lũ ở Con Cuông, tháng {month} năm {year}",
                body=f"Nước dâng cao trong đêm. {year} là năm mưa nhiều, đợt {month}.",
                published=date(year, month, 5),
                source="Báo Hà Tĩnh" if month % 2 else "Baonghean.vn",
            )
            for year, month in ((2019, 9), (2021, 9), (2021, 10), (2022, 10), (2022, 11))
        ),
        make_article("lu-0", "Lũ ngày nào không rõ", body="Nước rút chậm.", source="A & B"),
        make_article(
            "xau/#1 ?",
            f"Đậm {HOSTILE}",
            lead=HOSTILE,
            body=f"Ký tự lạ {HOSTILE}\nhạ tầng {HOSTILE}",
            captions=[{"text": f"Ảnh {HOSTILE}", "alt": HOSTILE, "credit": HOSTILE}],
            source=HOSTILE,
            author=HOSTILE,
            section=HOSTILE,
            tags=(HOSTILE,),
            url="javascript:alert(1)",
        ),
    ]


def index(data, articles):
    indexer = Indexer(data, default_engine())
    indexer.accept(("test", article) for article in articles)
    indexer.update()


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory, articles):
    """Return a data directory with the newsroom's articles, to be read only."""
    data = DataDirectory(tmp_path_factory.mktemp("newsroom") / "data")
    index(data, articles)
    return data


def client_of(data, **settings):
    return TestClient(create_app(ServerSettings(data, **settings)), base_url="http://localhost")


@pytest.fixture(scope="module")
def client(newsroom):
    """Return a client of an application that serves the newsroom."""
    with client_of(newsroom) as client:
        yield client


@contextmanager
def serving(data, *options):
    """Serve a data directory as a process of its own; give its address and the process."""
    command = [sys.executable, "-m", "search", "--data", str(data.root), "serve", "--port=0"]
    with subprocess.Popen(
        [*command, *options], cwd=PROJECT, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            said = process.stderr.readline()
            address = re.match(r"http://\S+(?=/ )", said)
            assert address, said + process.stderr.read()
            drain = threading.Thread(target=process.stderr.read, daemon=True)
            drain.start()  # a full pipe would stop the server
            yield address[0], process
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)


@pytest.fixture(scope="session")
def chromium():
    """Start Debian's Chromium, or skip with a reason; CI has it."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing, and CI is to have it")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(newsroom):
    """Serve the newsroom; return its address."""
    with serving(newsroom) as (address, _):
        yield address


@pytest.fixture
def open_page(chromium, address):
    """Open a page in a browser of its own; whatever goes wrong in it fails the test."""
    with ExitStack() as opened:
        troubles = []

        def open_page(path, **options):
            context = chromium.new_context(locale="vi-VN", base_url=address, **options)
            opened.callback(context.close)
            context.set_default_timeout(10_000)
            page = context.new_page()
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("dialog", lambda dialog: troubles.append(dialog.message))
            page.on("request", lambda r: r.url.startswith(address) or troubles.append(r.url))
            page.goto(path)
            return page

        yield open_page
        assert troubles == []
