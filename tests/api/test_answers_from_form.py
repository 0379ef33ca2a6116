from collections.abc import Iterable
from fractions import Fraction

import pytest

from api.forms.answers import answer_from_form, draft_from_form
from variants.checkers.verdicts import UnreadableAnswer
from variants.keys import AxisKey, ChoiceKey, Key, Kind, Pick, PlotKey, QuantityKey, TableKey
from variants.texts import Text
from variants.variant import (
    Ask,
    AxisShape,
    ChoiceShape,
    ColumnShape,
    LineShape,
    Option,
    PlotShape,
    Shape,
    TableShape,
)


def posted(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    form: dict[str, list[str]] = {}
    for name, value in pairs:
        form.setdefault(name, []).append(value)
    return form


def make_ask(kind: Kind, shape: Shape, key: Key) -> Ask:
    return Ask(name="a", kind=kind, points=Fraction(1), label=Text(), shape=shape, key=key)


def choice(pick: Pick) -> Ask:
    options = tuple(Option(name=name, text=Text(en=name)) for name in ("p", "q", "r"))
    items = (Option(name="first", text=Text()), Option(name="second", text=Text()))
    shape = ChoiceShape(pick=pick, options=options, items=items if pick == "matching" else ())
    return make_ask("choice", shape, ChoiceKey(pick=pick))


@pytest.fixture
def line() -> Ask:
    return make_ask("quantity", LineShape(), QuantityKey(value=1.0))


@pytest.fixture
def table() -> Ask:
    columns = (
        ColumnShape(name="U", label=Text(), unit=Text(), kind="quantity", cells=(Text(en="1"), Text(en="2"))),
        ColumnShape(name="P", label=Text(), unit=Text(), kind="quantity", cells=(None, None)),
    )
    return make_ask("table", TableShape(columns=columns), TableKey(columns=()))


@pytest.fixture
def plot() -> Ask:
    axis = AxisShape(name=Text(en="t"), unit=Text(en="s"), lowest=0, highest=10)
    shape = PlotShape(x=axis, y=axis, parts=("axes", "dots", "line"))
    return make_ask("plot", shape, PlotKey(x=AxisKey(name="t"), y=AxisKey(name="v")))


def test_a_typed_line_is_kept_exactly_as_entered(line: Ask) -> None:
    assert answer_from_form(line, posted([("answer.a", " 3,5·10^-3 кг ")])) == " 3,5·10^-3 кг "


def test_an_untouched_form_is_no_answer(line: Ask, table: Ask, plot: Ask) -> None:
    untouched = posted([("answer.a", "  "), ("answer.a.P.0", ""), ("answer.a.axes.x.lowest", "0")])

    for ask in (line, table, plot, choice("one"), choice("several"), choice("matching"), choice("ordering")):
        assert answer_from_form(ask, untouched) is None


def test_a_line_too_long_to_keep_is_refused(line: Ask) -> None:
    with pytest.raises(UnreadableAnswer, match="longer than 2000"):
        draft_from_form(line, posted([("answer.a", "1" * 2001)]))


def test_only_options_that_were_shown_are_taken() -> None:
    form = posted([("answer.a", "forged"), ("answer.a", "q"), ("answer.a", "p")])

    assert answer_from_form(choice("one"), form) == "p"
    assert answer_from_form(choice("several"), form) == ["p", "q"]


def test_matching_gives_an_option_to_each_item() -> None:
    form = posted([("answer.a.first", "q"), ("answer.a.second", "")])

    assert answer_from_form(choice("matching"), form) == {"first": "q"}


def test_places_make_an_order() -> None:
    form = posted([("answer.a.p", "3"), ("answer.a.q", "1"), ("answer.a.r", "2")])

    assert answer_from_form(choice("ordering"), form) == ["q", "r", "p"]


@pytest.mark.parametrize(("place", "message"), [("1", "Place 1 is given twice"), ("", "without a place: 1")])
def test_an_order_that_is_none_is_unreadable_but_kept_as_a_draft(place: str, message: str) -> None:
    form = posted([("answer.a.p", "1"), ("answer.a.q", place), ("answer.a.r", "2")])

    assert draft_from_form(choice("ordering"), form)["p"] == "1"
    with pytest.raises(UnreadableAnswer, match=message):
        answer_from_form(choice("ordering"), form)


def test_a_table_has_a_line_for_each_row_of_its_asked_columns(table: Ask) -> None:
    form = posted([("answer.a.P.1", "4 Вт"), ("answer.a.U.0", "forged")])

    assert answer_from_form(table, form) == {"P": ["", "4 Вт"]}


def test_coordinates_are_read_with_comma_or_point(plot: Ask) -> None:
    form = posted([("answer.a.dots.7.x", "−0,5"), ("answer.a.dots.7.y", "2.5"), ("answer.a.dots.8.x", "")])

    assert answer_from_form(plot, form) == {"dots": [[-0.5, 2.5]]}


def test_axes_have_the_limits_that_are_numbers(plot: Ask) -> None:
    typed = [("name", "t"), ("lowest", "−0,5"), ("highest", "many")]
    form = posted([(f"answer.a.axes.x.{part}", words) for part, words in typed])

    assert draft_from_form(plot, form)["axes"]["x"] == dict(typed)
    assert answer_from_form(plot, form) == {"axes": {"x": {"name": "t", "lowest": -0.5}, "y": {}}}


@pytest.mark.parametrize("typed", ["x", "nan", "1e999", "1_0", "", "__import__('os')"])
def test_a_coordinate_that_is_no_number_is_named(plot: Ask, typed: str) -> None:
    form = posted([("answer.a.dots.0.x", "1"), ("answer.a.dots.0.y", typed)])

    assert draft_from_form(plot, form)["dots"] == [["1", typed]]
    with pytest.raises(UnreadableAnswer, match="Point 1"):
        answer_from_form(plot, form)


def test_more_points_than_a_hand_draws_are_refused(plot: Ask) -> None:
    form = posted([(f"answer.a.dots.{row}.x", "1") for row in range(201)])

    with pytest.raises(UnreadableAnswer, match="more than 200 points"):
        draft_from_form(plot, form)
