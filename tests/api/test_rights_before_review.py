"""A film or an application of nobody's waits for its rights before a reviewer sees it."""

from school_worlds import World
from test_watching_pages import application

from api.web.visits import present
from library_core.library import Act
from library_core.publishing import upload_draft

RIGHTS = {"title-ru": "Маятник", "rights_holder": "Школа", "licence": "CC-BY-4.0", "language-ru": "yes"}


def test_rights_are_said_before_review(world: World) -> None:
    publisher = world.browser(world.north, "publisher")
    act = Act(school=world.north.school, at=present(), person=world.north.people["publisher"])
    draft = upload_draft(world.application.press, application(), act)

    refused = publisher.post(f"/documents/{draft.key}/submission")
    publisher.post(f"/documents/{draft.key}/description", {**RIGHTS, "subject": "physics"})
    accepted = publisher.post(f"/documents/{draft.key}/submission")

    assert refused.status_code == 422
    assert "Сначала укажите в описании правообладателя" in refused.text
    assert accepted.status_code == 303


def test_what_is_under_review_is_not_described_anew(world: World) -> None:
    publisher, submitted = world.browser(world.north, "publisher"), world.north.submitted

    page = publisher.get(f"/documents/{submitted}/description")

    assert page.headers["location"] == f"/documents/{submitted}"
