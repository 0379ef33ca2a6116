"""Things made once: kept under the identity of what they were made of."""

import pickle
from dataclasses import replace
from threading import Barrier, Thread

from task_documents import INCLINE, TABLES

from variants.templates.made import Made
from variants.templates.reading.task_reading import read_task


def test_a_thing_is_made_once_of_the_same_things() -> None:
    made, parts = Made(), [1, 2]

    first = made.once(list, parts)

    assert made.once(list, parts) is first
    assert made.once(list, [1, 2]) is not first


def test_other_functions_make_other_things() -> None:
    made, parts = Made(), (1, 2)

    assert made.once(list, parts) == [1, 2]
    assert made.once(set, parts) == {1, 2}


def test_words_are_told_apart_by_what_they_say() -> None:
    made, parts = Made(), {"mass": [1]}
    word = "".join(["ma", "ss"])

    assert made.once(dict.get, parts, "mass") is made.once(dict.get, parts, word)


def test_threads_that_ask_at_once_get_the_same() -> None:
    made, parts, barrier = Made(), [1], Barrier(8)
    found: list[list[int]] = []

    def slowly(given: list[int]) -> list[int]:
        barrier.wait()
        return list(given)

    threads = [Thread(target=lambda: found.append(made.once(slowly, parts))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 8
    assert all(one is found[0] for one in found)


def test_nothing_that_was_made_goes_into_another_process() -> None:
    made, parts = Made(), [1]
    first = made.once(list, parts)

    copied = pickle.loads(pickle.dumps(made))

    assert copied.once(list, parts) is not first


def test_a_changed_task_keeps_nothing_of_the_first_one() -> None:
    task = read_task(INCLINE, document="incline", tables=TABLES)
    task.made.once(id, task)

    assert replace(task, subject="chemistry").made is not task.made
