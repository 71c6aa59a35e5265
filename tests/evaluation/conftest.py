"""A few articles, and topics about them whose best answers are plain to see."""

from __future__ import annotations

import json

import pytest

from search.evaluation.topics import Topic

TEXTS = {
    "xang": ("Giá xăng tăng mạnh", "Từ chiều nay giá xăng tăng, giá dầu giảm."),
    "gao": ("Giá gạo xuất khẩu", "Gạo của đồng bằng được giá, nông dân phấn khởi."),
    "lu": ("Lũ lớn ở Con Cuông", "Nước sông Lam dâng nhanh, nhiều xã bị cô lập."),
    "cau": ("Khánh thành cầu mới", "Cầu qua sông Lam nối hai huyện."),
    "thi": ("Kỳ thi tốt nghiệp", "Học sinh cả nước bước vào kỳ thi."),
}


@pytest.fixture
def articles(make_article):
    return [make_article(name, title, body=body) for name, (title, body) in TEXTS.items()]


@pytest.fixture
def topics():
    return [Topic("1", "Xăng tăng giá"), Topic("2", "lũ “sông Lam"), Topic("3", "-kỳ thi title:x")]


def write_articles(path, texts):
    lines = (
        json.dumps({"id": name, "title": title, "body": body})
        for name, (title, body) in texts.items()
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def judged(tmp_path, topics):
    """Return the folder of a judged set."""
    folder = tmp_path / "judged"
    folder.mkdir()
    asked = (json.dumps({"id": each.id, "text": each.text}) for each in topics)
    (folder / "queries.jsonl").write_text("\n".join(asked), encoding="utf-8")
    (folder / "qrels.txt").write_text("1 0 xang 1\n2 0 lu 1\n3 0 thi 1\n", encoding="utf-8")
    write_articles(folder / "corpus.jsonl", TEXTS)
    return folder


@pytest.fixture
def distractors(tmp_path):
    return write_articles(tmp_path / "more.jsonl", {"noise": ("Giá đất", "Đất ven đô lên giá.")})
