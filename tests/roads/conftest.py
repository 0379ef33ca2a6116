"""One server for all roads, and pages that forgive no complaint.

With `TETRAD_TEST_ENGINES=postgresql` it keeps rows in PostgreSQL and objects in SeaweedFS.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, expect
from schools import RoadSchool, make_school
from serving import Engines, Server, embedded, large_engines, shared_server
from walking import Walker

from api.bootstrap import Application, open_application
from variants.texts import Language

# Milliseconds: a machine may be busy with more; what a page must show at once, its test says itself.
LONGEST_WAIT = 60_000
expect.set_options(timeout=LONGEST_WAIT)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    engines = os.environ.get("TETRAD_TEST_ENGINES", "embedded")
    assert engines in {"embedded", "postgresql"}
    begin: Engines = embedded
    if engines == "postgresql":
        cluster, seaweed = (request.getfixturevalue(name) for name in ("cluster", "seaweed"))
        begin = large_engines(cluster, replace(seaweed.bucket(), name="roads"))
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with shared_server(shared / "tetrad-server", begin) as server:
        yield server


@pytest.fixture(scope="session")
def application(server: Server) -> Iterator[Application]:
    with contextlib.closing(open_application(server.settings)) as application:
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
        context.set_default_timeout(LONGEST_WAIT)
        contexts.append(context)
        walkers.append(Walker(page=context.new_page(), scripts=scripts))
        return walkers[-1]

    yield begin
    for context in contexts:
        context.close()
    assert [complaint for walker in walkers for complaint in walker.complaints] == []
