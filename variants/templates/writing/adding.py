"""What the form adds to a document: new lines from its empty rows, and what its buttons offer."""

from collections.abc import Mapping
from typing import Final

from variants.templates.writing.edits import NoSuchPlace, put, remove
from variants.templates.writing.fields import part_of
from variants.templates.writing.inspecting import inspect_document
from variants.templates.writing.layouts import Braces, Fields, Lines, Part, Passage, Words
from variants.templates.writing.numbers_in_text import find_numbers
from variants.templates.writing.offers import offer_checks, offer_slips
from variants.templates.writing.results import units_of_givens, usual_unit, with_result
from variants.templates.writing.saving import Values, add_named, middle_of, names_of, reform
from variants.templates.writing.spans import SpannedLeaf, SpannedListing, SpannedRecord, find, read_spans
from variants.templates.writing.starting import lines_of
from variants.templates.writing.suggesting import spread, write
from variants.texts import Language

KINDS: Final = ("quantity", "choice", "expression")
_REMOVABLE: Final = ("given", "letters", "solve", "certify", "where", "ugly", "ask", "mistakes", "hints")
Posted = Mapping[str, str]


def add_rows(text: str, posted: Posted, language: Language) -> str:
    """Return the document with empty rows that were filled, forms that were changed, numbers replaced."""
    for field, value in posted.items():
        if field.startswith("form/"):
            text = _reformed(text, field.removeprefix("form/"), value)
    text = _swapped(text, posted)
    for add in (_add_given, _add_letter, _add_line, _add_ask, _add_mistake, _add_hint):
        text = add(text, posted, language)
    return text


def press(text: str, button: str, language: Language) -> str:
    """Return the document after a button was pressed: `remove/…`, or an offer that is taken."""
    what, _, rest = button.partition("/")
    if what == "remove":
        return _removed(text, tuple(rest.split("/")))
    if what == "line":
        line = dict(lines_of(text)).get(rest)
        return text if line is None else with_result(add_named(text, "solve", rest, line), rest)
    if what in ("check", "slip"):
        trees = inspect_document(text, "", {}).trees
        if what == "check":
            return _append_part(text, "certify", rest) if rest in offer_checks(trees) else text
        ask, _, number = rest.partition("/")
        return _add_slip(text, ask, number)
    return text


def _removed(text: str, path: tuple[str, ...]) -> str:
    if len(path) != 2 or path[0] not in _REMOVABLE or find(read_spans(text), path) is None:
        return text
    try:
        return remove(text, path)
    except NoSuchPlace:
        return text


def _reformed(text: str, name: str, form: str) -> str:
    one = middle_of(text, name)
    unit = find(read_spans(text), ("given", name, "unit"))
    lowest, highest, step = spread(one, unit.text if isinstance(unit, SpannedLeaf) else "")
    several = tuple(write(lowest + (highest - lowest) / 5 * place) for place in range(6))
    values = Values(lowest=write(lowest), highest=write(highest), step=write(step), several=several, one=one)
    return reform(text, name, form, values)


def _swapped(text: str, posted: Posted) -> str:
    """Put names in place of numbers of the solution: the last number first, so that places stay."""
    known = names_of(text)
    for language in ("ru", "en"):
        found = find(read_spans(text), ("solution", language))
        if not isinstance(found, SpannedLeaf):
            continue
        written = found.text
        for index, number in reversed(list(enumerate(find_numbers(written)))):
            name = posted.get(f"swap/{language}/{index}", "")
            if name in known and posted.get(f"swap/{language}/{index}/was") == number.shown:
                written = written[: number.start] + "{{" + name + "}}" + written[number.end :]
        if written != found.text:
            text = put(text, ("solution", language), Passage(written.rstrip("\n")))
    return text


def _add_given(text: str, posted: Posted, _language: Language) -> str:
    name, lowest = posted.get("new/given/name", ""), posted.get("new/given/from", "").strip()
    if not name.strip() or not lowest:
        return text
    parts = _parts(posted, "new/given/", ("from", "to", "step", "unit"), "given/x/", text)
    if "from" not in parts:
        return text
    if "to" not in parts or "step" not in parts:
        parts = {"is": parts["from"], **{key: part for key, part in parts.items() if key == "unit"}}
    return add_named(text, "given", name, Braces(parts))


def _add_letter(text: str, posted: Posted, _language: Language) -> str:
    parts = _parts(posted, "new/letters/", ("from", "to", "unit"), "letters/x/", text)
    name = posted.get("new/letters/name", "")
    return add_named(text, "letters", name, Braces(parts)) if name.strip() and "from" in parts else text


def _add_line(text: str, posted: Posted, _language: Language) -> str:
    name, typed = posted.get("new/solve/name", ""), posted.get("new/solve/formula", "")
    if "=" in typed and not name.strip():
        name, _, typed = typed.partition("=")
    formula = part_of(("solve", "x"), typed, names_of(text))
    return add_named(text, "solve", name, formula) if name.strip() and formula is not None else text


def _add_ask(text: str, posted: Posted, _language: Language) -> str:
    name, kind = posted.get("new/ask/name", ""), posted.get("new/ask/kind", "quantity")
    if not name.strip() or kind not in KINDS:
        return text
    unit = usual_unit(text, name, inspect_document(text, "", {}).units.get(name, ""))
    in_unit: dict[str, Part] = {"unit": unit} if unit else {}
    parts: dict[str, dict[str, Part]] = {
        "quantity": {"kind": "quantity", **in_unit, "tolerance": "2%"},
        "expression": {"kind": "expression", **in_unit},
        "choice": {
            "kind": "choice",
            "pick": "one",
            "options": "mistakes",
            "key": name,
            **in_unit,
            "figures": "3",
        },
    }
    return add_named(text, "ask", name, Braces(parts[kind]))


def _add_mistake(text: str, posted: Posted, _language: Language) -> str:
    ask = posted.get("new/mistakes/ask", "")
    gives = part_of(("mistakes", "0", "gives"), posted.get("new/mistakes/gives", ""), names_of(text))
    if not ask or gives is None:
        return text
    say: dict[str, Part] = {
        language: Words(words)
        for language in ("ru", "en")
        if (words := posted.get(f"new/mistakes/say/{language}", "").strip())
    }
    return _append_part(text, "mistakes", Fields({"ask": ask, "gives": gives, "say": Braces(say)}))


def _add_hint(text: str, posted: Posted, _language: Language) -> str:
    words: dict[str, Part] = {
        language: Passage(typed.strip())
        for language in ("ru", "en")
        if (typed := posted.get(f"new/hints/{language}", "")).strip()
    }
    if not words:
        return text
    found = find(read_spans(text), ("hints",))
    if isinstance(found, SpannedRecord):
        # One hint may stand without a list; a second one makes it a list.
        first: dict[str, Part] = {
            entry.key.text: Passage(entry.value.text.rstrip("\n"))
            for entry in found.entries
            if isinstance(entry.value, SpannedLeaf)
        }
        return put(text, ("hints",), Lines((Fields(first), Fields(words))))
    return _append_part(text, "hints", Fields(words))


def _add_slip(text: str, ask: str, number: str) -> str:
    root = read_spans(text)
    key = find(root, ("ask", ask, "key"))
    trees = inspect_document(text, "", {}).trees
    tree = trees.get(key.text if isinstance(key, SpannedLeaf) else ask)
    if tree is None:
        return text
    slips = offer_slips(tree, units_of_givens(text), trees)
    slip = next((each for each in slips if each.formula == number), None)
    if slip is None:
        return text
    languages = _languages(text)
    say: dict[str, Part] = {each: Words(slip.say.in_language(each)) for each in languages}
    return _append_part(text, "mistakes", Fields({"ask": ask, "gives": slip.formula, "say": Braces(say)}))


def _languages(text: str) -> tuple[Language, ...]:
    root = read_spans(text)
    both: tuple[Language, ...] = ("ru", "en")
    return tuple(each for each in both if find(root, ("statement", each)) is not None) or both


def _append_part(text: str, group: str, part: Part) -> str:
    found = find(read_spans(text), (group,))
    count = len(found.items) if isinstance(found, SpannedListing) else 0
    return put(text, (group, str(count)), part)


def _parts(posted: Posted, before: str, names: tuple[str, ...], path: str, text: str) -> dict[str, Part]:
    known = names_of(text)
    found = {
        name: part_of((*path.strip("/").split("/"), name), posted.get(before + name, ""), known)
        for name in names
    }
    return {name: part for name, part in found.items() if part is not None}
