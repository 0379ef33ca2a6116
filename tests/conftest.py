"""Property tests try the same examples in every run; with `TETRAD_EXPLORE=1` they try new ones.

A test process has one browser. The headless shell of Chromium is the same engine without a desktop's windows
around it, and takes a third of the time; another Chromium serves as well.
"""

import gc
import os
import shutil
from collections.abc import Iterator

import pytest
from compiled_statements import compile_once
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright
from postgres import cluster_of_this_run
from seaweed import Seaweed, seaweed_of_this_run

from deploy.local.postgres import Cluster

BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
# Younger Chromiums know a page's list of allowed connections by default; from 148 on it can be switched on.
ARGUMENTS = (
    "--no-sandbox",
    "--enable-features=ConnectionAllowlists,OverrideConnectionAllowlistOriginTrial",
)

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("explore" if os.environ.get("TETRAD_EXPLORE") else "same")

# Milliseconds: a page is waited for as long as a machine may take where much else runs.
expect.set_options(timeout=60_000)

# Commands speak the language of the terminal, and tests read English.
os.environ["LC_ALL"] = "C.UTF-8"

compile_once()


def pytest_collection() -> None:
    """Look for no garbage among the thousands of tests that are being found."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Never look through the tests and their modules again: they stay until the end; for garbage, seldom."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster_of_this_run(tmp_path_factory) as cluster:
        yield cluster


@pytest.fixture(scope="session")
def seaweed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seaweed]:
    with seaweed_of_this_run(tmp_path_factory) as seaweed:
        yield seaweed
