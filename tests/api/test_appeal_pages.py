"""Appeals and copy evidence through the routes: forms as the pages hold them, and what they lead to."""

from school_worlds import World
from test_teachers_marks import form_on


def test_a_student_takes_an_appeal_back_and_makes_it_again(world: World) -> None:
    student, north = world.browser(world.north, "student"), world.north
    page = f"/assignments/{north.attempt}"
    back = f"/appeals/{north.appeal}/taking-back"

    taken = student.post(back, form_on(student.get(page).text, back))
    offered = student.get(page).text
    made = student.post(f"{page}/1/appeal", form_on(offered, f"{page}/1/appeal"))

    assert "Я считаю, что это верно" in offered
    assert taken.headers["location"] == made.headers["location"] == f"{page}#task-1"
    assert "учитель посмотрит" in student.get(page).text


def test_a_refused_appeal_says_why_in_its_place(shared_world: World) -> None:
    student, north = shared_world.browser(shared_world.north, "student"), shared_world.north
    before = shared_world.contents()

    response = student.post(f"/assignments/{north.attempt}/1/appeal", {"ask": "part", "try": "9"})

    assert response.status_code == 422
    assert "Это уже не последняя ваша попытка" in response.text
    assert shared_world.contents() == before


def test_the_queue_shows_an_appeal_with_its_words_and_the_right_answer(shared_world: World) -> None:
    teacher, north = shared_world.browser(shared_world.north, "teacher"), shared_world.north

    page = teacher.get("/queue").text

    assert "I am sure." in page
    assert "777 kg" in page
    assert f"/appeals/{north.appeal}/decision" in page


def test_accepting_from_the_queue_gives_the_points_and_is_undone(world: World) -> None:
    teacher, north = world.browser(world.north, "teacher"), world.north
    action = f"/appeals/{north.appeal}/decision"
    fields = form_on(teacher.get("/queue").text, action)

    response = teacher.post(action, {**fields, "step": "accept", "reply": "Так и быть."})

    work = f"/students-work/{north.attempt}"
    accepted = teacher.get(work).text
    assert response.headers["location"] == "/queue"
    assert "Отменить для всех" in accepted
    assert "Так и быть." in world.browser(north, "student").get(f"/assignments/{north.attempt}").text
    undo = "/accepted/" + accepted.split('action="/accepted/', 1)[1].split('"', 1)[0]
    teacher.post(undo, form_on(accepted, undo))
    assert action in teacher.get(work).text


def test_practice_and_previews_offer_no_appeal(shared_world: World) -> None:
    student, north = shared_world.browser(shared_world.north, "student"), shared_world.north
    path = f"/practice/{north.run}"

    page = student.post(f"{path}/check", {"answer.part": "1 kg", "idempotency": "p"}, hx_request="true").text

    assert "/appeal" not in page + student.get(path).text


def test_a_long_page_number_shows_the_last_page_of_the_queue(shared_world: World) -> None:
    teacher = shared_world.browser(shared_world.north, "teacher")

    assert "I am sure." in teacher.get("/queue?page=999").text


def test_copies_of_a_quiet_class_say_that_nothing_stands_out(shared_world: World) -> None:
    teacher, north = shared_world.browser(shared_world.north, "teacher"), shared_world.north

    page = teacher.get(f"/assigned/{north.assignment}/copies")

    assert page.status_code == 200
    assert "Ничего не выделяется" in page.text
