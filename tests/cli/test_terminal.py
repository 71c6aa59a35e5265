"""Promises about what a terminal shows: indents, colours, nothing that an article smuggles in."""

from __future__ import annotations

import re

import pytest

_STYLE = re.compile(r"\x1b\[[0-9;]*m")


def plain(shown):
    return _STYLE.sub("", shown)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_wrapped_lines_keep_their_indent_and_fit(terminal, newsroom, width):
    shown = plain(terminal("search", "đậm", "--data", newsroom, width=width).out)
    _, hit = shown.split("\n\n")
    first, *rest = hit.rstrip("\n").split("\n")
    assert first.startswith("1. [bold]")
    assert len(rest) > 2
    assert all(line.startswith("   ") and line == line.rstrip() for line in rest)
    assert all(len(line) <= width for line in hit.split("\n"))


def test_matches_stand_out_in_colour(terminal, newsroom):
    shown = terminal("search", "chuyển đổi số", "--data", newsroom).out
    assert "\x1b[1;30;43mchuyển đổi số\x1b[0m" in shown


def test_no_color_leaves_matches_underlined(terminal, newsroom):
    shown = terminal("search", "chuyển đổi số", "--data", newsroom, NO_COLOR="1").out
    assert "\x1b[1;4mchuyển đổi số\x1b[0m" in shown
    assert not re.search(r"\x1b\[[0-9;]*[34][0-9]", shown)


@pytest.mark.parametrize(
    "command", [["search", "đậm"], ["search", "lạ", "--captions"], ["show", "xau#1"]]
)
def test_an_article_cannot_command_the_terminal(terminal, newsroom, command):
    shown = plain(terminal(*command, "--data", newsroom).out)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", shown)
    assert "[bold]Đậm[/bold] [/] :smile: \ufffdược\ufffd" in shown


def test_captions_show_markup_as_text(timbao, newsroom):
    shown = timbao("search", "lạ", "--captions", "--data", newsroom).out
    assert "▣ Ảnh 1: Ảnh [red]lạ[/red] \ufffd[31m — Ảnh: [b]Ai[/b]" in shown


def test_indexing_shows_a_bar_and_ends_with_the_counts(terminal, tmp_path, articles):
    shown = terminal("index", articles, "--data", tmp_path / "data").out
    assert "bài/giây" in shown
    assert "━" in shown
    assert "mới (new) 9" in plain(shown)


@pytest.mark.parametrize(("answer", "code", "held"), [(b"n\n", 1, 0), (b"y\n", 0, 1)])
def test_removing_asks_first(terminal, timbao, data, answer, code, held):  # noqa: PLR0917
    asked = terminal("remove", "ma", "--data", data, typed=answer)
    assert asked.code == code
    assert "Gỡ bài «Giá má tăng»?" in asked.out
    assert timbao("search", "chợ quê", "--data", data).code == held
