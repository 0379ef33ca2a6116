"""Read the fields of a choice: one, several, matching or ordering."""

from functools import partial
from typing import Final, get_args

from variants.formulas.trees import Name, Word
from variants.keys import Pick
from variants.templates.asks import ChoiceAsk, ChoiceItem, ChoiceOption
from variants.templates.documents import Complaint, Leaf, Node, Record
from variants.templates.located import Formula, Templates
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import (
    Fields,
    read_formula_at,
    read_integer,
    read_leaf,
    read_templates,
    read_unit_text,
    read_word,
)
from variants.templates.reading.names import read_names
from variants.texts import Text

MOST_OPTIONS: Final = 40
_DEMANDED: Final = {"one": "right", "several": "right", "ordering": "by"}


def read_choice(fields: Fields, name: str) -> ChoiceAsk:
    """Return the choice that these fields describe."""
    pick = fields.need("pick", read_word(*get_args(Pick)), "one")
    node = fields.record.entries.get("options")
    if isinstance(node, Leaf) and node.text == "mistakes":
        return _from_mistakes(fields, name, pick)
    no_options: tuple[ChoiceOption, ...] = ()
    no_items: tuple[ChoiceItem, ...] = ()
    options = fields.need("options", partial(_options, problems=fields.problems, pick=pick), no_options)
    items = fields.get("items", partial(_items, problems=fields.problems, options=options), no_items)
    if pick == "matching" and not items:
        fields.problems.add(
            fields.record, Text(en="a matching needs `items`", ru="для соответствия нужны `items`")
        )
    if len(options) < 2:
        fields.problems.add(
            fields.record, Text(en="a choice needs two options or more", ru="вариантов нужно два или больше")
        )
    return ChoiceAsk(pick=pick, options=options, items=items)  # type: ignore[arg-type]


def _from_mistakes(fields: Fields, name: str, pick: str) -> ChoiceAsk:
    if pick != "one":
        raise Complaint(
            fields.record,
            Text(en="`options: mistakes` needs `pick: one`", ru="для `options: mistakes` нужно `pick: one`"),
        )
    record = fields.record
    default = Formula(text=name, tree=Name(name=name), line=record.line, column=record.column)
    return ChoiceAsk(
        pick="one",
        from_mistakes=True,
        key=fields.maybe("key", read_formula_at) or default,
        unit=fields.get("unit", read_unit_text, ""),
        figures=fields.maybe("figures", read_integer(1, 10)),
        decimals=fields.maybe("decimals", read_integer(0, 10)),
    )


def _options(node: Node, problems: Problems, pick: str) -> tuple[ChoiceOption, ...]:
    _check_count(node)
    found = (
        problems.attempt(partial(_option, name, entry, problems, pick))
        for name, entry in read_names(node, problems, keywords=True)
    )
    return tuple(option for option in found if option is not None)


def _check_count(node: Node) -> None:
    if isinstance(node, Record) and len(node.entries) > MOST_OPTIONS:
        raise Complaint(
            node,
            Text(
                en=f"a choice has at most {MOST_OPTIONS} options",
                ru=f"вариантов ответа бывает не больше {MOST_OPTIONS}",
            ),
        )


def _option(name: str, node: Node, problems: Problems, pick: str) -> ChoiceOption:
    fields = Fields(node, problems, ("text", "gives", "right", "by", "say"))
    demanded = _DEMANDED.get(pick)
    if demanded is not None and demanded not in fields:
        problems.add(
            node, Text(en=f"option `{name}` has no `{demanded}`", ru=f"у варианта `{name}` нет `{demanded}`")
        )
    text, gives = _shown(fields)
    return ChoiceOption(
        name=name,
        text=text,
        gives=gives,
        right=fields.maybe("right", read_formula_at),
        by=fields.maybe("by", read_formula_at),
        say=fields.maybe("say", read_templates(problems)),
    )


def _shown(fields: Fields) -> tuple[Templates | None, Formula | None]:
    """A text stands by language; a name or formula instead of it is printed."""
    node = fields.record.entries.get("text")
    gives = fields.maybe("gives", read_formula_at)
    if isinstance(node, Record):
        return fields.maybe("text", read_templates(fields.problems)), gives
    if node is not None:
        return None, fields.maybe("text", _read_printed)
    if gives is None:
        fields.problems.add(fields.record, Text(en="`text` is missing", ru="не хватает поля `text`"))
    return None, gives


def _read_printed(node: Node) -> Formula:
    """Return the formula that is printed in place of a text. Raises Complaint."""
    try:
        return read_formula_at(node)
    except Complaint as complaint:
        if not isinstance(node, Leaf) or not node.text.strip():
            raise
        place = (complaint.line, complaint.column)
        raise Complaint(place, _not_a_formula(complaint.message)) from None


def _not_a_formula(message: Text) -> Text:
    return Text(
        en=f"without a language this is read as a formula ({message.en}); words are written {{en: …, ru: …}}",
        ru=f"без указания языка это читается как формула ({message.ru}); слова пишут так: {{en: …, ru: …}}",
    )


def _items(node: Node, problems: Problems, options: tuple[ChoiceOption, ...]) -> tuple[ChoiceItem, ...]:
    _check_count(node)
    known = {option.name for option in options}
    found = (
        problems.attempt(partial(_item, name, entry, problems, known))
        for name, entry in read_names(node, problems, keywords=True)
    )
    return tuple(item for item in found if item is not None)


def _item(name: str, node: Node, problems: Problems, options: set[str]) -> ChoiceItem:
    fields = Fields(node, problems, ("text", "gives", "goes_to"))
    text, gives = _shown(fields)
    if "goes_to" not in fields:
        raise Complaint(
            node, Text(en=f"item `{name}` has no `goes_to`", ru=f"у пункта `{name}` нет `goes_to`")
        )
    leaf = read_leaf(fields.record.entries["goes_to"])
    if leaf.text in options:
        tree = Word(text=leaf.text)
        goes_to = Formula(text=leaf.text, tree=tree, line=leaf.text_line, column=leaf.text_column)
    else:
        goes_to = read_formula_at(leaf)
    return ChoiceItem(name=name, goes_to=goes_to, text=text, gives=gives)
