"""Freezing variants and keys as JSON, and reading them back."""

import json
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variants.freezing import (
    NotFrozen,
    key_from_json,
    key_to_json,
    mistake_from_json,
    mistake_to_json,
    value_from_text,
    value_to_text,
    variant_from_json,
    variant_to_json,
)
from variants.keys import (
    ChoiceKey,
    CollectionKey,
    ColumnKey,
    EquationKey,
    ExpressionKey,
    FormulaKey,
    InequalityKey,
    Key,
    KnownMistake,
    LabKey,
    PlotKey,
    QuantityKey,
    ReactionKey,
    TableKey,
    TextKey,
)
from variants.texts import Text
from variants.variant import Ask, ChoiceShape, Given, LabShape, LineShape, PlotShape, TableShape, Variant

_fractions = st.fractions(0, 9, max_denominator=12)
_numbers = st.floats(allow_nan=False, allow_infinity=False)
_words = st.text(max_size=8)
st.register_type_strategy(Fraction, _fractions)
st.register_type_strategy(float, _numbers)
st.register_type_strategy(str, _words)
_texts = st.builds(Text, en=st.none() | _words, ru=st.none() | _words)
st.register_type_strategy(Text, _texts)

_flat_keys: st.SearchStrategy[Key] = st.one_of(
    *(
        st.from_type(kind)
        for kind in (
            QuantityKey,
            ExpressionKey,
            EquationKey,
            InequalityKey,
            CollectionKey,
            FormulaKey,
            ReactionKey,
            ChoiceKey,
            PlotKey,
            TextKey,
        )
    )
)
_columns = st.builds(
    ColumnKey,
    name=_words,
    kind=_words,
    cells=st.lists(st.none() | _flat_keys, max_size=3).map(tuple),
    points=_fractions,
)
_tables = st.builds(TableKey, columns=st.lists(_columns, max_size=2).map(tuple))
_keys = _flat_keys | _tables
_asks = st.builds(
    Ask,
    key=_keys,
    shape=st.one_of(*(st.from_type(kind) for kind in (ChoiceShape, TableShape, PlotShape, LineShape))),
    mistakes=st.lists(st.builds(KnownMistake, key=_flat_keys), max_size=1).map(tuple),
)
_given = st.builds(
    Given,
    name=_words,
    plain=_texts,
    value=_words | _numbers | st.fixed_dictionaries({"value": _numbers, "unit": _words}) | st.lists(_numbers),
    hidden=st.booleans(),
)


def _through_json(data: object) -> dict[str, object]:
    return dict(json.loads(json.dumps(data, ensure_ascii=False)))


@settings(max_examples=60, deadline=None)
@given(_keys)
def test_every_key_thaws_to_itself(key: Key) -> None:
    assert key_from_json(_through_json(key_to_json(key))) == key


@settings(max_examples=15, deadline=None)
@given(st.builds(KnownMistake, key=_flat_keys, say=_texts, target=_words))
def test_every_named_mistake_thaws_to_itself(mistake: KnownMistake) -> None:
    assert mistake_from_json(_through_json(mistake_to_json(mistake))) == mistake


@settings(max_examples=15, deadline=None)
@given(
    st.builds(
        Variant,
        asks=st.lists(_asks, max_size=2).map(tuple),
        given=st.lists(_given, max_size=3).map(tuple),
        certificate=st.dictionaries(_words, _words | _numbers | st.booleans(), max_size=3),
    )
)
def test_every_variant_thaws_to_itself(variant: Variant) -> None:
    assert variant_from_json(_through_json(variant_to_json(variant))) == variant


def test_fractions_are_written_as_text() -> None:
    data = key_to_json(QuantityKey(value=1.5, unit="m"))

    assert data["is"] == "quantity"
    assert data["tolerance"]["relative"] == "1/50"


def test_a_field_that_older_data_lacks_takes_its_default() -> None:
    assert key_from_json({"is": "reaction", "equation": None}) == ReactionKey(equation=None)


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"is": "riddle"},
        {"is": "quantity"},
        {"is": "line_shape"},
        {"is": "quantity", "value": 1.0, "tolerance": {"relative": "half"}},
    ],
)
def test_other_json_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(NotFrozen):
        key_from_json(data)


def test_a_part_of_a_lab_s_report_is_frozen_too() -> None:
    ask = Ask(
        name="table-slides",
        kind="lab",
        points=Fraction(25),
        label=Text(en="Slides", ru="Спуски"),
        shape=LabShape(),
        key=LabKey(part="table", name="slides"),
    )

    assert value_from_text(value_to_text(ask), Ask) == ask
