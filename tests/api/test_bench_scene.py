"""A drawing moves while something in it does, and costs a telephone nothing while nothing does."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from serverless_pages import serverless_page

pytestmark = pytest.mark.browser
CLOCK = ["name", "clock"]
WAVING = ["call", "sin", CLOCK]
ON = ["=", ["name", "on"], 1]
PAGE = """<!doctype html>
<svg id="drawing" width="99" height="99"><rect id="part" width="9" height="9"/></svg>
<div style="height: 9000px"></div>
<script type="module">
  window.frames_drawn = 0;
  const request = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => { window.frames_drawn += 1; return request(draw); };
  window.makeScene = (await import("/bench-scene.js")).makeScene;
</script>"""
MAKE = """([moves, known]) => {
  const bindings = [{ part: "part", moves, about: [0, 0], colours: [], text: null }];
  window.scene = window.makeScene(document.querySelector("#drawing"), bindings);
  window.scene.follow(known, {});
}"""
RESTS = """async () => {
  for (let tries = 0; tries < 20; tries += 1) {
    const before = window.frames_drawn;
    await new Promise((go) => setTimeout(go, 500));
    if (window.frames_drawn === before) return true;
  }
  return false;
}"""
GOES_ON = """async () => {
  const before = window.frames_drawn;
  for (let tries = 0; tries < 200 && window.frames_drawn < before + 5; tries += 1) {
    await new Promise((go) => setTimeout(go, 50));
  }
  return window.frames_drawn >= before + 5;
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that can make scenes, on no server at all."""
    with serverless_page(browser, PAGE) as page:
        page.wait_for_function("Boolean(window.makeScene)")
        yield page


def part(page: Page, attribute: str) -> str | None:
    return page.locator("#part").get_attribute(attribute)


@pytest.mark.parametrize(
    "moves",
    [
        {"opacity": ["if", ON, WAVING, 0]},
        {"opacity": ["if", ON, 1, 0], "y": WAVING},
        {"visible": ON, "turn": WAVING},
        {"x": ["if", ON, WAVING, 3]},
        {"flow": ["if", ON, 30, 0]},
    ],
)
def test_a_scene_draws_only_while_something_in_it_moves(page: Page, moves: dict[str, Any]) -> None:
    page.evaluate(MAKE, [moves, {"on": 0}])
    assert page.evaluate(RESTS)

    page.evaluate("window.scene.follow({ on: 1 }, {}, { glide: false })")

    assert page.evaluate(GOES_ON)
    page.evaluate("window.scene.follow({ on: 0 }, {}, { glide: false })")
    assert page.evaluate(RESTS)


def test_what_glides_comes_to_its_place_and_rests(page: Page) -> None:
    page.evaluate(MAKE, [{"x": ["name", "place"]}, {"place": 1}])

    page.evaluate("window.scene.follow({ place: 40 }, {})")

    assert page.evaluate(RESTS)
    assert part(page, "transform") == "translate(40 0)"


def test_a_drawing_that_is_scrolled_away_waits_until_it_is_seen(page: Page) -> None:
    page.evaluate(MAKE, [{"x": WAVING}, {}])
    assert page.evaluate(GOES_ON)

    page.evaluate("window.scrollTo(0, 5000)")

    assert page.evaluate(RESTS)
    page.evaluate("window.scrollTo(0, 0)")
    assert page.evaluate(GOES_ON)


def test_who_wants_no_motion_sees_a_scene_at_rest(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")

    page.evaluate(MAKE, [{"x": ["*", 7, ["call", "cos", CLOCK]]}, {}])

    assert page.evaluate(RESTS)
    assert part(page, "transform") == "translate(7 0)"
