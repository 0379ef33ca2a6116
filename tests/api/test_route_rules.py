"""The table of rules, for every route and everybody: roles, ties, and that a refusal changes nothing."""

import pytest
from route_walks import ask, fill
from school_worlds import World

from api.route_table import PAGES
from api.web.routing import Page
from library_core.people import ROLES

OTHERS = {
    "student": "classmate",
    "teacher": "colleague",
    "publisher": "publisher",
    "reviewer": "reviewer",
    "operator": "operator",
}
"""Who of the same school holds the same role, and has nothing to do with the thing."""
OWNERS = {
    "own practice": ["student"],
    "own written document": ["teacher"],
    "own annotation": ["student"],
    "own upload": ["teacher"],
    "own job": ["teacher"],
}
"""Whose the north's thing is, where roles that may have one each have their own."""
SHARED_TIES = {"nothing", "edition in the catalogue", "document of own school"}
"""Ties that everybody in the right role has within a school."""

RULED = [page for page in PAGES if page.rule.roles is not None]
TIED = [page for page in PAGES if page.rule.tie != "nothing"]


def name_of(page: Page) -> str:
    return f"{page.method} {page.name}"


def strangers(page: Page) -> list[tuple[str, str]]:
    """Return who holds a right role but has no tie to the north's thing: school and name."""
    roles = sorted(page.rule.roles or ())
    found: list[tuple[str, str]] = [("south", role) for role in roles]
    if page.rule.tie not in SHARED_TIES:
        found += [("north", OTHERS[role]) for role in roles]
    return found


@pytest.mark.parametrize("page", RULED, ids=name_of)
def test_nobody_is_sent_to_sign_in(page: Page, shared_world: World) -> None:
    path, browser = fill(page, shared_world.north), shared_world.stranger()

    response = browser.get(path) if page.method == "GET" else browser.post(path)

    assert response.status_code == 303
    assert response.headers["location"].startswith("/sign-in?next=/")


@pytest.mark.parametrize("page", RULED, ids=name_of)
def test_a_wrong_role_is_told_so_and_changes_nothing(page: Page, shared_world: World) -> None:
    wrong = sorted(set(ROLES) - (page.rule.roles or set()))
    browsers = [shared_world.browser(shared_world.north, role) for role in wrong]
    before = shared_world.contents()

    statuses = {browser.token: ask(browser, page, fill(page, shared_world.north)) for browser in browsers}

    assert set(statuses.values()) <= {403}
    assert shared_world.contents() == before


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_right_role_with_the_tie_is_let_in(page: Page, world: World) -> None:
    roles = sorted(page.rule.roles or ROLES)
    owners = OWNERS.get(page.rule.tie, roles)

    statuses = [ask(world.browser(world.north, role), page, fill(page, world.north)) for role in owners]

    assert all(status < 400 or status in {401, 409, 422} for status in statuses), statuses


@pytest.mark.parametrize("page", TIED, ids=name_of)
def test_a_right_role_without_the_tie_finds_nothing_and_changes_nothing(
    page: Page, shared_world: World
) -> None:
    schools = {"north": shared_world.north, "south": shared_world.south}
    browsers = [shared_world.browser(schools[school], name) for school, name in strangers(page)]
    before = shared_world.contents()

    statuses = {browser.token: ask(browser, page, fill(page, shared_world.north)) for browser in browsers}

    assert set(statuses.values()) == {404}
    assert shared_world.contents() == before


def test_every_row_with_something_in_its_path_names_its_tie() -> None:
    untied = [page.path for page in PAGES if "{" in page.path and page.rule.tie == "nothing"]

    assert untied == []


def test_every_row_that_names_a_tie_asks_for_a_role() -> None:
    open_to_all = [page.path for page in TIED if page.rule.roles is None]

    assert open_to_all == []


def test_no_two_rows_share_a_name_or_an_address() -> None:
    addresses = [(page.method, page.path) for page in PAGES]

    assert len({page.name for page in PAGES}) == len(PAGES)
    assert len(set(addresses)) == len(PAGES)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("teacher", "/catalogue/{0.draft}"),
        ("teacher", "/catalogue/{0.draft}/assign"),
        ("teacher", "/catalogue/{0.draft_notebook}"),
        ("teacher", "/catalogue/{0.draft_notebook}/assign"),
        ("student", "/practice/new/{0.draft_notebook}/1"),
        ("student", "/practice/new/{0.edition}/9"),
        ("student", "/assignments/{0.attempt}/9/check"),
        ("student", "/assignments/{0.attempt}/9/draft"),
        ("teacher", "/students-work/{0.attempt}/9/decision"),
        ("teacher", "/classes/{0.class_}/students/{0.people[colleague]}/slip"),
        ("teacher", "/classes/{0.class_}/students/south-student/slip"),
        ("teacher", "/classes/{0.class_}/gradebook.html"),
        ("teacher", "/assigned/{0.assignment}/points.pdf"),
        ("publisher", "/documents/{0.edition}x"),
        ("reviewer", "/reviews/nothing/decision"),
    ],
)
def test_what_does_not_belong_to_the_thing_is_not_found(name: str, path: str, shared_world: World) -> None:
    browser, where = shared_world.browser(shared_world.north, name), path.format(shared_world.north)
    posted = where.endswith(("check", "draft", "decision", "slip")) or "/new/" in where
    before = shared_world.contents()

    response = browser.post(where, {"idempotency": "k", "points": "1"}) if posted else browser.get(where)

    assert response.status_code == 404
    assert shared_world.contents() == before
