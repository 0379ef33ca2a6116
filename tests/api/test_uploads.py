"""Uploads over HTTP: begun, sent in parts, asked about, finished; refused in words, and nobody else's."""

import hashlib
import json
from typing import Any

import pytest
from school_worlds import Browser, World

from api.web.requests import LARGEST_UPLOAD
from library_core.objects import ObjectKey, read_object
from library_core.uploads import PART_SIZE

CONTENT = bytes(range(256)) * (PART_SIZE // 256) + b"the rest"


@pytest.fixture
def publisher(world: World) -> Browser:
    return world.browser(world.north, "publisher")


def begin(browser: Browser, size: int = len(CONTENT), name: object = "book.epub") -> Any:  # noqa: ANN401
    sent = json.dumps({"name": name, "size": size}).encode()
    return browser.send_raw("/uploads/new", sent, "application/json")


def send(browser: Browser, upload: dict[str, Any], number: int, content: bytes = CONTENT) -> Any:  # noqa: ANN401
    piece = content[number * PART_SIZE : (number + 1) * PART_SIZE]
    form = {"digest": hashlib.sha256(piece).hexdigest()}
    return browser.post(f"{upload['url']}/parts/{number}", form, files={"part": ("part", piece)})


def test_a_file_comes_in_parts_and_is_put_together(world: World, publisher: Browser) -> None:
    upload = begin(publisher).json()
    assert (upload["missing"], upload["part_size"]) == ([0, 1], PART_SIZE)
    assert send(publisher, upload, 1).json()["missing"] == [0]
    assert publisher.get(upload["url"]).json()["received"] == 8
    assert send(publisher, upload, 0).status_code == 200

    finished = publisher.post(f"{upload['url']}/finishing").json()

    assert (finished["state"], finished["missing"]) == ("complete", [])
    key = ObjectKey(hashlib.sha256(CONTENT).hexdigest())
    assert read_object(world.application.objects, key) == CONTENT


def test_what_is_missing_is_told(publisher: Browser) -> None:
    upload = begin(publisher).json()
    send(publisher, upload, 0)

    response = publisher.post(f"{upload['url']}/finishing")

    assert (response.status_code, response.json()["missing"]) == (409, [1])


def test_a_store_that_is_away_is_told_with_when_to_ask_again(world: World, publisher: Browser) -> None:
    upload = begin(publisher).json()
    (world.application.settings.data / "parts").touch()

    refused = send(publisher, upload, 0)

    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert "не отвечает" in refused.json()["error"]


def test_a_part_whose_hash_differs_is_refused(publisher: Browser) -> None:
    upload = begin(publisher, 3).json()

    response = publisher.post(f"{upload['url']}/parts/0", {"digest": "0" * 64}, files={"part": ("p", b"abc")})

    assert (response.status_code, "повредилась" in response.json()["error"]) == (422, True)


@pytest.mark.parametrize("part", ["1", "-1", "x", "²", "9" * 40, "0x0"])
def test_a_number_of_no_part_is_refused(publisher: Browser, part: str) -> None:
    upload = begin(publisher, 3).json()
    form = {"digest": hashlib.sha256(b"abc").hexdigest()}

    response = publisher.post(f"{upload['url']}/parts/{part}", form, files={"part": ("p", b"abc")})

    assert response.status_code == 422


def test_a_request_larger_than_a_part_is_not_read(publisher: Browser) -> None:
    upload = begin(publisher, 30 << 20).json()

    response = publisher.post(
        f"{upload['url']}/parts/0", {"digest": ""}, files={"part": ("p", bytes(PART_SIZE + (128 << 10)))}
    )

    assert response.status_code == 413


@pytest.mark.parametrize(("name", "size"), [(None, 3), ("a", "3"), ("a", True), ("a", None), (["a"], 3)])
def test_what_is_no_file_is_not_begun(publisher: Browser, name: object, size: Any) -> None:  # noqa: ANN401
    assert begin(publisher, size, name).status_code == 422


def test_a_file_too_large_is_refused_with_numbers(publisher: Browser) -> None:
    response = begin(publisher, 5 << 30)

    assert response.status_code == 413
    assert response.json()["error"] == "Размер файла 5\u00a0ГБ; принимаются файлы не больше 4\u00a0ГБ."


def test_a_full_school_is_told_its_numbers(world: World, publisher: Browser) -> None:
    school = world.north.school
    world.application.write(lambda unit: unit.library.quotas.set_limit(school, 10 << 20))

    response = begin(publisher, 11 << 20)

    assert response.status_code == 413
    words = "Размер файла 11\u00a0МБ, а у вашей школы осталось 9,8\u00a0МБ из 10\u00a0МБ."
    assert response.json()["error"].startswith(words)


def test_a_file_comes_whole_without_scripts(world: World, publisher: Browser) -> None:
    response = publisher.post("/uploads", files={"files": ("../глава.epub", b"abc")})

    assert response.status_code == 303
    page = publisher.get("/uploads").text
    assert "глава.epub" in page
    assert "../глава" not in page
    assert world.application.objects.size(ObjectKey(hashlib.sha256(b"abc").hexdigest())) == 3


def test_a_whole_file_too_large_for_the_plain_form_is_refused(publisher: Browser) -> None:
    response = publisher.post("/uploads", files={"files": ("a", bytes(LARGEST_UPLOAD + 1))})

    assert response.status_code == 413


def test_a_hostile_name_is_only_text(publisher: Browser) -> None:
    begin(publisher, 3, '<script>alert(1)</script>"\u202e\x00.epub')

    page = publisher.get("/uploads").text

    assert "<script>alert" not in page
    assert "\u202e" not in page


def test_an_abandoned_upload_is_gone(publisher: Browser) -> None:
    upload = begin(publisher).json()
    send(publisher, upload, 0)

    assert publisher.post(f"{upload['url']}/abandonment").status_code == 303

    assert publisher.get(upload["url"]).status_code == 404
    assert send(publisher, upload, 0).status_code == 404


def test_nobody_else_of_the_school_touches_it(world: World, publisher: Browser) -> None:
    upload = begin(publisher).json()
    teacher = world.browser(world.north, "teacher")

    assert teacher.get(upload["url"]).status_code == 404
    assert send(teacher, upload, 0).status_code == 404
    assert teacher.post("/uploads", {"upload": upload["key"]}).status_code == 404
