"""The page in a real browser: keys, suggestions, the histogram, no scripts, barriers."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from search.officials.people.ids import person_mark
from search.settings import DataDirectory
from tests.web.conftest import serving

PAGES = (
    "/",
    "/search?q=lũ&filter=source=Báo Hà Tĩnh&exclude=year=2022",
    "/search?q=lê bá hùng&kind=caption",
    "/search?q=zzz&source=B",
    '/search?q="',
    "/articles/cds?q=chuyển đổi số",
    "/articles/xau%2F%231%20%3F?q=hạ tầng",
    "/people?q=lê bá hùng",
    "/people?q=không có ai",
    f"/people/le-ba-hung.{person_mark('cds')}",
    "/offices?q=Giám đốc Sở TT&TT Nghệ An",
    "/status",
    "/help",
    "/none",
)


def titles(page):
    return page.locator(".hits h2 a").all_inner_texts()


def parameters(page):
    return parse_qs(urlsplit(page.url).query)


def test_a_search_with_and_without_accents(open_page):
    page = open_page("/")
    for typed in ("chuyển đổi số", "chuyen doi so"):
        page.locator("#q").fill(typed)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert titles(page) == ["Chuyển đổi số ở Nghệ An"]
        assert page.locator(".hits mark").first.inner_text().lower() == "chuyển đổi số"


def test_a_facet_goes_in_and_out(open_page):
    page = open_page("/search?q=lũ")
    page.locator(".facet .only", has_text="Báo Hà Tĩnh").click()
    assert len(titles(page)) == 3
    page.locator(".chips a").click()
    assert len(titles(page)) == 6
    page.get_by_role("link", name="Trừ Báo Hà Tĩnh").click()
    assert len(titles(page)) == 3
    page.go_back()
    assert len(titles(page)) == 6


def test_a_period_is_dragged_over_the_histogram(open_page):
    page = open_page("/search?q=lũ")
    box = page.locator(".histogram").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.6, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.95, y, steps=4)
    page.mouse.up()
    page.wait_for_url("**from=*")
    assert (parameters(page)["from"], parameters(page)["to"]) == (["2021"], ["2022"])
    assert len(titles(page)) == 4


def test_a_histogram_goes_from_years_to_months_to_days(open_page):
    page = open_page("/search?q=lũ")
    page.locator(".histogram a[aria-label^='2021:']").click()
    page.locator(".histogram a[aria-label^='10/2021:']").click()
    assert page.locator(".histogram .reach").count() == 31
    page.locator(".histogram a[aria-label^='5/10/2021:']").click()
    assert page.get_by_label("Từ", exact=True).input_value() == "2021-10-05"
    assert titles(page) == ["Lũ ở Con Cuông, tháng 10 năm 2021"]
    page.locator(".chips a").click()
    assert len(titles(page)) == 6


def test_a_person_is_found_from_a_search_and_from_an_article(open_page):
    page = open_page("/search?q=bá hùng")
    page.get_by_role("link", name="Người", exact=True).last.click()
    page.get_by_role("link", name="Lê Bá Hùng").click()
    assert page.locator("h1").inner_text() == "Lê Bá Hùng"
    assert "Giám đốc Sở Thông tin và Truyền thông Nghệ An" in page.locator(".terms").inner_text()
    page.locator(".years a").click()
    assert parameters(page)["year"] == ["2020"]
    page.locator("#articles .open").click()
    page.wait_for_url("**/articles/cds?q=*")
    page.get_by_role("link", name="Giám đốc Sở Thông tin").click()
    page.wait_for_url("**/offices?q=*")
    page.get_by_role("link", name="Lê Bá Hùng").click()
    assert "/people/le-ba-hung." in page.url


def test_an_article_prints_without_the_page_around_it(open_page):
    page = open_page("/articles/cds?q=số")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible()
    assert not page.locator(".matches").is_visible()
    assert page.locator("article h1").is_visible()
    assert page.locator(".cite .plain").is_visible()


def test_the_first_run_says_what_to_do(chromium, tmp_path):
    from axe_playwright_python.sync_playwright import Axe

    with (
        serving(DataDirectory(tmp_path / "none")) as (address, _),
        chromium.new_context(locale="vi-VN", bypass_csp=True) as context,
    ):
        page = context.new_page()
        page.goto(address)
        assert "timbao index ĐƯỜNG_DẪN" in page.locator("main").inner_text()
        assert Axe().run(page).violations_count == 0


def test_photos_are_a_tab(open_page):
    page = open_page("/search?q=lê bá hùng")
    page.get_by_role("link", name="Ảnh", exact=True).click()
    assert page.locator("#count").inner_text().startswith("1 ảnh")
    page.locator(".hits h2 a").click()
    assert page.url.endswith("#photo-1")
    assert page.locator("figure:target mark").inner_text() == "Lê Bá Hùng"


def test_suggestions_are_chosen_by_keys(open_page):
    page = open_page("/")
    page.locator("#q").press_sequentially("lu o con")
    page.get_by_role("option").first.wait_for()
    assert page.locator("#q").get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    active = page.locator("#q").get_attribute("aria-activedescendant")
    assert page.locator(f"#{active}").get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(search|articles)"))
    assert "Lũ ở Con Cuông" in page.locator("main").inner_text()


def test_nothing_is_suggested_while_a_syllable_is_composed(open_page):
    page = open_page("/")
    asked = []
    page.on("request", lambda request: "/api/" in request.url and asked.append(request.url))
    page.evaluate("""() => {
        const box = document.getElementById("q");
        box.value = "lũ ở";
        box.dispatchEvent(new InputEvent("input", { isComposing: true, bubbles: true }));
    }""")
    page.wait_for_timeout(300)
    assert asked == []
    page.evaluate(
        "document.getElementById('q').dispatchEvent(new CompositionEvent('compositionend'))"
    )
    page.get_by_role("option").first.wait_for()


def test_the_keyboard_is_enough(open_page):
    page = open_page("/search?q=lũ")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = titles(page)[1]
    assert page.evaluate("document.activeElement.innerText") == second
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/articles/**")
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert re.fullmatch(r"(\d+)/\1", page.locator("#match-count").inner_text())
    assert page.locator("mark.here").count() == 1


def test_without_scripts_everything_can_be_asked(open_page):
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").fill("lũ")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_label("Từ", exact=True).fill("10/2021")
    page.get_by_label("Xếp theo").select_option("oldest")
    page.get_by_role("button", name="Áp dụng").click()
    assert [title[-8:] for title in titles(page)] == ["năm 2021", "năm 2022", "năm 2022"]
    page.locator(".histogram a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**to=2021*")
    assert [title[-8:] for title in titles(page)] == ["năm 2021", "năm 2021"]


def test_states_that_have_no_hits(open_page):
    page = open_page('/search?q=con "cuông')
    assert page.locator("#q").input_value() == 'con "cuông'
    page.get_by_role("link", name="Tìm nguyên văn").click()
    assert len(titles(page)) == 5
    page.goto("/search?q=lũ&source=C")
    page.get_by_role("link", name="Bỏ “Báo: C”").click()
    assert len(titles(page)) == 6


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(open_page, path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(path, color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_320_pixels(open_page, path):
    page = open_page(path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
