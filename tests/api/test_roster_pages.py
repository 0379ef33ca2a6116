"""A class from a list, through the routes: preview, located errors, accounts, slips shown once."""

import html
import re
from typing import Any

import pytest
from school_worlds import World
from sqlalchemy import text

from api import rostering
from api.auth import passwords

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "=HYPERLINK(1)",
    "+Анна",
    "Robert'); DROP TABLE people;--",
    "Анна; Борис, Вера",
]


def post_roster(world: World, name: str = "teacher", **form: Any) -> Any:  # noqa: ANN401 - the client's response
    files = form.pop("files", None)
    path = f"/classes/{world.north.class_}/roster"
    return world.browser(world.north, name).post(path, form, files=files)


def make(world: World, page: str) -> Any:  # noqa: ANN401
    """Send on the list that a preview holds."""
    held = re.search(r'<textarea name="roster" hidden>(.*?)</textarea>', page, re.DOTALL)
    assert held is not None
    return post_roster(world, roster=html.unescape(held[1]), step="make")


def test_a_preview_shows_names_and_logins_and_changes_nothing(world: World) -> None:
    before = world.contents()

    response = post_roster(world, roster="Иванова Анна;anna.i\nПетров Пётр\n", step="preview")

    assert response.status_code == 200
    assert "Иванова Анна" in response.text
    assert "anna.i" in response.text
    assert world.contents() == before


def test_what_was_previewed_is_made_with_slips(world: World) -> None:
    preview = post_roster(world, roster="Иванова Анна;anna.i;1\nПетров Пётр\n", step="preview").text

    slips = make(world, preview).text

    secrets = re.findall(r'class="secret">([^<]+)<', slips)
    logins = set(re.findall(r"<samp>([^<]+)</samp>", preview))
    assert set(secrets[::2]) == logins
    assert all(re.fullmatch(r"(\w{4}-){2}\w{4}", password) for password in secrets[1::2])
    assert world.count("class_members") == 6


def test_who_presses_twice_comes_to_the_class_with_its_students(world: World) -> None:
    form = {"roster": "Иванова Анна;anna.i", "step": "make", "idempotency": "twice"}

    first, second = (post_roster(world, **form) for _ in range(2))

    assert first.status_code == 200
    assert (second.status_code, second.headers["location"]) == (303, f"/classes/{world.north.class_}")
    page = world.browser(world.north, "teacher").get(second.headers["location"]).text
    assert "anna.i" in page
    assert f"/classes/{world.north.class_}/slips" in page


def test_a_list_that_a_colleague_sends_at_the_same_moment_is_made_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "Иванова Анна\nПетров Пётр"

    def send_meanwhile(password: str) -> str:
        monkeypatch.undo()
        post_roster(world, roster=typed, step="make")
        return passwords.hash_password(password)

    monkeypatch.setattr(rostering, "hash_password", send_meanwhile)
    refused = post_roster(world, roster=typed, step="make")

    assert refused.status_code == 409
    assert "отправьте список ещё раз" in refused.text
    assert world.count("class_members") == 6


def test_a_login_that_somebody_is_given_at_the_same_moment_is_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send_meanwhile(password: str) -> str:
        monkeypatch.undo()
        post_roster(world, roster="Борис;anna.i", step="make")
        return passwords.hash_password(password)

    monkeypatch.setattr(rostering, "hash_password", send_meanwhile)

    assert post_roster(world, roster="Иванова Анна;anna.i", step="make").status_code == 409


def test_slips_are_shown_once_and_kept_nowhere(world: World) -> None:
    slips = post_roster(world, roster="Иванова Анна;anna.i", step="make").text
    password = re.findall(r'class="secret">([^<]+)<', slips)[1]

    teacher = world.browser(world.north, "teacher")
    pages = [
        teacher.get(f"/classes/{world.north.class_}{page}").text for page in ("", "/roster", "/gradebook")
    ]

    assert not any(password in page for page in pages)
    data = world.application.settings.data
    assert not any(password.encode() in file.read_bytes() for file in data.rglob("*") if file.is_file())


def test_who_has_nothing_to_sign_in_with_gets_a_login_with_the_slip(world: World) -> None:
    student = world.north.people["student"]
    with world.application.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM credentials WHERE person = :one"), {"one": student})
    teacher = world.browser(world.north, "teacher")
    before = teacher.get(f"/classes/{world.north.class_}").text

    slips = teacher.post(f"/classes/{world.north.class_}/students/{student}/slip", {}).text

    login, password = re.findall(r'class="secret">([^<]+)<', slips)
    signed_in = world.stranger().post("/sign-in", {"login": login, "password": password})
    assert "пока нет" in before
    assert re.fullmatch("s[a-z0-9]{6}", login)
    assert (signed_in.status_code, signed_in.headers["location"]) == (303, "/password")


def test_a_class_that_came_by_an_import_gets_slips_together(world: World) -> None:
    with world.application.database.engine.begin() as connection:
        connection.execute(
            text("UPDATE credentials SET password_hash = :none"), {"none": passwords.NO_PASSWORD}
        )
    teacher = world.browser(world.north, "teacher")
    members = world.count("class_members")
    address = f"/classes/{world.north.class_}/slips"
    page = teacher.get(f"/classes/{world.north.class_}").text

    slips = teacher.post(address, {}).text

    logins = re.findall(r'class="secret">([^<]+)<', slips)[::2]
    assert f'action="{address}"' in page
    assert 2 <= len(logins) <= members
    assert world.north.people["student"] in logins


def test_a_member_who_has_nothing_to_sign_in_with_is_known_by_name(world: World) -> None:
    student = world.north.people["student"]
    known = world.application.read(lambda unit: unit.people.find(world.north.school, student))
    assert known is not None
    people, members = world.count("people"), world.count("class_members")
    with world.application.database.engine.begin() as connection:
        connection.execute(text("DELETE FROM credentials WHERE person = :one"), {"one": student})

    make(world, post_roster(world, roster=known.display_name, step="preview").text)

    assert (world.count("people"), world.count("class_members")) == (people, members)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_file_may_come_in_the_encodings_of_school_computers(encoding: str, world: World) -> None:
    content = "ФИО;Логин\r\nЁлкина Юлия;yulia\r\n".encode(encoding)

    response = post_roster(world, files={"file": ("класс.csv", content, "text/csv")}, step="preview")

    assert response.status_code == 200
    assert "Ёлкина Юлия" in response.text


@pytest.mark.parametrize(
    ("roster", "said"),
    [
        ("Анна\nanna@example.org", "строка 2"),
        ("Анна\nБорис +7 900 123-45-67", "строка 2"),
        ("Анна;teacher space", "строка 1"),
        ("Анна;north-colleague", "логин north-colleague уже занят"),
        ("Анна;south-student", "логин south-student уже занят"),
        ("Анна\nАнна", "строка 2"),
        ('Анна;"не закрыта', "кавычки"),
        ("", "список пуст"),
        ("\n" * 10, "список пуст"),
        ("\n".join(f"Ученик {number}" for number in range(1001)), "не больше 1000"),
    ],
)
def test_an_error_is_located_and_nothing_is_made(roster: str, said: str, shared_world: World) -> None:
    before = shared_world.contents()

    responses = [post_roster(shared_world, roster=roster, step=step) for step in ("preview", "make")]

    assert {response.status_code for response in responses} == {422}
    assert all(said in html.unescape(response.text) for response in responses)
    assert shared_world.contents() == before


def test_a_file_that_is_no_text_is_refused(shared_world: World) -> None:
    before = shared_world.contents()

    response = post_roster(
        shared_world, files={"file": ("a.xlsx", b"PK\x03\x04\x00\x98\xff", "x/y")}, step="make"
    )

    assert response.status_code == 422
    assert shared_world.contents() == before


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_as_text_everywhere(name: str, world: World) -> None:
    quoted = '"' + name.replace('"', '""') + '"'

    preview = post_roster(world, roster=f"ФИО;Логин\n{quoted};hostile", step="preview")
    slips = make(world, preview.text)
    class_page = world.browser(world.north, "teacher").get(f"/classes/{world.north.class_}")

    for page in (preview, slips, class_page):
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert name in html.unescape(page.text)
    assert world.count("people") == 15


def test_a_name_like_a_formula_is_text_in_the_exported_table(world: World) -> None:
    post_roster(world, roster="=HYPERLINK(1);hostile", step="make")
    teacher, path = world.browser(world.north, "teacher"), f"/assigned/{world.north.assignment}"
    teacher.post(f"{path}/newcomers")

    lines = teacher.get(f"{path}/points.csv").content.decode("utf-8-sig").splitlines()

    cells = [re.split("[;,]", line)[0].strip('"') for line in lines]
    assert any("=HYPERLINK(1)" in cell for cell in cells)
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_a_student_of_the_school_joins_another_class_as_the_same_person(world: World) -> None:
    teacher = world.browser(world.north, "teacher")
    made = teacher.post("/classes", {"name": "8A"}).headers["location"]

    preview = teacher.post(made, {"roster": "Anyone;north-student", "step": "preview"}).text
    held = re.search(r'<textarea name="roster" hidden>(.*?)</textarea>', preview, re.DOTALL)
    assert held is not None
    response = teacher.post(made, {"roster": html.unescape(held[1]), "step": "make"})

    assert response.status_code == 303
    assert world.count("people") == 14
    assert world.count("class_members") == 5


def test_the_same_list_again_makes_nobody_twice(world: World) -> None:
    roster = "Иванова Анна;anna.i\nПетров Пётр\n"
    post_roster(world, roster=roster, step="make")

    again = post_roster(world, roster=roster, step="make")

    assert again.status_code == 303
    assert world.count("people") == 16


def test_new_students_are_dealt_numbers_of_their_own_later(world: World) -> None:
    post_roster(world, roster="Иванова Анна;anna.i", step="make")
    teacher, path = world.browser(world.north, "teacher"), f"/assigned/{world.north.assignment}"
    before = world.count("attempts")

    response = teacher.post(f"{path}/newcomers")

    assert response.status_code == 303
    assert "Иванова Анна" in teacher.get(path).text
    assert world.count("attempts") == before + 1
