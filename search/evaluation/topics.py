"""What is asked: topics as JSON Lines of ``id`` and ``text``, spelt in several forms."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from search.errors import UsageError
from search.vietnamese.spelling import unaccented

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


class Form(StrEnum):
    """How a topic is spelt when it is asked."""

    WRITTEN = "written"
    LOWER = "lower"
    UNACCENTED = "unaccented"

    def spelt(self, text: str) -> str:
        """Return ``text`` in this form; without accents it keeps its capitals."""
        match self:
            case Form.WRITTEN:
                return text
            case Form.LOWER:
                return text.lower()
            case Form.UNACCENTED:
                return unaccented(text)


@dataclass(frozen=True, slots=True)
class Topic:
    """One question, by the id that judgements know it by."""

    id: str
    text: str


def read_topics(path: Path) -> list[Topic]:
    """Return the topics of a file, one JSON object a line; keys beside ours are ignored.

    Raises SourceMissing, and UsageError for a line that is none and for a file without any.
    """
    from search.evaluation.lines import numbered_lines, unreadable_line

    topics: dict[str, Topic] = {}
    for number, line in numbered_lines(path):
        topic = _topic(path, number, line)
        if topic.id in topics:
            vi, en = f"mã {topic.id} đã có ở trên", f"the id {topic.id} stands above already"
            raise unreadable_line(path, number, vi, en)
        topics[topic.id] = topic
    if not topics:
        raise UsageError(f"Không có câu hỏi nào trong {path}", f"No topic in {path}")
    return list(topics.values())


def _topic(path: Path, number: int, line: str) -> Topic:
    from search.evaluation.lines import unreadable_line  # every command names Form

    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise unreadable_line(path, number, "không phải JSON", "not JSON") from error
    if not isinstance(value, dict):
        vi, en = "không phải một đối tượng JSON", "not a JSON object"
        raise unreadable_line(path, number, vi, en)
    topic_id, text = value.get("id"), value.get("text")
    if isinstance(topic_id, int):
        topic_id = str(topic_id)
    if not (isinstance(topic_id, str) and topic_id and isinstance(text, str)):
        vi, en = "phải có hai chuỗi “id” và “text”", "needs the strings “id” and “text”"
        raise unreadable_line(path, number, vi, en)
    return Topic(topic_id, text)


def sample(topics: Sequence[Topic], most: int | None, seed: int) -> list[Topic]:
    """Return at most ``most`` of the topics, chosen by ``seed``, in their order."""
    if most is None or most >= len(topics):
        return list(topics)
    chosen = random.Random(seed).sample(range(len(topics)), most)  # noqa: S311 - no secret
    return [topics[at] for at in sorted(chosen)]
