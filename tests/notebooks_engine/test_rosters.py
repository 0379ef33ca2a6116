import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library_core.people import PersonKey
from notebooks_engine.rosters.planning import KnownStudent, RosterPlan, plan_roster
from notebooks_engine.rosters.reading import LARGEST_ROSTER, LOGIN, RosterRow, read_roster
from variants.problems import DocumentRefused


def rows_of(source: bytes | str) -> list[tuple[str, str, str]]:
    roster = read_roster(source, "class.csv")

    assert roster.problems == ()
    return [(row.name, row.login, row.group) for row in roster.rows]


def problems_of(source: str) -> list[str]:
    return [problem.in_language("en") for problem in read_roster(source, "class.csv").problems]


@pytest.mark.parametrize(
    "source",
    [
        "Student 01,s1,A\nStudent 02,,B\n",
        "Student 01;s1;A\r\nStudent 02;;B\r\n",
        "Student 01\ts1\tA\nStudent 02\t\tB",
        "name,login,group\nStudent 01,s1,A\nStudent 02,,B\n",
        "group;login;name\nA;s1;Student 01\nB;;Student 02\n",
        'sep=;\n"Student 01";"s1";A\n\nStudent 02;;B\n',
        "\ufeffStudent 01,s1,A\n   \nStudent  02 , ,B\n",
    ],
)
def test_a_table_is_read_however_it_is_written(source: str) -> None:
    source = source.replace("s1", "login-1")

    assert rows_of(source) == [("Student 01", "login-1", "A"), ("Student 02", "", "B")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_russian_is_read_in_any_usual_encoding(encoding: str) -> None:
    source = "ФИО;Группа\nУченик 01;первая\n".encode(encoding)

    assert rows_of(source) == [("Ученик 01", "", "первая")]


def test_one_name_a_line_needs_no_columns() -> None:
    assert [name for name, _, _ in rows_of("Ученик 01\nУченик 02")] == ["Ученик 01", "Ученик 02"]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("Student 01\n\n,login-1\n", "line 3: there is no name"),
        ("Student 01,a b\n", "line 1: a login is"),
        ("Student 01,Ы\n", "line 1: a login is"),
        ("a@b.example\n", "line 1: write a name only"),
        ("Student +7 900 000-00-00\n", "line 1: write a name only"),
        ("x" * 101 + "\n", "line 1: a name has"),
        ("Student 01\nStudent 02\nstudent 01\n", "line 3: student 01 stands on line 1"),
        ("Student 01,same\nStudent 02,same\n", "line 2: login same stands on line 1"),
        ("Student 01,login-1,A,extra\n", "line 1: this line has more columns"),
        ("Student 01,,{}\n".format("g" * 41), "line 1: a group has"),
    ],
)
def test_a_mistake_is_located_and_the_other_rows_are_read(source: str, words: str) -> None:
    assert any(words in problem for problem in problems_of(source)), problems_of(source)


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b" \n \n",
        b"a\x00b",
        b"\xff\xfeA",
        b'Student 01,"unclosed\n',
        b"x" * (LARGEST_ROSTER + 1),
        "\n".join(f"Student {n}" for n in range(1001)).encode(),
        b"\x98\xff\xff",
    ],
)
def test_what_is_no_class_list_is_refused(source: bytes) -> None:
    with pytest.raises(DocumentRefused):
        read_roster(source, "class.csv")


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), st.binary(max_size=200)))
def test_any_input_is_read_or_refused(source: str | bytes) -> None:
    try:
        found: tuple[object, ...] = read_roster(source, "class.csv").rows
    except DocumentRefused as refused:
        found = refused.problems

    assert isinstance(found, tuple)


KNOWN = (
    KnownStudent(person=PersonKey("p1"), display_name="Student 01", login="login-1", member=True),
    KnownStudent(person=PersonKey("p2"), display_name="Student 02", login="login-2", member=False),
)


def plan(source: str, *taken: str) -> RosterPlan:
    counter = itertools.count()
    roster = read_roster(source, "class.csv")
    return plan_roster(
        roster, "class.csv", KNOWN, set(taken).__contains__, lambda below: next(counter) % below
    )


def test_members_are_found_by_name_and_schoolmates_by_login() -> None:
    planned = plan("student 01,,A\nAnother name,login-2\n")

    assert [(one.person, one.member, one.group) for one in planned.matched] == [
        ("p1", True, "A"),
        ("p2", False, ""),
    ]
    assert planned.new == ()


def test_a_namesake_in_another_class_is_somebody_new() -> None:
    assert [one.display_name for one in plan("Student 02\n").new] == ["Student 02"]


def test_new_logins_are_free_and_say_nothing_of_the_name() -> None:
    planned = plan("Student 03\nStudent 04\n", "sabcdef")

    logins = [one.login for one in planned.new]
    assert len(set(logins)) == 2
    assert "sabcdef" not in logins
    assert all(LOGIN.fullmatch(login) for login in logins)


def test_a_login_of_somebody_elsewhere_is_a_located_problem() -> None:
    planned = plan("Student 03,login-9\n", "login-9")

    assert [problem.line for problem in planned.problems] == [1]
    assert planned.new == ()


def test_a_row_keeps_its_line() -> None:
    assert read_roster("\n\nStudent 01\n", "x").rows == (RosterRow(line=3, name="Student 01"),)


@pytest.mark.parametrize("source", ["", " \n\n", "name,login\n", "ФИО;Логин\n;\n"])
def test_a_list_of_nobody_is_refused(source: str) -> None:
    with pytest.raises(DocumentRefused, match="the list is empty"):
        read_roster(source, "class.csv")


def test_an_invisible_character_is_called_so() -> None:
    assert problems_of("name\n\u202eStudent 01\n") == [
        "class.csv, line 2: there is an invisible character in this name; type it anew"
    ]
