"""What every request passes before it is answered: token, origin, size, form; and headers on the way out."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from route_walks import fill, owner
from school_worlds import ORIGIN, PASSWORD, Browser, Schools, World, copy_data
from starlette.testclient import TestClient

from api.app import create_app
from api.auth.sessions import csrf_token
from api.route_table import PAGES
from api.web.requests import LARGEST_FORM, LARGEST_UPLOAD
from api.web.static_files import static_address

POSTS = [page for page in PAGES if page.method == "POST"]
HEADERS_OF_FILES = {
    "content-security-policy",
    "x-content-type-options",
    "cross-origin-resource-policy",
    "cache-control",
}
HEADERS_OF_PAGES = HEADERS_OF_FILES | {"referrer-policy", "cross-origin-opener-policy", "permissions-policy"}
FOREIGN = [
    "null",
    "http://evil.example",
    "https://testserver",
    "http://testserver:8000",
    "http://testserver.evil",
]


def statuses_of_all_forms(world: World, headers: Mapping[str, str], form: Mapping[str, str]) -> set[int]:
    """Send the form to every row that takes one, as who may; return the statuses that came."""
    return {
        world.browser(world.north, owner(page))
        .send("POST", fill(page, world.north), headers, data=form)
        .status_code
        for page in POSTS
    }


BAD_TOKENS = [
    "",
    "zz",
    "00" * 64,
    "é",
    csrf_token("", b"another secret"),
    csrf_token("another session", b"x" * 32),
]


def test_a_form_without_a_token_of_ours_is_refused_by_every_route(shared_world: World) -> None:
    before = shared_world.contents()

    statuses = statuses_of_all_forms(shared_world, {"origin": ORIGIN}, {"csrf": "00" * 64})

    assert statuses == {403}
    assert shared_world.contents() == before


@pytest.mark.parametrize("token", BAD_TOKENS)
def test_no_other_token_will_do(token: str, shared_world: World) -> None:
    browser, before = shared_world.browser(shared_world.north, "teacher"), shared_world.contents()

    response = browser.post("/classes", {"name": "7C", "csrf": token})

    assert response.status_code == 403
    assert shared_world.contents() == before


def test_another_session_s_token_is_refused_by_every_route(shared_world: World) -> None:
    mine, nobodys = shared_world.browser(shared_world.north, "teacher").csrf(), shared_world.stranger().csrf()
    before = shared_world.contents()

    statuses = {
        status
        for token in (mine, nobodys)
        for status in statuses_of_all_forms(shared_world, {"origin": ORIGIN}, {"csrf": token})
    }

    assert statuses == {403}
    assert shared_world.contents() == before


@pytest.mark.parametrize("headers", [{}, {"origin": FOREIGN[0]}])
def test_a_form_of_another_site_is_refused_by_every_route(
    headers: dict[str, str], shared_world: World
) -> None:
    before, statuses = shared_world.contents(), set()

    for page in POSTS:
        browser = shared_world.browser(shared_world.north, owner(page))
        response = browser.send(
            "POST", fill(page, shared_world.north), headers, data={"csrf": browser.csrf()}
        )
        statuses.add(response.status_code)

    assert statuses == {403}
    assert shared_world.contents() == before


@pytest.mark.parametrize("origin", FOREIGN)
def test_no_other_origin_will_do(origin: str, shared_world: World) -> None:
    browser, before = shared_world.browser(shared_world.north, "teacher"), shared_world.contents()

    response = browser.post("/classes", {"name": "7C"}, origin=origin)

    assert response.status_code == 403
    assert shared_world.contents() == before


def test_a_token_is_masked_anew_on_each_page(shared_world: World) -> None:
    browser = shared_world.browser(shared_world.north, "teacher")

    assert browser.csrf() != browser.csrf()
    assert browser.get("/classes").text != browser.get("/classes").text


@pytest.mark.parametrize(
    ("path", "largest"), [("/classes", LARGEST_FORM), ("/documents/new", LARGEST_UPLOAD)]
)
def test_a_body_that_is_too_large_is_refused(path: str, largest: int, shared_world: World) -> None:
    browser = shared_world.browser(shared_world.north, "teacher" if path == "/classes" else "publisher")
    before = shared_world.contents()

    response = browser.send_raw(path, b"name=" + b"7" * largest, "application/x-www-form-urlencoded")

    assert response.status_code == 413
    assert shared_world.contents() == before


MULTIPART = "multipart/form-data"
PART = b'--b\r\nContent-Disposition: form-data; name="name"\r\n\r\n7C\r\n'


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"{", "application/json"),
        (b"\xff\xfe{}", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"9" * 10_000, "application/json"),
        (PART, MULTIPART),
        (b"nothing of the kind", f"{MULTIPART}; boundary=b"),
        (b"--b\r\nContent-Disposition: form-data\r\n\r\n7C\r\n--b--\r\n", f"{MULTIPART}; boundary=b"),
        (b"--b\r\n\x00\xff: \r\n\r\n", f"{MULTIPART}; boundary=b"),
        (PART * 4001 + b"--b--\r\n", f"{MULTIPART}; boundary=b"),
        (b"&".join([b"name=7C"] * 4001), "application/x-www-form-urlencoded"),
    ],
)
def test_a_malformed_body_is_refused_in_words(content: bytes, media_type: str, shared_world: World) -> None:
    browser, before = shared_world.browser(shared_world.north, "teacher"), shared_world.contents()

    response = browser.send_raw("/classes", content, media_type)

    assert response.status_code == 400
    assert "<h1>" in response.text
    assert shared_world.contents() == before


@pytest.mark.parametrize("content", [b"[]", b"7", b'{"name": ["7C"]}', b"null"])
def test_json_where_a_form_belongs_changes_nothing(content: bytes, shared_world: World) -> None:
    browser, before = shared_world.browser(shared_world.north, "teacher"), shared_world.contents()

    response = browser.send_raw("/classes", content, "application/json")

    assert response.status_code == 422
    assert shared_world.contents() == before


@pytest.mark.parametrize("given", ["²", "9" * 5000, "-1", "1.5", "NaN", "\ud7ff\uffff"])
def test_a_number_that_is_none_is_refused_and_not_a_fault(given: str, shared_world: World) -> None:
    browser, north = shared_world.browser(shared_world.north, "teacher"), shared_world.north
    before = shared_world.contents()
    form = {"ask": "why", "try": given, "points": given, "tries": given, "due": given, "class_": north.class_}

    paths = (f"/students-work/{north.attempt}/2/decision", f"/catalogue/{north.edition}/assign")
    statuses = [browser.post(path, form).status_code for path in paths]
    pages = [browser.get(f"{path}?page={given[:50]}").status_code for path in ("/queue", "/catalogue")]

    assert statuses == [422, 422]
    assert pages == [200, 200]
    assert shared_world.contents() == before


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in", 200),
        ("/classes", 303),
        ("/nowhere", 404),
        (static_address("tetrad.css"), 200),
        (static_address("nowhere.css"), 404),
        (static_address("../app.py"), 404),
    ],
)
def test_every_kind_of_response_carries_our_headers(path: str, status: int, shared_world: World) -> None:
    response = shared_world.stranger().get(path)

    assert response.status_code == status
    files = path.startswith("/static/")
    assert set(response.headers) >= (HEADERS_OF_FILES if files else HEADERS_OF_PAGES)
    assert "'unsafe" not in response.headers["content-security-policy"]


def test_a_refused_method_and_a_refused_form_carry_our_headers(shared_world: World) -> None:
    browser = shared_world.stranger()

    responses = [browser.send("DELETE", "/sign-in", {}), browser.send("POST", "/sign-in", {}, data={})]

    assert [response.status_code for response in responses] == [405, 403]
    assert all(set(response.headers) >= HEADERS_OF_PAGES for response in responses)


def test_a_fault_of_ours_shows_a_number_and_nothing_else(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    browser = world.browser(world.north, "teacher")
    shutil.rmtree(world.application.settings.data / "objects")

    response = browser.get(f"/catalogue/{world.library_edition}")

    faults = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert response.status_code == 500
    assert set(response.headers) >= HEADERS_OF_PAGES
    assert faults == ["fault"]
    assert response.headers["x-request-id"] in response.text
    assert "Traceback" not in response.text


@pytest.mark.parametrize("kept", ["page", "static"])
def test_pages_are_never_kept_and_static_files_for_a_year(kept: str, shared_world: World) -> None:
    page, static = (
        shared_world.stranger().get("/sign-in"),
        shared_world.stranger().get(static_address("tetrad.css")),
    )

    response = {"page": page, "static": static}[kept]

    expected = {"page": "no-store", "static": "public, max-age=31536000, immutable"}
    assert response.headers["cache-control"] == expected[kept]


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(shared_world: World) -> None:
    cookie = sign_in_cookie(shared_world.stranger(), ORIGIN)

    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "path=/" in cookie
    assert "secure" not in cookie


@contextmanager
def behind_proxy(schools: Schools, folder: Path) -> Iterator[World]:
    made, north, south, edition = schools
    opened = copy_data(made, folder)
    application = replace(opened, settings=replace(opened.settings, behind_proxy=True))
    with TestClient(create_app(application), base_url="https://testserver") as client:
        yield World(application=application, client=client, north=north, south=south, library_edition=edition)


def test_behind_tls_cookies_are_secure_and_browsers_are_told_to_stay(
    schools: Schools, tmp_path: Path
) -> None:
    with behind_proxy(schools, tmp_path / "data") as world:
        browser = world.stranger()
        cookie = sign_in_cookie(browser, "https://testserver")
        theme = browser.post("/theme", {"theme": "dark"}, origin="https://testserver")
        plain = browser.post("/theme", {"theme": "dark"})

    assert {part.strip() for part in cookie.split(";")} >= {"secure", "httponly", "samesite=lax"}
    assert "secure" in theme.headers["set-cookie"].lower()
    assert "max-age=31536000" in theme.headers["strict-transport-security"]
    assert plain.status_code == 403


def test_who_guesses_is_counted_at_the_address_that_the_proxy_saw(schools: Schools, tmp_path: Path) -> None:
    with behind_proxy(schools, tmp_path / "data") as world:
        form = {"login": "north-teacher", "password": "guessed", "csrf": world.stranger().csrf()}
        seen = [("origin", "https://testserver"), ("x-forwarded-for", "198.51.100.7")]
        statuses = [
            world.client.post(
                "/sign-in", data=form, headers=[("x-forwarded-for", f"203.0.113.{guess}"), *seen]
            ).status_code
            for guess in range(10)
        ]

    assert statuses == [401] * 8 + [429] * 2


def sign_in_cookie(browser: Browser, origin: str) -> str:
    response = browser.post("/sign-in", {"login": "north-teacher", "password": PASSWORD}, origin=origin)
    assert response.status_code == 303
    return str(response.headers["set-cookie"]).lower()
