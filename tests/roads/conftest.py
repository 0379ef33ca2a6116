"""One server for all roads, and pages that forgive no complaint."""

import contextlib
import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize
from schools import RoadSchool, make_school
from serving import Server, shared_server
from walking import Walker

from api.bootstrap import Application, open_application
from api.settings import Settings
from variants.texts import Language


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with shared_server(shared / "tetrad-server") as server:
        yield server


@pytest.fixture(scope="session")
def application(server: Server) -> Iterator[Application]:
    with contextlib.closing(open_application(Settings(data=server.data))) as application:
        yield application


@pytest.fixture
def language() -> Language:
    """Return the language of the school; a test that is walked in both names them itself."""
    return "ru"


@pytest.fixture
def school(application: Application, language: Language) -> RoadSchool:
    return make_school(application, language)


@pytest.fixture
def walk(browser: Browser, server: Server) -> Iterator[Callable[..., Walker]]:
    """Open a browser of its own for somebody; at the end nobody may have complained."""
    walkers: list[Walker] = []
    contexts: list[BrowserContext] = []

    def begin(*, scripts: bool = True, width: int = 1280) -> Walker:
        size: ViewportSize = {"width": width, "height": 900}
        context = browser.new_context(base_url=server.address, java_script_enabled=scripts, viewport=size)
        contexts.append(context)
        walkers.append(Walker(page=context.new_page(), scripts=scripts))
        return walkers[-1]

    yield begin
    for context in contexts:
        context.close()
    assert [complaint for walker in walkers for complaint in walker.complaints] == []
