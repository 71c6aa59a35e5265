"""A small corpus for benchmarks: 240 articles of words that repeat, with photos and accents."""

from __future__ import annotations

import json
import random

import pytest

from search.benchmark.collection import Collection
from search.indexer import silent

TEXT = (
    "tỉnh Nghệ An chuyển đổi số hòa bình kỹ thuật thuế đất nông dân lũ lớn Đắk Lắk sầu riêng giá "
    "tăng giảm học sinh trường mới khai giảng công an giao thông cầu đường thủy lợi sông Lam biển "
    "cá tôm rừng gỗ chợ quê tết bánh chưng áo dài hội nghị đại biểu quốc phòng 2024 12 km TP Vinh"
)
WORDS = TEXT.split()


def sentences(chance: random.Random, count: int) -> str:
    made = (" ".join(chance.choices(WORDS, k=chance.randint(8, 20))) for _ in range(count))
    return "\n".join(f"{each}." for each in made)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    chance = random.Random(7)
    path = tmp_path_factory.mktemp("corpus") / "bai.jsonl"
    articles = [
        {
            "id": f"bai-{number}",
            "title": " ".join(chance.choices(WORDS, k=9)),
            "lead": sentences(chance, 1),
            "body": sentences(chance, chance.randint(1, 5)),
            "captions": [{"text": sentences(chance, 1), "credit": "Lê Thanh"}] * (number % 3),
        }
        for number in range(240)
    ]
    path.write_text("".join(json.dumps(each) + "\n" for each in articles), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def collection(corpus, tmp_path_factory) -> Collection:
    return Collection.of(corpus, 240, tmp_path_factory.mktemp("collection"), silent)
