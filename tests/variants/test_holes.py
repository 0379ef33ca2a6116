import pytest

from variants.prose.plain import plain_text
from variants.quantities.units import read_unit
from variants.templates.display.printing import Manner
from variants.templates.filling import fill_text
from variants.templates.holes import UnreadableText, read_holes
from variants.templates.located import Template, Templates
from variants.templates.values import NumberValue, Value, WordValue
from variants.texts import Text

VALUES: dict[str, Value] = {
    "m": NumberValue(si=2.5, dimension=read_unit("kg").dimension, unit="kg"),
    "V": NumberValue(si=0.002, dimension=read_unit("L").dimension, unit="L"),
    "N": NumberValue(si=21, dimension=read_unit("").dimension),
    "way": WordValue(name="up", text=Text("*up*", "<вверх>")),
}


def _filled(en: str, ru: str) -> Text:
    texts = Templates(en=Template(text=en), ru=Template(text=ru))
    return fill_text(texts, VALUES.__getitem__)


def test_a_hole_shows_its_value_in_each_language() -> None:
    text = _filled("Mass {{m}}.", "Масса {{ m }}.")

    assert text == Text("Mass 2.5\u00a0kg.", "Масса 2,5\u00a0кг.")


def test_a_letter_and_its_value_stay_in_one_line() -> None:
    text = _filled("Here m = {{m}}.", "Здесь m = {{m}}.")

    assert text == Text("Here m\u00a0=\u00a02.5\u00a0kg.", "Здесь m\u00a0=\u00a02,5\u00a0кг.")


def test_a_hole_inside_a_formula_is_typeset_with_it() -> None:
    html = _filled("$m = {{m}}$", "$m = {{m}}$").in_language("ru")

    assert r'data-tex="m = {2{,}5\,\text{кг}}"' in html
    assert plain_text(html) == "m = 2,5 кг"


def test_a_word_is_shown_as_it_is_and_never_as_markup() -> None:
    assert _filled("{{way}}", "{{way}}") == Text("*up*", "&lt;вверх&gt;")


def test_the_counted_word_of_the_language_is_chosen() -> None:
    assert _filled("{{N | turn | turns}}", "{{N | виток | витка | витков}}") == Text(
        "21\u00a0turns", "21\u00a0виток"
    )


@pytest.mark.parametrize(
    ("inside", "manner"),
    [
        ("V in cm^3", Manner(unit="cm^3")),
        ("V in J/(kg*K) to 3 figures", Manner(unit="J/(kg*K)", figures=3)),
        ("V to 1 decimal", Manner(decimals=1)),
        ("V number", Manner(bare=True)),
        ("V in L number", Manner(unit="L", bare=True)),
    ],
)
def test_what_stands_after_the_name_says_how_to_print(inside: str, manner: Manner) -> None:
    assert read_holes("{{" + inside + "}}", "en")[0].manner == manner


@pytest.mark.parametrize("text", ["ab {{}}", "ab {{2 + m}}", "ab {{m in foo}}", "ab {{N | виток | витка}}"])
def test_a_hole_that_can_not_be_read_is_refused_at_its_place(text: str) -> None:
    with pytest.raises(UnreadableText) as refusal:
        read_holes(text, "ru")

    assert refusal.value.position == 3
    assert refusal.value.message.languages == ("en", "ru")


def test_a_formula_that_can_not_be_read_is_refused_at_its_place() -> None:
    text = Templates(en=Template(text=r"Mass {{m}}: $m = {{m}} + \foo$"))

    with pytest.raises(UnreadableText) as refusal:
        fill_text(text, VALUES.__getitem__)

    assert refusal.value.position == len(r"Mass {{m}}: $m = {{m}} + ")


def test_a_column_of_a_row_is_named_with_a_dot() -> None:
    assert read_holes("{{metal.of}}", "en")[0].name == "metal.of"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Давление {{p}}. Ещё.", "Давление 740 мм рт. ст. Ещё."),
        ("Давление *{{p}}*.", "Давление 740 мм рт. ст."),
        ("Давление $p = {{p}}$.", "Давление p = 740 мм рт. ст."),
        ("Сначала {{p}}, потом {{p}}…", "Сначала 740 мм рт. ст., потом 740 мм рт. ст…"),
        ("{{p}}...", "740 мм рт. ст..."),
        ("{{p}} было.", "740 мм рт. ст. было."),
        ("Масса {{m}}.", "Масса 2 кг."),
    ],
)
def test_a_unit_that_ends_with_a_dot_needs_no_full_stop(text: str, shown: str) -> None:
    unit = read_unit("mmHg")
    pressure = NumberValue(si=740 * unit.factor, dimension=unit.dimension, unit="mmHg")
    mass = NumberValue(si=2.0, dimension=read_unit("kg").dimension, unit="kg")
    values = {**VALUES, "m": mass, "p": pressure}

    filled = fill_text(Templates(ru=Template(text=text)), values.__getitem__)

    assert plain_text(filled.ru or "") == shown
