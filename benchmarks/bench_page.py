"""The page of a lab's bench in a browser: weight, first picture on a slow phone, frames of the scene."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from api.bootstrap import open_application
from api.settings import Settings
from benchmarks.laboratory import Place, make_laboratory
from benchmarks.server import serving
from benchmarks.sizes import Sizes
from benchmarks.timings import percentile

BROWSERS: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
PHONE: Final[Mapping[str, Any]] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
SLOWDOWN: Final = 4
NETWORK: Final = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
"""Milliseconds, and bytes a second: 1.6 Mbit/s down, 0.75 up."""
_ALIVE: Final = '[data-bench][data-alive~="followBench"]'
_PAINTED: Final = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
_FRAMES: Final = """seconds => new Promise(resolve => {
  const slider = document.querySelector('[data-slider]');
  const frames = [];
  const draw = now => {
    frames.push(now);
    if (slider) {
      const share = Math.abs((now / 1000) % 2 - 1);
      slider.value = Number(slider.min) + share * (slider.max - slider.min);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (now - frames[0] < 1000 * seconds) requestAnimationFrame(draw);
    else resolve((frames.length - 1) / (now - frames[0]) * 1000);
  };
  requestAnimationFrame(draw);
})"""
"""Frames a second while the first slider goes to and fro; without one, while nothing is touched."""


@dataclass(slots=True)
class Traffic:
    """Bytes as they came over the network, by address."""

    bytes: dict[str, int] = field(default_factory=dict)
    _addresses: dict[str, str] = field(default_factory=dict)

    def follow(self, session: CDPSession) -> None:
        """Count from now on."""
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", lambda event: self._asked(event))
        session.on("Network.loadingFinished", lambda event: self._came(event))

    def _asked(self, event: Mapping[str, Any]) -> None:
        self._addresses[event["requestId"]] = event["request"]["url"]

    def _came(self, event: Mapping[str, Any]) -> None:
        address = self._addresses[event["requestId"]]
        self.bytes[address] = self.bytes.get(address, 0) + int(event["encodedDataLength"])


def run(sizes: Sizes) -> Iterator[str]:
    """Yield for each lab its weight beyond that of any page, and its pictures and frames."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as held:
        with contextlib.closing(open_application(Settings(data=Path(folder)))) as application:
            everybody = make_laboratory(application, sizes.labs)
        places = {place.opened.lab.id: place for place in reversed(everybody)}
        port = held.enter_context(serving(Path(folder)))
        playwright = held.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        held.callback(browser.close)
        for name, place in sorted(places.items()):
            yield f"{name}: {_weight(browser, port, place)}"
            yield f"{name}: {_pictures(browser, port, place, sizes.repetitions)}"
            yield f"{name}: {_frames(browser, port, place, min(3.0, sizes.seconds))}"


def _weight(browser: Browser, port: int, place: Place) -> str:
    with contextlib.closing(_context(browser, port, place)) as context:
        base, whole = (_traffic(context, port, path) for path in ("/", place.path))
    beyond = {address: size for address, size in whole.items() if address not in base}
    page, formulas = (
        sum(size for address, size in beyond.items() if mark in address) / 1024
        for mark in (place.path, "katex")
    )
    own = sum(beyond.values()) / 1024 - page - formulas
    return f"{page:.1f} KB of page, {own:.1f} KB of scripts and styles, {formulas:.1f} KB to set formulas"


def _traffic(context: BrowserContext, port: int, path: str) -> dict[str, int]:
    """Return what a page loads into an empty cache, by address."""
    page, traffic = context.new_page(), Traffic()
    session = context.new_cdp_session(page)
    traffic.follow(session)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(f"http://127.0.0.1:{port}{path}", wait_until="networkidle")
    page.close()
    return traffic.bytes


def _pictures(browser: Browser, port: int, place: Place, times: int) -> str:
    painted, alive = zip(*(_opened_slowly(browser, port, place) for _ in range(times)), strict=True)
    return (
        f"first picture on a slow phone after {percentile(painted, 0.5):.0f} ms"
        f" ({min(painted):.0f}–{max(painted):.0f}), at work after {percentile(alive, 0.5):.0f} ms"
    )


def _opened_slowly(browser: Browser, port: int, place: Place) -> tuple[float, float]:
    """Return milliseconds to the first picture and until the script is at work, with an empty cache."""
    with contextlib.closing(_context(browser, port, place, **PHONE)) as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", NETWORK)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        _open(page, port, place)
        return float(page.evaluate(_PAINTED)), float(page.evaluate("() => performance.now()"))


def _frames(browser: Browser, port: int, place: Place, seconds: float) -> str:
    with contextlib.closing(_context(browser, port, place, viewport=PHONE["viewport"])) as context:
        page = context.new_page()
        _open(page, port, place)
        page.wait_for_load_state("networkidle")
        return f"{page.evaluate(_FRAMES, seconds):.0f} frames a second"


def _open(page: Page, port: int, place: Place) -> None:
    page.goto(f"http://127.0.0.1:{port}{place.path}", wait_until="commit")
    page.wait_for_selector(_ALIVE, state="attached")


def _context(browser: Browser, port: int, place: Place, **manner: Any) -> BrowserContext:  # noqa: ANN401
    """Return a browser's window in which the student is signed in, and every byte comes over the network."""
    context = browser.new_context(service_workers="block", **manner)
    name, _, value = place.desk.headers["Cookie"].partition("=")
    context.add_cookies([{"name": name, "value": value, "url": f"http://127.0.0.1:{port}"}])
    return context
