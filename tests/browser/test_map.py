"""The map in a real browser: with WebGL and without, by mouse and by keyboard, for everybody, and asking nobody else."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.accessibility import PAIRS, violations
from tests.browser.test_pages import SKIP_POLICY, page_of
from tests.live_server import serving

NO_WEBGL: Final = "HTMLCanvasElement.prototype.getContext = () => null"
DOT: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
"""A picture of one pixel."""
PIXELS: Final = """async (png) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + png;
  await image.decode();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.width, image.height];
  const pen = canvas.getContext('2d');
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  let dark = 0;
  for (let at = 0; at < data.length; at += 4) if (data[at] + data[at + 1] + data[at + 2] < 330) dark += 1;
  return dark;
}"""
MARKS: Final = ".map-mark"
COUNT: Final = (
    "[...document.querySelectorAll('.map-mark')].reduce((sum, mark) => sum + Number(mark.dataset.number), 0)"
)


@contextmanager
def map_of(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """Open the map and wait until its points are drawn."""
    with page_of(browser, **options) as page:
        page.goto(address)
        page.locator("#map-canvas[data-shown]").wait_for()
        page.locator(MARKS).first.wait_for()
        yield page


def drawn(page: Page) -> int:
    """Return how many organisations the marks on the map stand for."""
    return int(page.evaluate(COUNT))


def placed(page: Page) -> int:
    """Return how many organisations the table of places has on the map."""
    rows = page.locator("#by-place ~ .scroll tbody tr").filter(has_not_text="not on the map")
    return sum(int(text) for text in rows.locator("td.num").all_inner_texts())


def test_filters_change_map_table_and_address_in_step(browser: Browser, real: str) -> None:
    with map_of(browser, real + "/en/map") as page:
        everything = drawn(page)
        assert everything == placed(page) > 500
        page.get_by_label("Field").select_option("optik-optoelektronik")
        page.locator('#map-canvas[data-shown*="optik"]').wait_for()
        assert page.url.split("#")[0] == real + "/en/map?field=optik-optoelektronik"
        assert 0 < drawn(page) == placed(page) < everything
        jena = page.locator("[data-district='place/jena'] td").inner_text()
        with page_of(browser, java_script_enabled=False) as still:
            still.goto(page.url)
            assert still.locator("[data-district='place/jena'] td").inner_text() == jena
            assert placed(still) == drawn(page)
        page.go_back()
        page.locator('#map-canvas:not([data-shown*="optik"])').wait_for()
        assert page.get_by_label("Field").input_value() == ""
        assert drawn(page) == everything


def test_a_mark_opens_a_list_by_keyboard_and_closes_again(browser: Browser, real: str) -> None:
    with map_of(browser, real + "/de/map?figure=networks") as page:
        mark = page.locator(MARKS).first
        number = int(mark.get_attribute("data-number") or 0)
        mark.focus()
        page.keyboard.press("Enter")
        panel = page.get_by_role("dialog")
        expect(panel).to_be_focused()
        assert panel.locator("li a").count() == number > 1
        page.keyboard.press("Tab")
        expect(panel.get_by_role("button", name="Schließen")).to_be_focused()
        page.keyboard.press("Escape")
        expect(panel).to_be_hidden()
        expect(mark).to_be_focused()


def test_zooming_by_keyboard_takes_clusters_apart_and_loses_nothing(browser: Browser, real: str) -> None:
    with map_of(browser, real + "/de/map") as page:
        marks, count = page.locator(MARKS).count(), drawn(page)
        page.get_by_role("button", name="Vergrößern").focus()
        page.keyboard.press("Enter")
        page.locator(MARKS).nth(marks).wait_for(state="attached")
        assert drawn(page) == count
        page.wait_for_url(re.compile("#view="))
        with map_of(browser, page.url) as shared:
            assert shared.locator(MARKS).count() == page.locator(MARKS).count(), "the view is in the address"


def test_the_members_of_a_network_are_marks_and_lines_lead_to_them(browser: Browser, real: str) -> None:
    with map_of(browser, real + "/en/map") as page:
        page.get_by_label("Members of the network").select_option("nat")
        page.locator('#map-canvas[data-shown*="flows.geojson?network=nat"]').wait_for()
        assert drawn(page) == placed(page) > 20
        assert page.locator("#by-place").inner_text().startswith("Members of Sustainability Agreement")


def test_the_credit_line_of_tiles_is_shown_and_is_text(
    browser: Browser, release: Path, tmp_path: Path
) -> None:
    settings = {
        "GRAPHAPP_MAP_STYLE": "https://tiles.example/{z}/{x}/{y}.png",
        "GRAPHAPP_MAP_CREDIT": "© Tiles & <b>Co</b>",
    }
    asked: list[str] = []
    releases = tmp_path / "release"
    releases.mkdir()
    (releases / release.name).symlink_to(release)
    (releases / "current").symlink_to(release.name)
    with (
        serving(releases, tmp_path / "log.txt", settings) as address,
        page_of(browser) as page,
    ):
        page.on("request", lambda request: asked.append(request.url))
        page.route(
            "https://tiles.example/**", lambda route: route.fulfill(body=DOT, content_type="image/png")
        )
        page.goto(address + "/en/map")
        expect(page.locator(".maplibregl-ctrl-attrib")).to_contain_text("© Tiles & <b>Co</b>")
        assert any(url.startswith("https://tiles.example/") for url in asked)


def test_lines_are_drawn_on_the_canvas(browser: Browser, real: str) -> None:
    def without_lines(route: Route) -> None:
        sent = route.fetch().json()
        sent["features"] = [one for one in sent["features"] if one["geometry"]["type"] == "Point"]
        route.fulfill(json=sent)

    def dark(*, lines: bool) -> int:
        """Count the dark pixels of the canvas, with the lines of the network or without."""
        with page_of(browser, **SKIP_POLICY) as page:
            if not lines:
                page.route("**/map/flows.geojson*", without_lines)
            page.goto(real + "/en/map?network=nat")
            page.locator("#map-canvas[data-shown]").wait_for()
            page.add_style_tag(content=".map-mark { display: none }")
            assert (int(page.locator("#map-canvas").get_attribute("data-lines") or 0) > 10) is lines
            page.wait_for_timeout(1000)
            png = base64.b64encode(page.locator("#map-canvas canvas").screenshot()).decode()
            return int(page.evaluate(PIXELS, png))

    assert dark(lines=True) > dark(lines=False) + 2000


@pytest.mark.parametrize("scripts", [True, False])
def test_without_webgl_or_scripts_the_picture_of_the_server_stands_there(
    browser: Browser, real: str, scripts: bool
) -> None:
    with page_of(browser, java_script_enabled=scripts) as page:
        page.add_init_script(NO_WEBGL)
        page.goto(real + "/en/map?network=nat&figure=projects")
        expect(page.locator("#map-canvas")).to_be_hidden()
        expect(page.locator("#map-still svg.map")).to_be_visible()
        assert page.locator("#map-still .flow").count() > 10
        page.get_by_label("Field").select_option("automobil")
        if not scripts:
            page.get_by_role("button", name="Show", exact=True).click()
        page.wait_for_url(re.compile("field=automobil"))
        expect(page.locator("#told")).to_contain_text("Automotive")


@pytest.mark.parametrize(("language", "scheme", "width"), PAIRS)
def test_axe_finds_nothing_and_nobody_else_is_asked(  # noqa: PLR0917
    browser: Browser, real: str, axe: str, language: str, scheme: Literal["light", "dark"], width: int
) -> None:
    trouble: list[str] = []
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    with page_of(browser, **options, **SKIP_POLICY) as page:
        page.goto(f"{real}/{language}/map?figure=funding&per=inhabitants")
        page.locator(MARKS).first.wait_for()
        page.locator(MARKS).first.click()
        assert violations(page, axe) == []
    with page_of(browser, **options) as page:
        page.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
        page.on(
            "request",
            lambda request: None if request.url.startswith(real) else trouble.append(f"asked {request.url}"),
        )
        page.goto(f"{real}/{language}/map?network=nat")
        page.locator(MARKS).first.wait_for()
        assert trouble == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_tables_stand_beside_the_map_where_there_is_room(browser: Browser, real: str) -> None:
    with page_of(browser, viewport={"width": 1440, "height": 900}) as page:
        page.goto(f"{real}/de/map")
        for width, beside in ((1200, True), (1100, False), (390, False), (1440, True)):
            page.set_viewport_size({"width": width, "height": 900})
            picture, tables = (
                page.locator(name).bounding_box() for name in (".map-side-view", "#map-tables")
            )
            assert picture is not None
            assert tables is not None
            right_of = tables["x"] >= picture["x"] + picture["width"]
            assert right_of == beside, width
            assert (tables["y"] < picture["y"] + picture["height"] / 2) == beside, width
            assert page.evaluate("document.documentElement.scrollWidth") <= width
        area = page.locator("#map-tables .scroll").first
        for _ in range(400):
            page.keyboard.press("Tab")
            if area.evaluate("one => one === document.activeElement"):
                break
        else:
            pytest.fail("the table cannot be reached by Tab")
        page.keyboard.press("End")
        page.wait_for_function(
            "() => document.querySelector('#map-tables .scroll').scrollTop > 0", timeout=5000
        )


def test_a_finger_moves_the_map_and_two_make_it_larger(browser: Browser, real: str) -> None:
    phone = {"width": 390, "height": 844}
    with page_of(browser, viewport=phone, has_touch=True, is_mobile=True) as page:
        page.goto(f"{real}/de/map")
        canvas = page.locator("#map-canvas canvas")
        canvas.wait_for()
        canvas.scroll_into_view_if_needed()
        page.wait_for_timeout(1500)
        box = canvas.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        finger = page.context.new_cdp_session(page)

        def touch(kind: str, *points: tuple[float, float]) -> None:
            at = [{"x": px, "y": py, "id": number} for number, (px, py) in enumerate(points)]
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

        def view() -> list[float]:
            return [float(part) for part in re.findall(r"view=([^&]+)", page.url)[0].split("/")]

        touch("touchStart", (x - 20, y), (x + 20, y))
        for step in range(1, 9):
            touch("touchMove", (x - 20 - 8 * step, y), (x + 20 + 8 * step, y))
        touch("touchEnd")
        page.wait_for_url(re.compile("view="))
        page.wait_for_timeout(800)
        before, at_first = page.url, view()
        touch("touchStart", (x, y))
        for step in range(1, 9):
            touch("touchMove", (x + 8 * step, y))
        touch("touchEnd")
        page.wait_for_function("before => location.href !== before", arg=before)
        page.wait_for_timeout(800)
        assert view() != at_first
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
