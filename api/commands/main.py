"""The `tetrad` command: imports the one command asked for, so that short commands start fast."""

import argparse
import gc
import importlib
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from api.commands.option_help import TOLD_IN
from api.refused import Refused
from api.terminal_language import terminal_language
from library_core.databases import DatabaseUnavailable
from library_core.objects import ObjectStoreFailed
from variants.texts import LANGUAGES, Language, Text

COMMANDS: Final[Mapping[str, tuple[str, Text]]] = {
    "doctor": (
        "api.commands.doctor",
        Text(
            en="look at everything Tetrad depends on, and say what to do",
            ru="осмотреть всё, от чего зависит Тетрадь, и сказать, что делать",
        ),
    ),
    "serve": ("api.commands.serve", Text(en="serve the application", ru="запустить сервер")),
    "worker": (
        "api.commands.worker",
        Text(
            en="work off what takes long: imports, narrations, pools",
            ru="выполнять долгие работы: загрузки, озвучку, наборы вариантов",
        ),
    ),
    "secret": (
        "api.commands.secret",
        Text(
            en="see whether the secret is the installation's, or replace it on purpose",
            ru="узнать, тот ли секрет у этого узла, или намеренно заменить секрет",
        ),
    ),
    "jobs": (
        "api.commands.jobs",
        Text(
            en="list, cancel and repeat what takes long",
            ru="показать, отменить и повторить долгие работы",
        ),
    ),
    "prepare": (
        "api.commands.prepare",
        Text(
            en="make the pools that published tasks lack",
            ru="подготовить варианты опубликованных задач, у которых их ещё нет",
        ),
    ),
    "publish": (
        "api.commands.publish",
        Text(en="publish documents from a folder", ru="опубликовать документы из папки"),
    ),
    "prove": (
        "api.commands.prove",
        Text(
            en="prove tasks on disk, and show what is known of each",
            ru="проверить задачи на диске и показать, что о каждой известно",
        ),
    ),
    "lab": (
        "api.commands.lab",
        Text(
            en="read the instruments of a lab for constants and settings as said",
            ru="снять показания приборов лабораторной работы при заданных постоянных и настройках",
        ),
    ),
    "deal": (
        "api.commands.deal",
        Text(
            en="deal a task or notebook document to invented students",
            ru="раздать задачу или тетрадь вымышленным ученикам",
        ),
    ),
    "check": (
        "api.commands.check",
        Text(
            en="check answers: JSON Lines in, verdicts out",
            ru="проверить ответы: на входе JSON Lines, на выходе вердикты",
        ),
    ),
    "preflight": (
        "api.commands.preflight",
        Text(
            en="check packages of publishers, and say how to mend them",
            ru="проверить книги издателей и сказать, как их исправить",
        ),
    ),
    "textbook": (
        "api.commands.textbook",
        Text(
            en="build a textbook from Markdown, and see its paragraphs",
            ru="собрать учебник из Markdown и посмотреть его абзацы",
        ),
    ),
    "library": (
        "api.commands.library",
        Text(
            en="verify, sweep and copy objects; set quotas",
            ru="сверить, почистить и скопировать объекты; задать квоты",
        ),
    ),
    "backup": (
        "api.commands.backup",
        Text(
            en="put everything into one file, or verify such a file",
            ru="сложить всё в один файл или сверить такой файл",
        ),
    ),
    "restore": (
        "api.commands.restore",
        Text(
            en="fill an empty installation with a backup",
            ru="наполнить пустую установку из резервной копии",
        ),
    ),
    "export": (
        "api.commands.export",
        Text(
            en="pack everything for leaving, in documented JSON and EPUB",
            ru="собрать всё для переезда: описанный JSON и EPUB",
        ),
    ),
    "import": (
        "api.commands.take_in",
        Text(en="fill an empty installation with an export", ru="наполнить пустую установку выгрузкой"),
    ),
    "erase": (
        "api.commands.erase",
        Text(en="take one student out of everything", ru="стереть отовсюду данные одного ученика"),
    ),
    "narrate": (
        "api.commands.narrate",
        Text(en="have a synthesiser speak a textbook", ru="озвучить учебник синтезатором речи"),
    ),
    "search": ("api.commands.search", Text(en="search the catalogue", ru="искать в каталоге")),
    "user": (
        "api.commands.user",
        Text(en="add, list and change people", ru="добавить, показать и изменить людей"),
    ),
    "class": (
        "api.commands.classes",
        Text(en="add, list and fill classes", ru="добавить, показать и заполнить классы"),
    ),
}

FEWER_COLLECTIONS: Final = (50_000, 20, 20)
"""Most values of this program hold no circles: looking for circles among them takes a third of a deal."""
_PURPOSE: Final = Text(
    en="A content library and interactive-notebook engine.",
    ru="Библиотека уроков и учебников, виртуальные лаборатории и интерактивные тетради.",
)
_ABOUT_LANGUAGE: Final = Text(
    en="language of help and refusals (default: as the terminal's locale says)",
    ru="язык справки и отказов (обычно — язык терминала)",
)

_WENT_AWAY: Final = Text(
    en="The database or the store of objects went away, or has no room; `tetrad doctor` says which.",
    ru="База данных или хранилище объектов перестали отвечать, или в них кончилось место; "
    "что именно, скажет `tetrad doctor`.",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 refused, 2 wrong use, 130 interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    gc.set_threshold(*FEWER_COLLECTIONS)
    parsed = _parse(words)
    try:
        status: int = importlib.import_module(COMMANDS[parsed.command][0]).run(parsed)
    except Refused as refused:
        print(refused.text.in_language(parsed.told_in), file=sys.stderr)
        return 1
    except (DatabaseUnavailable, ObjectStoreFailed) as error:
        print(f"{_WENT_AWAY.in_language(parsed.told_in)}\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    return status


def _parse(words: Sequence[str]) -> argparse.Namespace:
    """Read the words; only the command asked for is imported to say its options."""
    before = argparse.ArgumentParser(prog="tetrad", add_help=False, allow_abbrev=False)
    before.add_argument("--language", choices=LANGUAGES)
    leading = 2 if words[:1] == ["--language"] else 1
    language: Language = before.parse_known_args(words[:leading])[0].language or terminal_language(os.environ)
    parser = argparse.ArgumentParser(prog="tetrad", description=_PURPOSE.in_language(language))
    about = _ABOUT_LANGUAGE.in_language(language)
    parser.add_argument("--language", dest=TOLD_IN, choices=LANGUAGES, default=language, help=about)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    asked = next((word for word in words if word in COMMANDS), None)
    for name, (module, text) in COMMANDS.items():
        purpose = text.in_language(language)
        child = commands.add_parser(name, help=purpose, description=purpose)
        if name == asked:
            child.set_defaults(**{TOLD_IN: language})
            importlib.import_module(module).configure(child)
    return parser.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
