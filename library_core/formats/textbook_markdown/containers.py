"""Containers: `::: law {title="…"}` … `:::` and what each becomes; notebooks and labs leave their place."""

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from variants.problems import Problem
from variants.texts import Language, Text

BOXES: Final[Mapping[str, Text]] = {
    "note": Text(en="Note", ru="Примечание"),
    "definition": Text(en="Definition", ru="Определение"),
    "law": Text(en="Law", ru="Закон"),
    "example": Text(en="Example", ru="Пример"),
    "question": Text(en="Questions", ru="Вопросы"),
}
EMBEDDED: Final[Mapping[str, Text]] = {
    "notebook": Text(en="A notebook with exercises.", ru="Тетрадь с заданиями."),
    "lab": Text(en="A laboratory experiment.", ru="Лабораторная работа."),
}
"""Stand in for a container without words of its own, where a reader of books can't open it."""

WORDS: Final = (*BOXES, *EMBEDDED)
_OPENING: Final = re.compile(
    r" {0,3}(?P<colons>:{3,})[ \t]*(?P<word>[\w-]+)[ \t]*(?:\{(?P<settings>.*)\})?[ \t]*"
)
_CLOSING: Final = re.compile(r" {0,3}(?P<colons>:{3,})[ \t]*")
_CODE: Final = re.compile(r" {0,3}(?P<mark>`{3,}|~{3,})")
_SETTING: Final = re.compile(
    r'\s*(?P<name>[a-z]+)=(?:"(?P<quoted>[^"]*)"|«(?P<guillemets>[^»]*)»|(?P<bare>[^\s"«]+))\s*'
)
_NAME: Final = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)?[a-z0-9]+(?:-[a-z0-9]+)*")


def settings_of(opening: str) -> Mapping[str, str]:
    """Return the settings of the opening line of a container that has no problems."""
    found = _OPENING.fullmatch(f":::{opening}")
    return dict(_settings(found["settings"] or "")) if found else {}


def open_container(word: str, settings: Mapping[str, str], language: Language, *, empty: bool) -> str:
    """Return the opening tag of a container with its title, as XHTML."""
    title = settings.get("title", "")
    if word in EMBEDDED:
        words = title or (EMBEDDED[word].in_language(language) if empty else "")
        name = escape(settings["name"], quote=True)
        shown = f'<p class="title">{escape(words)}</p>\n' if words else ""
        return f'<aside class="embedded {word}" data-{word}="{name}">\n{shown}'
    shown = escape(title or BOXES[word].in_language(language))
    return f'<section class="box {word}">\n<p class="title">{shown}</p>\n'


def container_problems(source: str, document: str) -> Iterator[Problem]:
    """Yield what is wrong with the containers of a chapter: unknown, unclosed, without what they need."""
    opened: list[tuple[int, int]] = []
    code = ""
    for number, line in enumerate(source.split("\n"), 1):
        fence = _CODE.match(line)
        if fence and (not code or fence["mark"].startswith(code)):
            code = "" if code else fence["mark"]
        if code or not line.lstrip(" ").startswith(":::"):
            continue
        closing = _CLOSING.fullmatch(line)
        if closing is None:
            opened.append((number, _colons(line)))
            messages = _opening_faults(line, inside=opened[:-1])
        else:
            messages = _close(opened, len(closing["colons"]))
        yield from (Problem(document=document, message=each, line=number, column=1) for each in messages)
    for number, _ in opened:
        message = Text(
            en="this block is not closed: add a line `:::`", ru="блок не закрыт: добавьте строку `:::`"
        )
        yield Problem(document=document, message=message, line=number, column=1)


def _colons(line: str) -> int:
    stripped = line.strip()
    return len(stripped) - len(stripped.lstrip(":"))


def _close(opened: list[tuple[int, int]], colons: int) -> Iterator[Text]:
    if not opened:
        yield Text(en="this `:::` closes nothing", ru="здесь `:::` ничего не закрывает")
    elif opened.pop()[1] > colons:
        yield Text(
            en="a block is closed by as many colons as opened it",
            ru="блок закрывается стольким же числом двоеточий, сколько его открыло",
        )


def _opening_faults(line: str, *, inside: list[tuple[int, int]]) -> Iterator[Text]:
    found = _OPENING.fullmatch(line)
    if found is None:
        yield Text(
            en='a block opens like `::: law {title="…"}` and closes with `:::`',
            ru='блок открывается так: `::: law {title="…"}`, и закрывается строкой `:::`',
        )
        return
    if inside and inside[-1][1] <= len(found["colons"]):
        yield Text(
            en="a block around another one opens and closes with more colons: `::::`",
            ru="внешний блок открывается и закрывается бо́льшим числом двоеточий: `::::`",
        )
    if found["word"] not in WORDS:
        yield Text(
            en=f"`{found['word']}` is no block; there are: {', '.join(WORDS)}",
            ru=f"блока `{found['word']}` нет; есть: {', '.join(WORDS)}",
        )
        return
    yield from _setting_faults(found["word"], found["settings"] or "")


def _setting_faults(word: str, source: str) -> Iterator[Text]:
    settings = dict(_settings(source))
    allowed = ("name", "title") if word in EMBEDDED else ("title",)
    if _SETTING.sub("", source).strip() or any(name not in allowed for name in settings):
        yield Text(
            en=f"`{{{source}}}` is not understood here: write {', '.join(f'{name}=…' for name in allowed)}",
            ru=f"`{{{source}}}` здесь непонятно: пишите {', '.join(f'{name}=…' for name in allowed)}",
        )
    elif word in EMBEDDED and not _NAME.fullmatch(settings.get("name", "")):
        yield Text(
            en=f"name the {word} that stands here: `{{name=library/incline}}`",
            ru="укажите, что здесь стоит: `{name=library/incline}`",
        )


def _settings(source: str) -> Iterator[tuple[str, str]]:
    for found in _SETTING.finditer(source):
        yield found["name"], found["quoted"] or found["guillemets"] or found["bare"] or ""
