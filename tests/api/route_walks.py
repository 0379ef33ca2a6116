"""Rows of the route table as requests: addresses with a school's things in them, and who may ask."""

from school_worlds import Browser, Things

from api.web.routing import Page


def fill(page: Page, things: Things) -> str:
    editions = {
        "documents": things.draft,
        "reviews": things.submitted,
        "my-tasks": things.task,
        "textbooks": things.textbook,
        "my-lessons": things.lesson,
        "lessons": things.lesson,
        "courses": things.course,
        "labs": things.lab.edition,
    }
    at_a_bench = "lab" in page.path.split("/") or "/labs/" in page.path
    return page.path.format(
        attempt=things.lab.attempt if at_a_bench else things.attempt,
        slot="1",
        run=things.lab.run if at_a_bench else things.run,
        class_=things.class_,
        student=things.people["student"],
        assignment=things.assignment,
        mark=things.mark,
        appeal=things.appeal,
        accepted=things.accepted,
        kind="csv",
        step="text",
        position="1",
        annotation=things.annotation,
        document=things.lesson_written if page.path.startswith("/my-lessons") else things.written,
        upload=things.upload,
        job=things.job,
        proof="proof",
        part="0",
        school=things.school,
        identifier="parts",
        edition=editions.get(page.path.split("/")[1], things.edition),
    )


FORMS = {
    "textbook_note": {"kind": "bookmark", "number": "1"},
    "textbook_place": {"number": "1", "paragraph": "p1", "milliseconds": "0", "at": "1"},
}
"""What is sent beside the fields that other rows want."""


def ask(browser: Browser, page: Page, path: str) -> int:
    form = {"ask": "part", "typed": "1 kg", "idempotency": "once", **FORMS.get(page.name, {})}
    response = browser.get(path) if page.method == "GET" else browser.post(path, form)
    return int(response.status_code)


def owner(page: Page) -> str:
    """Return who of a school may ask for the row with the school's things in it."""
    roles = page.rule.roles
    return "student" if roles is None or "student" in roles else min(roles)
