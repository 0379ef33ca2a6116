"""Read the pages of a lab: theory, procedure, safety and notes for teachers, Markdown in each language."""

from collections.abc import Iterable, Mapping
from typing import Final

from labs.documents.lab import Pages
from variants.problems import Problem
from variants.prose.formulas import UnreadableFormula
from variants.prose.markdown import render_markdown
from variants.texts import Language, Text

LARGEST: Final = 100_000
NEEDED: Final = ("theory", "procedure", "teacher")
NAMES: Final = (*NEEDED, "safety")


def read_pages(
    files: Mapping[str, bytes], languages: Iterable[Language]
) -> tuple[Pages, tuple[Problem, ...]]:
    """Return the pages as safe HTML, and what is wrong in them."""
    problems: list[Problem] = []
    languages = tuple(languages)
    pages = {name: _page(name, files, languages, problems) for name in NAMES}
    return Pages(**pages), tuple(problems)


def _page(
    name: str, files: Mapping[str, bytes], languages: tuple[Language, ...], problems: list[Problem]
) -> Text:
    needed = name in NEEDED or any(f"{name}.{language}.md" in files for language in languages)
    html: dict[str, str] = {}
    for language in languages:
        file = f"{name}.{language}.md"
        if file in files:
            html[language] = _html(file, files[file], problems)
        elif needed:
            message = Text(en=f"the file {file} is missing", ru=f"не хватает файла {file}")
            problems.append(Problem(document=file, message=message))
    return Text(en=html.get("en"), ru=html.get("ru"))


def _html(file: str, content: bytes, problems: list[Problem]) -> str:
    if len(content) > LARGEST:
        message = Text(en=f"the page is larger than {LARGEST} bytes", ru=f"страница больше {LARGEST} байт")
        problems.append(Problem(document=file, message=message))
        return ""
    text = readable(file, content, problems)
    if not text.strip():
        problems.append(Problem(document=file, message=Text(en="the page is empty", ru="страница пуста")))
        return ""
    try:
        return render_markdown(text)
    except UnreadableFormula as error:
        line = text.count("\n", 0, max(text.find(error.formula), 0)) + 1
        problems.append(Problem(document=file, message=error.message, line=line, column=1))
        return ""


def readable(file: str, content: bytes, problems: list[Problem]) -> str:
    """Return the text of a file; what isn't UTF-8 is noted."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = Text(en="the file is not UTF-8 text", ru="файл не в кодировке UTF-8")
        problems.append(Problem(document=file, message=message, line=line, column=1))
        return ""
