"""A page in a browser with the scripts of the project and no server at all."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Route

from api.web.static_files import static_folder


@contextmanager
def serverless_page(browser: Browser, text: str) -> Iterator[Page]:
    """Open the text as a page; what it imports are the project's own scripts."""

    def answer(route: Route) -> None:
        name = route.request.url.rsplit("/", 1)[1]
        script = static_folder().joinpath(name).read_text("utf-8") if name.endswith(".js") else None
        kind = "text/html" if script is None else "text/javascript"
        route.fulfill(body=text if script is None else script, content_type=kind)

    page = browser.new_page()
    page.route("**/*", answer)
    page.goto("http://bench.test/")
    yield page
    page.close()
