"""A few articles, and topics about them whose best answers are plain to see."""

from __future__ import annotations

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
