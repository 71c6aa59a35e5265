"""What the tests of the page and the API share: a newsroom's articles, and a client of them."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.testclient import TestClient

from search.article import Precision
from search.engines.opening import default_engine
from search.indexer import Indexer
from search.settings import DataDirectory, ServerSettings
from search.web.application import create_app

HOSTILE = '<script>alert(1)</script> & "ngoặc" &lt;b&gt; \u202eược\u202c \x1b[2J {{ 7*7 }}'


@pytest.fixture(scope="session")
def articles(make_article):
    """Return a small newsroom's articles."""
    return [
        make_article(
            "cds",
            "Chuyển đổi số ở Nghệ An",
            lead="Tỉnh đặt mục tiêu năm 2025.",
            body="Sở TT&TT chủ trì chuyển đổi số.\nÔng Lê Bá Hùng nói về hạ tầng số.",
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
    return TestClient(
        create_app(ServerSettings(data, **settings)), base_url="http://localhost", headers={}
    )


@pytest.fixture(scope="module")
def client(newsroom):
    """Return a client of an application that serves the newsroom."""
    with client_of(newsroom) as client:
        yield client
