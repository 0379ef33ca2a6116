"""Read labels, titles and what is said: plain words, without holes and formulas, in each language."""

from collections.abc import Callable

from variants.templates.documents import Node
from variants.templates.located_problems import Problems
from variants.templates.reading.fields import read_templates
from variants.texts import LANGUAGES, Text


def read_words(problems: Problems) -> Callable[[Node], Text]:
    """Return a reader of plain words by language; signs that would be shown as they stand are noted."""

    def read(node: Node) -> Text:
        found = read_templates(problems)(node)
        for language in LANGUAGES:
            template = found.in_language(language)
            if template is not None and ("{{" in template.text or template.text.count("$") > 1):
                problems.add(
                    (template.line, template.column),
                    Text(
                        en="plain words stand here: neither holes {{…}} nor formulas $…$",
                        ru="здесь пишут простыми словами, без вставок {{…}} и формул $…$",
                    ),
                )
        return Text(
            en=None if found.en is None else found.en.text, ru=None if found.ru is None else found.ru.text
        )

    return read
