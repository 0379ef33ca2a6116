"""Read the fields of an open question: terms looked for, terms that are mistakes, a sample answer."""

from fractions import Fraction
from functools import partial

from variants.templates.asks import Expectation, TextAsk
from variants.templates.documents import Complaint, Node
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import Fields, read_items, read_points, read_templates, read_texts
from variants.texts import LANGUAGES, Text


def read_open_question(fields: Fields, name: str) -> TextAsk:
    """Return the open question that these fields describe."""
    read = partial(_expectations, problems=fields.problems)
    nothing: tuple[Expectation, ...] = ()
    return TextAsk(
        expects=fields.need("expects", read, nothing),
        rejects=fields.get("rejects", read, nothing),
        sample=fields.maybe("sample", read_templates(fields.problems)),
    )


def _expectations(node: Node, problems: Problems) -> tuple[Expectation, ...]:
    found = (problems.attempt(partial(_expectation, item, problems)) for item in read_items(node))
    return tuple(expectation for expectation in found if expectation is not None)


def _expectation(node: Node, problems: Problems) -> Expectation:
    fields = Fields(node, problems, ("terms", "points", "say"))
    terms = fields.record.entries.get("terms")
    if terms is None:
        raise Complaint(node, Text(en="`terms` is missing", ru="не хватает поля `terms`"))
    by_language = Fields(terms, problems, LANGUAGES)
    problems.note_text(terms, frozenset(language for language in LANGUAGES if language in by_language))
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for language in LANGUAGES:
        texts = by_language.maybe(language, read_texts)
        if texts:
            found[language] = tuple(_alternatives(text) for text in texts)
    return Expectation(
        terms=found,
        points=fields.get("points", read_points, Fraction(1)),
        say=fields.maybe("say", read_templates(problems)),
    )


def _alternatives(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("/") if part.strip())
