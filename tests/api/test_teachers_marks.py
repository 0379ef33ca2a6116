"""The teacher's decision through the routes: what the form sends, both marks kept, and taking it back."""

import re

from school_worlds import World


def form_on(page: str, action: str) -> dict[str, str]:
    """Return the hidden and typed fields of the first form on a page that posts to this address."""
    form = page.split(f'action="{action}"', 1)[1].split("</form>", 1)[0]
    return {
        name: value
        for tag in re.findall(r"<input[^>]*>", form)
        for name in re.findall(r'name="([^"]*)"', tag)
        for value in [*re.findall(r'value="([^"]*)"', tag), ""][:1]
    }


def test_the_form_sends_the_ask_and_the_try_that_the_teacher_looks_at(shared_world: World) -> None:
    teacher, attempt = shared_world.browser(shared_world.north, "teacher"), shared_world.north.attempt

    fields = form_on(teacher.get(f"/students-work/{attempt}").text, f"/students-work/{attempt}/2/decision")

    assert (fields["ask"], fields["try"]) == ("why", "1")
    assert fields["idempotency"]
    assert fields["csrf"]
    assert {"points", "comment"} <= set(fields)


def test_a_form_as_the_page_holds_it_is_a_decision(world: World) -> None:
    teacher, north = world.browser(world.north, "teacher"), world.north
    action = f"/students-work/{north.attempt}/2/decision"
    fields, before = (
        form_on(teacher.get(f"/students-work/{north.attempt}").text, action),
        world.count("marks"),
    )

    response = teacher.post(action, {**fields, "points": "0,5", "comment": "Half of it."})

    assert response.status_code == 303
    assert response.headers["location"] == f"/students-work/{north.attempt}#task-2"
    assert "Half of it." in world.browser(north, "student").get(f"/assignments/{north.attempt}").text
    assert world.count("marks") == before + 1


def test_taking_a_decision_back_brings_the_machine_s_mark_back(world: World) -> None:
    teacher, north = world.browser(world.north, "teacher"), world.north
    undo = f"/marks/{north.mark}/undoing"
    before = teacher.get(f"/students-work/{north.attempt}").text

    response = teacher.post(undo, form_on(before, undo))

    after = teacher.get(f"/students-work/{north.attempt}").text
    assert response.headers["location"] == f"/students-work/{north.attempt}#task-2"
    assert "Good." in before
    assert undo not in after
    assert "Good." not in world.browser(north, "student").get(f"/assignments/{north.attempt}").text


def test_a_try_that_the_teacher_has_not_seen_is_not_judged(world: World) -> None:
    teacher, student, north = (
        world.browser(world.north, "teacher"),
        world.browser(world.north, "student"),
        world.north,
    )
    teacher.post(f"/marks/{north.mark}/undoing")
    student.post(f"/assignments/{north.attempt}/2/check", {"answer.why": "ещё раз", "idempotency": "second"})
    before = world.contents()

    form = {"ask": "why", "try": "1", "points": "1"}
    response = teacher.post(f"/students-work/{north.attempt}/2/decision", form)

    assert response.status_code == 422
    assert "посмотрите новый ответ" in response.text
    assert world.contents() == before


def test_points_out_of_range_change_nothing(shared_world: World) -> None:
    teacher, north = shared_world.browser(shared_world.north, "teacher"), shared_world.north
    before = shared_world.contents()

    statuses = {
        teacher.post(
            f"/students-work/{north.attempt}/2/decision", {"ask": "why", "try": "1", "points": points}
        ).status_code
        for points in ("1.01", "-1", "1e3", "", "1/0", "9" * 400)
    }

    assert statuses == {422}
    assert shared_world.contents() == before
