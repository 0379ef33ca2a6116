"""A video and an application: uploaded, accepted, found by a student, used by keyboard, and done."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from schools import RoadSchool
from walking import Walker, wait_until

from api.web.visits import present
from library_core.editions import Edition
from library_core.library import Act
from library_core.publishing import Upload, publish

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Walk = Callable[..., Walker]
FILM = Path(__file__).with_name("fall.webm")
"""Six seconds of one colour (VP8, 2 pictures a second), made with ffmpeg."""
VIDEO = """\
id: road-fall
title: {en: "Free fall", ru: "Свободное падение"}
subject: physics
section: mechanics
grades: [9]
language: ru
licence: CC-BY-4.0
rights_holder: Школа
captions: {ru: fall.ru.vtt}
chapters:
- {at: "0:00", title: {en: "The drop", ru: "Бросок"}}
- {at: "0:04", title: {en: "The landing", ru: "Падение"}}
"""
CAPTIONS = """\
WEBVTT

00:00.000 --> 00:02.000
Отпускаем <i>шарик</i>

00:03.000 --> 00:06.000
Шарик падает
"""
APPLICATION = """\
id: road-pendulum
title: {en: "Pendulum", ru: "Маятник"}
subject: physics
section: mechanics
grades: [9]
languages: [ru]
"""
PAGE = """\
<!doctype html><html lang="ru"><title>Маятник</title>
<button id="go">Качнуть</button><script src="go.js"></script>
"""
SCRIPT = """\
const say = (words) => parent.postMessage({ tetrad: 1, ...words }, "*");
let share = 0;
document.getElementById("go").addEventListener("click", () => {
  share += 0.5;
  say({ type: "progress", share });
  if (share >= 1) say({ type: "done" });
});
say({ type: "ready" });
"""


def package() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("application.yaml", APPLICATION)
        made.writestr("index.html", PAGE)
        made.writestr("go.js", SCRIPT)
    return target.getvalue()


def released(school: RoadSchool, upload: Upload) -> Edition:
    made = publish(school.application.press, upload, Act(school=school.key, at=present()))
    school.application.follow_changes()
    return made


def film(school: RoadSchool) -> Edition:
    files = {"video.yaml": VIDEO.encode(), "fall.ru.vtt": CAPTIONS.encode(), "fall.webm": FILM.read_bytes()}
    return released(school, Upload(kind="video", files=files))


def counted(school: RoadSchool, edition: Edition) -> dict[str, int]:
    uses = school.application.read(lambda unit: unit.library.usage.of_works([edition.work.key]))
    return {str(what): times for what, times in uses.get(edition.work.key, {}).items()}


def at(page: Page) -> float:
    return float(page.evaluate("document.querySelector('video').currentTime"))


def test_a_video_is_uploaded_reviewed_and_found(school: RoadSchool, walk: Walk, tmp_path: Path) -> None:
    files = {"video.yaml": VIDEO.encode(), "fall.ru.vtt": CAPTIONS.encode(), "fall.webm": FILM.read_bytes()}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    publisher, reviewer = walk().sign_in(school, "publisher"), walk().sign_in(school, "reviewer")
    publisher.go("/documents/packages")
    publisher.page.set_input_files("#f-files", [tmp_path / name for name in files])
    with publisher.page.expect_navigation():
        publisher.page.locator("[data-send]").click()
    publisher.settle()
    publisher.page.locator('form[action$="/submission"] button').click()
    publisher.settle()
    reviewer.go("/reviews")
    reviewer.page.locator("main li a").click()
    reviewer.page.locator('button[value="accept"]').click()
    reviewer.settle()

    student = walk(width=360).sign_in(school, "student-1")
    student.go("/catalogue?q=падение&kind=video")
    student.page.locator("main .card h2 a").click()
    student.settle()

    expect(student.page.locator("h1")).to_have_text("Свободное падение")
    assert student.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_video_is_led_by_chapters_words_and_keys(school: RoadSchool, walk: Walk) -> None:
    edition, student = film(school), walk().sign_in(school, "student-1")
    student.go(f"/library/{edition.key}")
    page = student.page
    page.wait_for_selector("video")
    expect(page.locator(".watch-cues")).to_contain_text("Отпускаем шарик")

    page.get_by_role("link", name="Падение", exact=False).first.press("Enter")
    expect(page.locator(".watch-chapters [aria-current]")).to_contain_text("Падение")
    page.locator("h1").click()
    page.keyboard.press("j")

    expect(page.locator(".watch-chapters [aria-current]")).to_contain_text("Бросок")
    assert at(page) < 4


def test_a_video_seen_to_its_end_is_counted(school: RoadSchool, walk: Walk) -> None:
    edition, student = film(school), walk().sign_in(school, "student-1")
    student.go(f"/library/{edition.key}")

    with student.page.expect_response("**/completion") as told:
        student.page.locator(".watch-cues a").last.click()

    assert told.value.status == 204
    assert wait_until(lambda: counted(school, edition) == {"opened": 1, "completed": 1})


def test_an_application_runs_by_keyboard_and_says_that_it_is_done(school: RoadSchool, walk: Walk) -> None:
    edition = released(school, Upload(kind="application", files={"pendulum.zip": package()}))
    student = walk(width=360).sign_in(school, "student-1")
    student.go(f"/library/{edition.key}")
    button = student.page.frame_locator("iframe").locator("#go")

    button.press("Enter")
    expect(student.page.locator("[data-progress]")).to_have_attribute("value", "0.5")
    with student.page.expect_response("**/completion"):
        button.press("Enter")

    expect(student.page.locator("[data-state]")).to_have_text("Готово. Отличная работа!")
    student.page.locator("[data-full]").click()
    student.page.wait_for_selector("iframe:fullscreen")
