from __future__ import annotations

import pytest

from search.errors import SourceMissing, UsageError
from search.evaluation.topics import Form, Topic, read_topics, sample

TOPICS = [Topic(str(number), f"câu {number}") for number in range(50)]


@pytest.mark.parametrize(
    ("form", "spelt"),
    [
        (Form.WRITTEN, "Đường Lê Lợi"),
        (Form.LOWER, "đường lê lợi"),
        (Form.UNACCENTED, "Duong Le Loi"),
    ],
)
def test_forms(form, spelt):
    assert form.spelt("Đường Lê Lợi") == spelt


def test_topics_are_read_whatever_else_is_said_of_them(tmp_path):
    path = tmp_path / "topics.jsonl"
    path.write_text(
        '\ufeff{"id": "a", "text": "giá xăng", "lang": "vi"}\n\n{"id": 7, "text": ""}\n',
        encoding="utf-8",
    )
    assert read_topics(path) == [Topic("a", "giá xăng"), Topic("7", "")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("[]", "not a JSON object"),
        ("{", "not JSON"),
        ('{"id": "b"}', "“id” and “text”"),
        ('{"id": "", "text": "x"}', "“id” and “text”"),
        ('{"id": "a", "text": "x"}', "stands above already"),
        (b"\xff", "not UTF-8"),
    ],
)
def test_a_bad_line_is_named_with_its_file(tmp_path, line, says):
    path = tmp_path / "topics.jsonl"
    line = line if isinstance(line, bytes) else line.encode()
    path.write_bytes(b'{"id": "a", "text": "x"}\n\n' + line + b"\n")
    with pytest.raises(UsageError, match=says) as caught:
        read_topics(path)
    assert f"{path}, line 3:" in caught.value.en
    assert f"{path}, dòng 3:" in caught.value.vi


def test_no_topics_and_no_file_are_said(tmp_path):
    (tmp_path / "empty").touch()
    with pytest.raises(UsageError, match="No topic"):
        read_topics(tmp_path / "empty")
    with pytest.raises(SourceMissing):
        read_topics(tmp_path / "missing")


def test_a_sample_is_the_same_for_the_same_seed_and_in_order():
    chosen = sample(TOPICS, 10, seed=1)
    assert chosen == sample(TOPICS, 10, seed=1) != sample(TOPICS, 10, seed=2)
    assert len(set(chosen)) == 10
    assert chosen == sorted(chosen, key=TOPICS.index)
    assert sample(TOPICS, None, seed=1) == sample(TOPICS, 50, seed=1) == TOPICS
