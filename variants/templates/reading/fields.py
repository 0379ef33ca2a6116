"""Read the fields of a record: unknown ones are named, missing ones asked for, wrong ones located."""

from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, TypeVar

from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import read_formula
from variants.formulas.suggestions import with_suggestion
from variants.keys import Tolerance
from variants.quantities.units import UnknownUnit, read_unit
from variants.templates.documents import Complaint, Leaf, Listing, Node, Record
from variants.templates.located import Formula, Template, Templates
from variants.templates.located_problems import Problems, place_in
from variants.templates.type_checks import unknown_unit
from variants.texts import LANGUAGES, Text

Result = TypeVar("Result")
MOST_DIGITS: Final = 20


class Fields:
    """The fields of one record, read one by one; problems are collected and reading goes on."""

    def __init__(self, node: Node, problems: Problems, known: Iterable[str]) -> None:
        self.record = read_record(node)
        self.problems = problems
        known = tuple(known)
        for name, key in self.record.keys.items():
            if name not in known:
                message = Text(en=f"there is no field `{name}` here", ru=f"поля `{name}` здесь нет")
                problems.add(key, with_suggestion(message, name, known))

    def __contains__(self, name: str) -> bool:
        return name in self.record.entries

    def get(self, name: str, read: Callable[[Node], Result], default: Result) -> Result:
        """Return the field as read, or the default where it is missing or wrong."""
        node = self.record.entries.get(name)
        if node is None:
            return default
        found = self.problems.attempt(lambda: read(node))
        return default if found is None else found

    def need(self, name: str, read: Callable[[Node], Result], default: Result) -> Result:
        """Do the same, and complain if the field is missing."""
        if name not in self.record.entries:
            self.problems.add(self.record, Text(en=f"`{name}` is missing", ru=f"не хватает поля `{name}`"))
        return self.get(name, read, default)

    def maybe(self, name: str, read: Callable[[Node], Result]) -> Result | None:
        """Return the field as read, None where it is missing or wrong."""
        node = self.record.entries.get(name)
        return None if node is None else self.problems.attempt(lambda: read(node))


def read_record(node: Node) -> Record:
    """Return a record. Raises Complaint."""
    if not isinstance(node, Record):
        raise Complaint(
            node,
            Text(en="fields are expected here: {name: value}", ru="здесь ожидаются поля: {имя: значение}"),
        )
    return node


def read_items(node: Node) -> tuple[Node, ...]:
    """Return the items of a list. Raises Complaint."""
    if not isinstance(node, Listing):
        raise Complaint(node, Text(en="a list is expected here", ru="здесь ожидается список"))
    return node.items


def read_leaf(node: Node) -> Leaf:
    """Return a plain value that isn't empty. Raises Complaint."""
    if not isinstance(node, Leaf):
        raise Complaint(
            node,
            Text(
                en="one value is expected here; a text that begins with `[` or `{` needs quotes",
                ru="здесь ожидается одно значение; текст с `[` или `{` в начале возьмите в кавычки",
            ),
        )
    if not node.text.strip():
        raise Complaint(node, Text(en="a value is missing here", ru="здесь не хватает значения"))
    return node


def read_text(node: Node) -> str:
    """Return a text. Raises Complaint."""
    return read_leaf(node).text


def read_texts(node: Node) -> tuple[str, ...]:
    """Return a list of texts. Raises Complaint."""
    return tuple(read_text(item) for item in read_items(node))


def read_word(*words: str) -> Callable[[Node], str]:
    """Return a reader of one of these words."""

    def read(node: Node) -> str:
        text = read_text(node)
        if text not in words:
            message = Text(
                en=f"`{text}` is not one of {', '.join(words)}",
                ru=f"`{text}` — не из списка {', '.join(words)}",
            )
            raise Complaint(node, with_suggestion(message, text, words))
        return text

    return read


def read_yes_no(node: Node) -> bool:
    """Return the truth of `yes` or `no`. Raises Complaint."""
    return read_word("yes", "no")(node) == "yes"


def read_decimal(node: Node) -> Decimal:
    """Return a number with its digits as typed. Raises Complaint."""
    text = read_text(node).strip()
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if number.is_finite() and len(number.as_tuple().digits) <= MOST_DIGITS and abs(number.adjusted()) < 100:
        return number
    hint_en = "; write decimals with a point" if "," in text else ""
    hint_ru = "; дробную часть отделяйте точкой" if "," in text else ""
    raise Complaint(node, Text(en=f"`{text}` is not a number{hint_en}", ru=f"`{text}` — не число{hint_ru}"))


def read_decimals(node: Node) -> tuple[Decimal, ...]:
    """Return a list of numbers. Raises Complaint."""
    return tuple(read_decimal(item) for item in read_items(node))


def read_integer(least: int, most: int) -> Callable[[Node], int]:
    """Return a reader of a whole number between these bounds."""

    def read(node: Node) -> int:
        number = read_decimal(node)
        if number != int(number) or not least <= number <= most:
            raise Complaint(
                node,
                Text(
                    en=f"a whole number from {least} to {most} is expected",
                    ru=f"нужно целое число от {least} до {most}",
                ),
            )
        return int(number)

    return read


def read_points(node: Node) -> Fraction:
    """Return points or a share of points, such as `2`, `0.5` or `1/2`. Raises Complaint."""
    text = read_text(node).strip()
    try:
        points = Fraction(text) if len(text) <= 10 else None
    except (ValueError, ZeroDivisionError):
        points = None
    if points is None or not 0 <= points <= 1000:
        raise Complaint(
            node, Text(en=f"`{text}` is not a number of points", ru=f"`{text}` — не число баллов")
        )
    return points


def read_share(node: Node) -> Fraction:
    """Return a share of the points, at most 1. Raises Complaint."""
    share = read_points(node)
    if share > 1:
        raise Complaint(node, Text(en="a share is at most 1", ru="доля не больше 1"))
    return share


def read_tolerance(node: Node) -> Tolerance:
    """Return a share such as `2%`, or a distance in the unit of the ask. Raises Complaint."""
    text = read_text(node).strip()
    share = text.endswith("%")
    leaf = read_leaf(node)
    digits = Leaf(
        text=text.removesuffix("%").strip() or "?",
        line=leaf.line,
        column=leaf.column,
        text_line=leaf.text_line,
        text_column=leaf.text_column,
    )
    number = read_decimal(digits)
    if number < 0:
        raise Complaint(
            node, Text(en="a tolerance can't be negative", ru="погрешность не бывает отрицательной")
        )
    return Tolerance(relative=Fraction(number) / 100) if share else Tolerance(absolute=float(number))


def read_unit_text(node: Node) -> str:
    """Return the text of a unit that exists. Raises Complaint."""
    text = read_text(node).strip()
    try:
        read_unit(text)
    except UnknownUnit as unknown:
        raise Complaint(node, unknown_unit(unknown)) from None
    return text


def read_formula_at(node: Node) -> Formula:
    """Return the formula with its place. Raises Complaint."""
    leaf = read_leaf(node)
    try:
        tree = read_formula(leaf.text)
    except FormulaRefused as refused:
        raise Complaint(place_in(_formula(leaf), refused.position), refused.message) from None
    return Formula(text=leaf.text, tree=tree, line=leaf.text_line, column=leaf.text_column)


def _formula(leaf: Leaf) -> Formula:
    # Only the place is wanted: the text could not be read.
    return Formula(text=leaf.text, tree=read_formula("0"), line=leaf.text_line, column=leaf.text_column)


def read_formulas(node: Node) -> tuple[Formula, ...]:
    """Return a list of formulas. Raises Complaint."""
    return tuple(read_formula_at(item) for item in read_items(node))


def read_templates(problems: Problems) -> Callable[[Node], Templates]:
    """Return a reader of a text by language."""

    def read(node: Node) -> Templates:
        if isinstance(node, Leaf):
            raise Complaint(
                node,
                Text(en="write the text by language: {en: …, ru: …}", ru="пишите по языкам: {en: …, ru: …}"),
            )
        fields = Fields(node, problems, LANGUAGES)
        en, ru = (fields.maybe(language, _template) for language in LANGUAGES)
        problems.note_text(node, frozenset(language for language in LANGUAGES if language in fields))
        return Templates(en=en, ru=ru)

    return read


def _template(node: Node) -> Template:
    leaf = read_leaf(node)
    return Template(text=leaf.text, line=leaf.text_line, column=leaf.text_column)


def read_plain_text(problems: Problems) -> Callable[[Node], Text]:
    """Return a reader of a text by language without holes."""

    def read(node: Node) -> Text:
        found = read_templates(problems)(node)
        return Text(
            en=None if found.en is None else found.en.text, ru=None if found.ru is None else found.ru.text
        )

    return read
