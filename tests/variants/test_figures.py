from xml.etree import ElementTree

import pytest

from variants.formulas.trees import InUnit, Name, Number
from variants.quantities.units import read_unit
from variants.templates.display.symbols import SYMBOLS
from variants.templates.figures import Reader, draw_figure
from variants.templates.located import Formula, Template, Templates
from variants.templates.task import Figure, Shape
from variants.templates.values import NumberValue

ANGLE = NumberValue(si=0.5, dimension=read_unit("").dimension)
READER = Reader(
    value={"a": ANGLE}.__getitem__, number=lambda formula: float(formula.text), truth=lambda _: True
)


def _number(value: float) -> Formula:
    return Formula(text=str(value), tree=Number(value=value))


def _numbers(*values: float) -> tuple[Formula, ...]:
    return tuple(_number(value) for value in values)


def _words(text: str) -> Templates:
    return Templates(en=Template(text=text), ru=Template(text=text))


def _draw(*shapes: Shape, reader: Reader = READER) -> str:
    figure = Figure(width=10, height=6, alt=_words('A "plane" <1>'), draw=shapes)
    return draw_figure(figure, reader).in_language("en")


def test_y_points_upwards() -> None:
    assert 'd="M0 240L400 0"' in _draw(Shape(kind="line", coordinates=_numbers(0, 0, 10, 6)))


def test_the_description_is_read_aloud() -> None:
    svg = ElementTree.fromstring(_draw())

    assert svg.get("role") == "img"
    assert svg.get("aria-label") == 'A "plane" <1>'
    assert svg.findtext("title") == 'A "plane" <1>'


def test_a_figure_has_no_style_script_or_address() -> None:
    svg = _draw(*(Shape(kind="symbol", content=_words(name), at=_numbers(1, 1)) for name in SYMBOLS))

    for element in ElementTree.fromstring(svg).iter():
        assert element.tag in {"svg", "title", "g", "path", "rect", "circle", "text"}
        assert not {"style", "href", "id"} & set(element.attrib)
        assert not any(name.startswith("on") for name in element.attrib)


def test_a_box_turns_about_its_lower_left_corner() -> None:
    shape = Shape(kind="box", coordinates=_numbers(5, 1, 1.2, 0.7), turn=_number(30))

    assert 'transform="rotate(-30 200 200)"' in _draw(shape)


@pytest.mark.parametrize(
    ("tree", "degrees"), [(Name(name="a"), "-28.648"), (InUnit(inner=Name(name="a"), unit="deg"), "-0.5")]
)
def test_an_angle_may_be_a_quantity_or_a_number_of_degrees(tree: Name | InUnit, degrees: str) -> None:
    turn = Formula(text="0.5", tree=tree)

    assert f"rotate({degrees} " in _draw(Shape(kind="line", coordinates=_numbers(0, 0, 1, 1), turn=turn))


def test_an_arrow_has_a_head_unless_it_has_no_length() -> None:
    assert _draw(Shape(kind="arrow", coordinates=_numbers(0, 0, 1, 1))).count("<path") == 2
    assert _draw(Shape(kind="arrow", coordinates=_numbers(1, 1, 1, 1))).count("<path") == 1


def test_a_symbol_lies_over_the_wires_that_are_drawn_later() -> None:
    svg = _draw(
        Shape(kind="symbol", content=_words("resistor"), at=_numbers(4, 3)),
        Shape(kind="line", coordinates=_numbers(0, 3, 10, 3)),
    )

    assert svg.index("M0 120") < svg.index("<rect")


def test_a_formula_in_a_text_becomes_readable_words() -> None:
    assert ">α₀ = 5°</text>" in _draw(
        Shape(kind="text", content=_words(r"$\alpha_0 = 5^\circ$"), at=_numbers(1, 1))
    )


def test_a_shape_whose_condition_fails_is_not_drawn() -> None:
    shape = Shape(kind="dot", coordinates=_numbers(1, 1), when=_number(0))
    hidden = Reader(value=READER.value, number=READER.number, truth=lambda _: False)

    assert "<circle" in _draw(shape)
    assert "<circle" not in _draw(shape, reader=hidden)


def test_a_style_is_a_class_and_nothing_an_author_can_misuse() -> None:
    svg = _draw(Shape(kind="line", coordinates=_numbers(0, 0, 1, 1), style='dashed thin "onload=x'))

    assert 'class="dashed thin"' in svg
    assert "onload" not in svg


def test_a_curve_passes_through_its_points() -> None:
    svg = _draw(Shape(kind="curve", coordinates=_numbers(0, 0, 1, 1, 2, 0)))

    assert "M0 240C" in svg
    assert " 40 200C" in svg
