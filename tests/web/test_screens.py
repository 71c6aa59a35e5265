"""The page as people see it; with TIMBAO_SCREENSHOTS=docs/images the pictures are kept there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from search.cli.main import run
from search.settings import DataDirectory
from tests.web.conftest import PROJECT, serving

DESKTOP, PHONE = {"width": 1180, "height": 760}, {"width": 390, "height": 760}
SCREENS = {
    "search": ("/search?q=nông dân chuyển đổi số", DESKTOP, "light"),
    "article": ("/articles/3ce17e5e9b91008b?q=cao ba tuong", DESKTOP, "light"),
    "person": ("/people/cao-ba-tuong.a7a8a03c", DESKTOP, "light"),
    "dark": ("/search?q=xa lu ho", DESKTOP, "dark"),
    "phone": ("/search?q=nông dân chuyển đổi số", PHONE, "light"),
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """Serve the sample articles; return the address."""
    data = DataDirectory(tmp_path_factory.mktemp("sample"))
    assert run(["--data", str(data.root), "index", str(PROJECT / "index_data" / "sample")]) == 0
    with serving(data) as (address, _):
        yield address


@pytest.mark.parametrize("name", SCREENS)
def test_what_was_looked_for_shows_on_the_first_screen(chromium, sample, tmp_path, name):
    path, size, scheme = SCREENS[name]
    with chromium.new_context(
        viewport=size, color_scheme=scheme, locale="vi-VN", base_url=sample
    ) as context:
        page = context.new_page()
        page.goto(path)
        box = page.locator("main mark").first.bounding_box()
        assert box["y"] + box["height"] < size["height"]
        folder = Path(os.environ.get("TIMBAO_SCREENSHOTS") or tmp_path)
        page.screenshot(path=folder / f"{name}.png")
