"""Signing in and out: refusals, slowing down, one-time passwords, and where one goes on to."""

import re

import pytest
from school_worlds import PASSWORD, Browser, World

from api.auth.passwords import verify_password
from api.auth.throttle import PER_ADDRESS_AND_ACCOUNT
from api.rostering import renew_slips
from api.routes import people
from api.web.visits import LEAVING_COOKIE, SESSION_COOKIE, present
from notebooks_engine.actors import Actor
from notebooks_engine.classes import ClassKey

LOGIN = "north-student"
ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    "evil.example",
    "",
]


def sign_in(world: World, login: str = LOGIN, password: str = PASSWORD, **form: str) -> tuple[int, Browser]:
    """Sign in with a form; return the status and the browser with the session it got."""
    browser = world.stranger()
    response = browser.post("/sign-in", {"login": login, "password": password, **form})
    found = re.search(rf"{SESSION_COOKIE}=([^;]+)", response.headers.get("set-cookie", ""))
    return response.status_code, Browser(world=world, token=found[1] if found else "")


def take_slip(world: World) -> str:
    """Let the teacher give the student a new slip; return its password."""
    north = world.north
    slip = f"/classes/{north.class_}/students/{north.people['student']}/slip"
    page = world.browser(north, "teacher").post(slip).text
    return str(re.findall(r'class="secret">([^<]+)<', page)[1])


def test_login_and_password_open_a_session(world: World) -> None:
    status, browser = sign_in(world, f" {LOGIN.upper()} ", f" {PASSWORD} ")

    assert status == 303
    assert browser.get("/assignments").status_code == 200


@pytest.mark.parametrize(
    ("login", "password"),
    [
        (LOGIN, "guesswork"),
        (LOGIN, ""),
        ("nobody", PASSWORD),
        ("", ""),
        (LOGIN, PASSWORD.upper()),
        (LOGIN, "x" * 10_000),
    ],
)
def test_what_does_not_fit_is_refused_without_saying_which(login: str, password: str, world: World) -> None:
    response = world.stranger().post("/sign-in", {"login": login, "password": password})

    assert response.status_code == 401
    assert "set-cookie" not in response.headers
    assert 'role="alert"' in response.text
    assert password == "" or password not in response.text


def test_what_was_typed_comes_back_as_text(world: World) -> None:
    response = world.stranger().post(
        "/sign-in", {"login": '"><script>', "password": "x", "next": '"><script>'}
    )

    assert response.status_code == 401
    assert '"><script>' not in response.text


def test_guessing_is_slowed_down_for_one_account_alone(world: World) -> None:
    for _ in range(PER_ADDRESS_AND_ACCOUNT.failures):
        sign_in(world, password="guess")

    slowed = world.stranger().post("/sign-in", {"login": LOGIN, "password": PASSWORD})

    assert slowed.status_code == 429
    assert "5 минут" in slowed.text
    assert 1 <= int(slowed.headers["retry-after"]) <= PER_ADDRESS_AND_ACCOUNT.window // 1000
    assert sign_in(world, "north-classmate")[0] == 303


def test_a_right_password_forgets_earlier_failures(world: World) -> None:
    for _ in range(2):
        for _ in range(PER_ADDRESS_AND_ACCOUNT.failures - 1):
            sign_in(world, password="guess")
        status, _ = sign_in(world)

    assert status == 303


def test_addresses_are_kept_as_hashes_only(world: World) -> None:
    sign_in(world, password="guess")

    kept = (world.application.settings.data / "tetrad.sqlite3-wal").read_bytes()
    assert b"testclient" not in kept


def test_a_one_time_password_forces_a_new_one_before_anything_else(world: World) -> None:
    slip = take_slip(world)
    status, browser = sign_in(world, password=slip)

    answers = [browser.get(path) for path in ("/", "/assignments", f"/assignments/{world.north.attempt}")]
    draft = browser.post(f"/assignments/{world.north.attempt}/1/draft", {"answer.part": "1"})

    assert status == 303
    assert {answer.headers["location"] for answer in [*answers, draft]} == {"/password"}
    assert world.count("drafts") == 0


def test_a_new_password_ends_the_one_time_one(world: World) -> None:
    slip = take_slip(world)
    _, browser = sign_in(world, password=slip)

    changed = browser.post("/password", {"new": "a new password", "again": "a new password"})

    assert changed.status_code == 303
    assert sign_in(world, password=slip)[0] == 401
    assert sign_in(world, password="a new password")[1].get("/assignments").status_code == 200
    assert browser.get("/assignments").headers["location"].startswith("/sign-in")


def give_another_password_meanwhile(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the teacher give a new slip once a password has been compared, before anything is written."""

    def compare(password: str, kept: str | None) -> bool:
        outcome = verify_password(password, kept)
        monkeypatch.undo()
        north = world.north
        renew_slips(
            world.application,
            Actor(school=north.school, person=north.people["teacher"]),
            ClassKey(north.class_),
            [north.people["student"]],
        )
        return outcome

    monkeypatch.setattr(people, "verify_password", compare)


def test_who_signs_in_while_the_password_is_replaced_does_not_get_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_another_password_meanwhile(world, monkeypatch)

    status, _ = sign_in(world)

    assert status == 401
    assert sign_in(world)[0] == 401


def test_a_password_replaced_by_a_teacher_is_not_changed_by_who_had_the_former(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = world.browser(world.north, "student")
    give_another_password_meanwhile(world, monkeypatch)

    browser.post("/password", {"old": PASSWORD, "new": "a new password", "again": "a new password"})

    assert sign_in(world, password="a new password")[0] == 401
    assert browser.get("/assignments").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "form",
    [
        {"new": "short", "again": "short"},
        {"new": "x" * 201, "again": "x" * 201},
        {"new": "a new password", "again": "another one"},
        {},
    ],
)
def test_a_password_that_will_not_do_changes_nothing(form: dict[str, str], world: World) -> None:
    browser = world.browser(world.north, "student")
    before = world.contents()

    response = browser.post("/password", {"old": PASSWORD, **form})

    assert response.status_code == 422
    assert world.contents() == before


def test_the_slip_s_own_password_is_not_taken_as_the_new_one(world: World) -> None:
    slip = take_slip(world)
    _, browser = sign_in(world, password=slip)

    response = browser.post("/password", {"new": slip, "again": slip})

    assert response.status_code == 422
    assert "Это пароль с карточки" in response.text
    assert browser.get("/assignments").headers["location"] == "/password"


def test_the_present_password_is_asked_for(world: World) -> None:
    browser = world.browser(world.north, "student")

    response = browser.post("/password", {"old": "wrong", "new": "a new password", "again": "a new password"})

    assert response.status_code == 422
    assert sign_in(world)[0] == 303


def test_a_new_password_ends_every_other_session(world: World) -> None:
    here, there = (world.browser(world.north, "student") for _ in range(2))

    here.post("/password", {"old": PASSWORD, "new": "a new password", "again": "a new password"})

    assert there.get("/assignments").headers["location"].startswith("/sign-in")


def test_a_slip_ends_the_student_s_sessions(world: World) -> None:
    student, classmate = (world.browser(world.north, name) for name in ("student", "classmate"))

    take_slip(world)

    assert student.get("/assignments").status_code == 303
    assert classmate.get("/assignments").status_code == 200
    assert sign_in(world)[0] == 401


def test_signing_out_ends_the_session_on_the_server(world: World) -> None:
    browser = world.browser(world.north, "student")

    response = browser.post("/sign-out")

    assert response.headers["location"] == "/sign-in"
    assert browser.get("/assignments").headers["location"].startswith("/sign-in")


@pytest.mark.parametrize("target", ELSEWHERE)
def test_one_never_goes_on_to_another_site(target: str, world: World) -> None:
    browser = world.stranger()

    forms = [
        browser.post("/sign-in", {"login": LOGIN, "password": PASSWORD, "next": target}),
        browser.post("/language", {"language": "en", "next": target}),
        browser.post("/theme", {"theme": "dark", "next": target}),
    ]

    assert {form.headers["location"] for form in forms} == {"/"}


def test_one_goes_on_to_the_page_one_asked_for(world: World) -> None:
    asked = f"/assignments/{world.north.attempt}"
    offered = world.stranger().get(asked).headers["location"]

    response = world.stranger().post(
        "/sign-in", {"login": LOGIN, "password": PASSWORD, "next": offered.partition("next=")[2]}
    )

    assert response.headers["location"] == asked


def test_a_chosen_language_stays_with_the_person(world: World) -> None:
    world.browser(world.north, "student").post("/language", {"language": "en"})

    elsewhere = world.browser(world.north, "student").get("/assignments").text

    assert '<html lang="en"' in elsewhere


def test_a_browser_whose_person_left_without_a_network_is_signed_in_no_more(world: World) -> None:
    _, browser = sign_in(world)
    cookies = f"{SESSION_COOKIE}={browser.token}"

    left = world.client.get("/assignments", headers={"cookie": f"{cookies}; {LEAVING_COOKIE}=yes"})
    later = world.client.get("/assignments", headers={"cookie": cookies})

    assert left.url.path == "/sign-in"
    assert later.url.path == "/sign-in"


def test_who_signs_in_afterwards_is_not_taken_for_who_left(world: World) -> None:
    browser = world.stranger()
    browser.headers["cookie"] = f"{LEAVING_COOKIE}=yes"

    response = browser.post("/sign-in", {"login": LOGIN, "password": PASSWORD})

    assert any(value.startswith(f'{LEAVING_COOKIE}=""') for value in response.headers.get_list("set-cookie"))


@pytest.mark.parametrize("fits", [True, False])
def test_of_guesses_sent_at_once_no_more_are_answered_than_of_others(
    fits: bool, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, sessions = "testclient", world.count("sessions")

    def fail_elsewhere(_password: str, _hash: str | None) -> bool:
        for _ in range(PER_ADDRESS_AND_ACCOUNT.failures):
            world.application.write(lambda unit: unit.throttle.note_failure(LOGIN, address, present()))
        return fits

    monkeypatch.setattr(people, "verify_password", fail_elsewhere)

    status, _ = sign_in(world)

    assert (status, world.count("sessions")) == (429, sessions)
