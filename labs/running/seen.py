"""Observations in words: each has an id that says nothing about the apparatus but the words themselves."""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from labs.documents.lab import Lab
from labs.documents.settings import Words
from labs.models.failures import ModelFailed
from labs.models.scalars import Scalar
from variants.templates.task import WordsForm
from variants.templates.values import WordValue
from variants.texts import Text


def seen_id(scalar: Scalar) -> str:
    """Return the id of what an instrument of words shows: a word's own, or that of a text.

    Raises ModelFailed where it is neither.
    """
    match scalar:
        case WordValue(text=text):
            return _id_of_text(text)
        case str():
            return scalar
        case bool():
            return "yes" if scalar else "no"
        case _:
            raise ModelFailed(Text(en="there is nothing to be seen here", ru="здесь нечего увидеть"))


def seen_words(lab: Lab) -> dict[str, Text]:
    """Return the words by id of all that instruments of this lab may show."""
    found = {"yes": Text(en="yes", ru="да"), "no": Text(en="no", ru="нет")}
    for words in _word_lists(lab):
        found.update(words)
    for table in lab.apparatus.tables.values():
        for row in table.rows.values():
            found.update(
                {_id_of_text(cell.text): cell.text for cell in row.values() if isinstance(cell, WordValue)}
            )
    return found


def _word_lists(lab: Lab) -> Iterator[Mapping[str, Text]]:
    for line in lab.apparatus.given.values():
        if isinstance(line.form, WordsForm):
            yield line.form.words
    for control in lab.controls.values():
        if isinstance(control.form, Words):
            yield control.form.words


def _id_of_text(text: Text) -> str:
    """Return an id made of the words alone, never of the row that they stand in."""
    words = f"{text.en or ''}\0{text.ru or ''}"
    return "w" + sha256(words.encode()).hexdigest()[:10]
