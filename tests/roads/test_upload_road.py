"""A large file on its way through a bad line: it goes on by itself, after a reload, and after a pause."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect
from schools import RoadSchool
from walking import Walker

from library_core.objects import ObjectKey
from library_core.uploads import PART_SIZE

pytestmark = pytest.mark.browser
Walk = Callable[..., Walker]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A file of three parts."""
    path = tmp_path / "учебник физики.epub"
    path.write_bytes(os.urandom(2 * PART_SIZE + 12345))
    return path


@pytest.fixture
def publisher(school: RoadSchool, walk: Walk) -> Walker:
    walker = walk().sign_in(school, "publisher")
    walker.go("/uploads")
    walker.page.on("dialog", lambda dialog: dialog.accept())
    return walker


def send(page: Page, file: Path) -> None:
    page.set_input_files("#f-files", file)
    page.locator("[data-send]").click()


def break_line(route: Route) -> None:
    route.abort("internetdisconnected")


def expect_whole(school: RoadSchool, page: Page, file: Path) -> None:
    page.wait_for_selector(".uploaded")
    expect(page.locator(".uploaded")).to_contain_text(file.name)
    expect(page.locator(".uploaded")).to_contain_text("получен целиком")
    key = ObjectKey(hashlib.sha256(file.read_bytes()).hexdigest())
    assert school.application.objects.size(key) == file.stat().st_size


def forgive_broken_lines(walker: Walker) -> None:
    walker.complaints[:] = [line for line in walker.complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_a_file_is_chosen_sent_and_there(school: RoadSchool, publisher: Walker, book: Path) -> None:
    publisher.page.set_input_files("#f-files", book)
    expect(publisher.page.locator("[data-note]")).to_have_text(f"Готов к загрузке: {book.name}, 16\u00a0МБ.")

    publisher.page.locator("[data-send]").press("Enter")

    expect_whole(school, publisher.page, book)


def test_a_lost_line_is_waited_for(school: RoadSchool, publisher: Walker, book: Path) -> None:
    page = publisher.page
    page.route("**/parts/1", break_line)
    send(page, book)
    expect(page.locator("[data-words]")).to_contain_text("Следующая попытка", timeout=60_000)
    page.context.set_offline(True)
    expect(page.locator("[data-words]")).to_contain_text("Связь прервалась", timeout=60_000)

    page.unroute("**/parts/1")
    page.context.set_offline(False)

    expect_whole(school, page, book)
    forgive_broken_lines(publisher)


def test_after_a_reload_the_same_file_goes_on(school: RoadSchool, publisher: Walker, book: Path) -> None:
    page = publisher.page
    page.route("**/parts/2", break_line)
    send(page, book)
    expect(page.locator("[data-words]")).to_contain_text("Следующая попытка", timeout=60_000)
    page.unroute("**/parts/2")
    page.reload()
    publisher.settle()
    expect(page.locator("[data-note]")).to_contain_text(f"выберите файл «{book.name}» ещё раз")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if "/parts/" in request.url else None)

    page.set_input_files("#f-files", book)
    expect(page.locator("[data-note]")).to_contain_text("Часть этого файла уже на сервере")
    page.locator("[data-send]").click()

    expect_whole(school, page, book)
    assert [url.rpartition("/")[2] for url in sent] == ["2"]
    forgive_broken_lines(publisher)


def test_a_pause_is_ended_by_the_keyboard(school: RoadSchool, publisher: Walker, book: Path) -> None:
    page = publisher.page
    page.route("**/parts/1", break_line)
    send(page, book)
    expect(page.locator("[data-words]")).to_contain_text("Следующая попытка", timeout=60_000)
    expect(page.locator("[data-hold]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-words]")).to_contain_text("Приостановлено на 49 %")

    page.unroute("**/parts/1")
    page.keyboard.press("Enter")

    expect_whole(school, page, book)
    forgive_broken_lines(publisher)


def test_a_cancelled_upload_leaves_nothing(publisher: Walker, book: Path) -> None:
    page = publisher.page
    page.route("**/parts/1", break_line)
    send(page, book)
    expect(page.locator("[data-words]")).to_contain_text("Следующая попытка", timeout=60_000)

    with page.expect_response("**/abandonment"):
        page.locator("[data-cancel]").click()

    expect(page.locator("[data-note]")).to_have_text("Загрузка отменена.")
    expect(page.locator("#f-files")).to_be_focused()
    publisher.go("/uploads")
    assert page.locator(".uploaded").count() == 0
    forgive_broken_lines(publisher)


def test_a_file_too_large_for_the_school_is_told_before_a_byte(
    school: RoadSchool, publisher: Walker, book: Path
) -> None:
    school.application.write(lambda unit: unit.library.quotas.set_limit(school.key, 1 << 20))

    send(publisher.page, book)

    expect(publisher.page.locator("[data-note]")).to_contain_text("осталось 1\u00a0МБ из 1\u00a0МБ")
    publisher.complaints[:] = [line for line in publisher.complaints if "413" not in line]


def test_a_small_file_goes_without_scripts(school: RoadSchool, walk: Walk, tmp_path: Path) -> None:
    small = tmp_path / "глава.epub"
    small.write_bytes(b"small")
    publisher = walk(scripts=False).sign_in(school, "publisher")
    publisher.go("/uploads")
    expect(publisher.page.locator("#h-files")).to_contain_text("Без скриптов")

    send(publisher.page, small)

    expect_whole(school, publisher.page, small)
