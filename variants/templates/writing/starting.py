"""From a worked problem to a document: its texts stay texts, its numbers become parameters."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from variants.formulas.errors import FormulaRefused
from variants.formulas.reading import read_formula
from variants.formulas.trees import names
from variants.templates.writing.edits import put
from variants.templates.writing.fields import LONGEST_FIELD
from variants.templates.writing.friendly import LATIN, friendly_formula, friendly_name
from variants.templates.writing.layouts import Braces, Fields, Part, Passage, Row, Words, clean, write_part
from variants.templates.writing.numbers_in_text import FoundNumber, find_numbers, put_holes
from variants.templates.writing.saving import add_named, is_name, names_of
from variants.templates.writing.spans import SpannedLeaf, find, read_spans
from variants.templates.writing.suggesting import Role, formulas_in, letters_in, names_a_quantity
from variants.texts import LANGUAGES, Language

_PREPOSITIONS: Final = re.compile(
    "в|во|с|со|на|над|под|за|из|от|до|при|по|о|об|к|ко|у|и|an?|the|of|at|with|from|by|for|in|on|to|and"
)
_ASKED: Final = re.compile(r"(?:Найдите|Определите|Вычислите|Рассчитайте|Find|Determine|Calculate)\b[^.,;?]*")
_INSTRUMENTAL: Final = ("ой", "ей", "ом", "ем", "ём", "ью", "ами", "ями")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A worked problem as it was typed, in one language or both."""

    statement: Mapping[Language, str]
    solution: Mapping[Language, str]
    subject: str = "physics"
    section: str = "mechanics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A number that its author made a parameter; numbers are written as documents write them."""

    key: tuple[Decimal, str]
    name: str
    role: Role
    lowest: str = ""
    highest: str = ""
    step: str = ""
    values: tuple[str, ...] = ()


def begin_task(worked: Worked, identifier: str) -> str:
    """Return the document of a problem in which nothing varies yet."""
    texts = {language: clean(text).strip() for language, text in worked.statement.items()}
    fields: dict[str, Part] = {
        "id": identifier,
        "title": Braces({language: Words(title_of(text)) for language, text in texts.items() if text}),
        "subject": worked.subject,
        "section": worked.section,
        "grades": Row(("9",)),
        "statement": _passages(worked.statement),
    }
    if any(text.strip() for text in worked.solution.values()):
        fields["solution"] = _passages(worked.solution)
    return write_part(Fields(fields), 0).removeprefix("\n") + "\n"


def title_of(text: str) -> str:
    """Return the first words of a text, for a title until its author writes another."""
    # A number would be that of one variant, and stand above all of them.
    whole = clean(text).strip()
    asked = _ASKED.search(whole)
    plain = _without_numbers(whole).lstrip(" —–")
    if plain[:1].islower() and asked:
        plain = asked[0]
    words = re.split(r"[.!?,;\n]|\s\S*(?:\d|=|\{\{)", plain, maxsplit=1)[0].split()
    shown = " ".join(_without_lead(words[:6]))
    return (shown[:1].upper() + shown[1:60]).rstrip() or "…"


def _without_numbers(text: str) -> str:
    """Return the text without its numbers and what leads up to them: `Груз массой 3 кг упал`, `Груз упал`."""
    kept, at = "", 0
    for number in find_numbers(text):
        before = text[at : number.start].rstrip()
        kept += " ".join(_without_lead(before.split()))
        if before.endswith("=") or names_a_quantity(kept.rpartition(" ")[2]):
            return kept
        # `10%-ного раствора`: the rest of the word is nothing without its number.
        rest = re.compile(r"-[а-яёa-z]+").match(text, number.end)
        kept, at = kept + " ", rest.end() if rest else number.end
    return kept + text[at:].lstrip(" ")


def _without_lead(words: list[str]) -> list[str]:
    """Return words without `массой`, `со скоростью` or `at a speed of` at their end."""
    while words:
        last, before = words[-1].casefold(), words[-2].casefold() if len(words) > 1 else ""
        beside = _PREPOSITIONS.fullmatch(before) or last.endswith(_INSTRUMENTAL)
        if not _PREPOSITIONS.fullmatch(last) and not (beside and names_a_quantity(last)):
            break
        words = words[:-1]
    return words


def identifier_of(title: str) -> str:
    """Return an id in small Latin letters that recalls the title."""
    latin = "".join(LATIN.get(letter, letter) for letter in title.casefold())
    words = re.findall(r"[a-z0-9]+", latin.replace("-", "").replace("'", ""))
    joined = "-".join(words[:5])[:48].strip("-")
    return joined if joined[:1].isalpha() else f"task-{joined}".rstrip("-")


def numbers_of(text: str) -> tuple[FoundNumber, ...]:
    """Return the numbers of a document's statement, each quantity once, whichever language it stands in."""
    found: dict[tuple[Decimal, str], FoundNumber] = {}
    for language in ("ru", "en"):
        for number in find_numbers(_statement(text, language)):
            known = found.get(number.key)
            if known is None or (number.letter and not known.letter):
                found[number.key] = number
    return tuple(found.values())


def mark_numbers(text: str, marked: Iterable[Marked]) -> str:
    """Return the document with these numbers as givens, and holes where they stood in the statement."""
    holes: dict[tuple[Decimal, str], str] = {}
    for mark in marked:
        before = text
        name = friendly_name(mark.name)
        if is_name(name):
            text = add_named(text, "given", name, _given(mark))
        if text != before:
            holes[mark.key] = name
    for language in LANGUAGES:
        statement = _statement(text, language)
        changed = put_holes(statement, holes)
        if changed != statement:
            text = put(text, ("statement", language), Passage(changed))
    return text


def lines_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return lines that the written solution seems to hold and `solve` does not: name and formula."""
    known = set(names_of(text))
    found: dict[str, str] = {}
    for name, right in _written_lines(text, known):
        formula = friendly_formula(right, known | set(found) | {name})
        used = _used(formula)
        if name not in found and used and used <= known | set(found):
            found[name] = formula
    return tuple(found.items())


def strange_letters(text: str) -> dict[str, str]:
    """Return letters of the written solution that no name explains, each with its first line."""
    known = set(names_of(text))
    lines = dict(_written_lines(text, known))
    explained = known | set(lines)
    found: dict[str, str] = {}
    for name, right in lines.items():
        # Letters written together are a product, of letters that nothing explains, too.
        for letter in sorted(_used(friendly_formula(right, explained | set(right))) - explained):
            found.setdefault(letter, f"{name} = {right}")
    return found


def _written_lines(text: str, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield name and right-hand side, as typed, of the solution's lines whose name is still free."""
    lines = [(friendly_name(typed), right) for typed, right in _typed_lines(text)]
    letters = {*known, *(name for name, _ in lines if len(name) == 1)}
    for name, right in lines:
        product = len(name) > 1 and name.isalpha() and set(name) <= letters
        if name not in known and is_name(name) and not product:
            yield name, right


def wanted_letters(text: str) -> tuple[str, ...]:
    """Return the letters that lines of the written solution use and do not compute."""
    lines = [(friendly_name(typed), right) for typed, right in _typed_lines(text)]
    used = [friendly_name(letter) for _, right in lines for letter in letters_in(right)]
    computed = {name for name, _ in lines}
    return tuple(dict.fromkeys(letter for letter in used if letter not in computed))


def _typed_lines(text: str) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        leaf = find(read_spans(text), ("solution", language))
        yield from formulas_in(leaf.text if isinstance(leaf, SpannedLeaf) else "")


def _used(formula: str) -> frozenset[str]:
    """Return the names that a formula uses; none if it can't be read."""
    try:
        return names(read_formula(formula))
    except FormulaRefused:
        return frozenset()


def _given(mark: Marked) -> Part:
    unit: dict[str, Part] = {"unit": mark.key[1]} if mark.key[1] else {}
    if mark.role == "list":
        return Braces({"one_of": Row(mark.values), **unit})
    if mark.role == "fixed":
        return Braces({"is": mark.lowest, **unit})
    return Braces({"from": mark.lowest, "to": mark.highest, "step": mark.step, **unit})


def _passages(texts: Mapping[Language, str]) -> Fields:
    return Fields(
        {
            language: Passage(clean(text).strip()[:LONGEST_FIELD])
            for language, text in sorted(texts.items(), reverse=True)
            if text.strip()
        }
    )


def _statement(text: str, language: str) -> str:
    found = find(read_spans(text), ("statement", language))
    return found.text.rstrip("\n") if isinstance(found, SpannedLeaf) else ""
