"""Videos are watched and applications run by whoever may know of them; uses are counted."""

import io
import zipfile

import pytest
from school_worlds import World

from api.web.visits import present
from library_core.editions import Edition
from library_core.library import Act
from library_core.publishing import Upload, publish, upload_draft

VIDEO = """\
id: free-fall
title: {en: "Free fall", ru: "Свободное падение"}
subject: physics
section: mechanics
grades: [9]
language: ru
captions: {ru: fall.ru.vtt}
chapters:
- {at: "0:01", title: {en: "The drop", ru: "Бросок"}}
"""
APPLICATION = """\
id: pendulum
title: {en: "Pendulum", ru: "Маятник"}
subject: physics
section: mechanics
grades: [9]
languages: [ru]
"""
FILM = (
    bytes.fromhex("00000010")
    + b"ftypisom"
    + bytes(4)
    + bytes.fromhex("00000074")
    + b"moov"
    + bytes.fromhex("0000006c")
    + b"mvhd"
    + bytes(12)
    + bytes.fromhex("000003e8 00002710")
    + bytes(80)
)


def video() -> Upload:
    captions = "WEBVTT\n\n00:00.000 --> 00:02.000\nОтпускаем шарик\n"
    files = {"video.yaml": VIDEO.encode(), "fall.ru.vtt": captions.encode(), "fall.mp4": FILM}
    return Upload(kind="video", files=files)


def application() -> Upload:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("application.yaml", APPLICATION)
        made.writestr("index.html", "<p>")
    return Upload(kind="application", files={"pendulum.zip": target.getvalue()})


def published(world: World, upload: Upload) -> Edition:
    return publish(world.application.press, upload, Act(school=world.north.school, at=present()))


def test_a_student_watches_a_video_with_its_words_and_parts(world: World) -> None:
    edition = published(world, video())

    page = world.browser(world.north, "student").get(f"/library/{edition.key}")

    assert page.status_code == 200
    assert f"/{edition.key}/fall.mp4" in page.text
    assert 'kind="captions"' in page.text
    assert "Отпускаем шарик" in page.text


def test_an_application_runs_in_a_frame_of_the_object_host_without_its_origin(world: World) -> None:
    edition = published(world, application())

    page = world.browser(world.north, "student").get(f"/library/{edition.key}")

    assert '<iframe src="http://localhost:8000/' in page.text
    assert 'sandbox="allow-scripts allow-forms"' in page.text


def test_scripts_of_an_application_are_allowed_on_the_object_host(world: World) -> None:
    edition = published(world, application())
    page = world.browser(world.north, "student").get(f"/library/{edition.key}").text
    address = page.partition('<iframe src="')[2].partition('"')[0]

    assert world.client.get(address).headers["content-security-policy"].startswith("sandbox allow-scripts")


def test_opening_and_completing_are_counted(world: World) -> None:
    edition = published(world, video())
    student = world.browser(world.north, "student")

    student.get(f"/library/{edition.key}")
    student.post(f"/library/{edition.key}/completion", {})
    world.application.write(lambda unit: None)

    found = world.application.read(lambda unit: unit.library.usage.of_works([edition.work.key]))
    assert found == {edition.work.key: {"opened": 1, "completed": 1}}


@pytest.mark.parametrize(
    ("school", "who", "status"),
    [("north", "student", 404), ("north", "publisher", 200), ("south", "publisher", 404)],
)
def test_a_draft_is_shown_to_those_who_make_it(world: World, school: str, who: str, status: int) -> None:
    draft = upload_draft(world.application.press, video(), Act(school=world.north.school, at=present()))

    assert world.browser(getattr(world, school), who).get(f"/library/{draft.key}").status_code == status
