"""Why a package was refused, in words for who sent it: short, for the few reasons that end the reading.

Books and applications come in archives alike; each is called what it is.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from library_core.formats.findings import Finding
from variants.problems import Problem
from variants.texts import Text

MOST_SAID: Final = 20
_HOLE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """What a package is called: `book` in English, and in Russian who sends it, and what is in it."""

    format: Text
    english: str
    accusative: str
    prepositional: str

    @property
    def holes(self) -> dict[str, str]:
        """The words by the names of the holes that they fill."""
        return {
            "format_en": self.format.en or "",
            "format_ru": self.format.ru or "",
            "called": self.english,
            "accusative": self.accusative,
            "prepositional": self.prepositional,
        }


BOOK: Final = Called(
    format=Text(en="EPUB", ru="EPUB"), english="book", accusative="книгу", prepositional="книге"
)
APPLICATION: Final = Called(
    format=Text(en="application", ru="приложение"),
    english="application",
    accusative="приложение",
    prepositional="приложении",
)
LAB: Final = Called(
    format=Text(en="lab", ru="лабораторная работа"),
    english="lab",
    accusative="лабораторную работу",
    prepositional="лабораторной работе",
)

_WORDS: Final[dict[str, Text]] = {
    "PKG-003": Text(en="the file is empty or too short", ru="файл пуст или слишком короткий"),
    "PKG-004": Text(
        en="the file is no {format_en}: it is no ZIP archive",
        ru="это не {format_ru}: файл не является ZIP-архивом",
    ),
    "PKG-008": Text(
        en="the archive can't be read: {reason}; pack the {called} anew",
        ru="архив не читается ({reason_ru}); упакуйте {accusative} заново",
    ),
    "PKG-027": Text(
        en="a file name is not in UTF-8; pack the {called} anew",
        ru="имя файла не в UTF-8; упакуйте {accusative} заново",
    ),
    "OPF-060": Text(
        en="two files in the archive are called `{name}`", ru="два файла в архиве называются «{name}»"
    ),
    "LIM-001": Text(en="the archive has more than {most} files", ru="в архиве больше {most} файлов"),
    "LIM-002": Text(
        en="unpacked, the {called} has {size} bytes; at most {most} are taken",
        ru="в распакованном виде в {prepositional} {size} байт; принимается не больше {most}",
    ),
    "LIM-003": Text(
        en="the file has {size} bytes; at most {most} are taken",
        ru="в файле {size} байт; принимается не больше {most}",
    ),
    "LIM-004": Text(
        en="it is packed more than {most} times smaller than it is: that is how archives do harm",
        ru="сжатие больше чем в {most} раз: так устроены вредоносные архивы",
    ),
    "LIM-005": Text(
        en="the file's name leads out of the archive or can't be a name",
        ru="имя файла выводит за пределы архива или недопустимо",
    ),
    "LIM-006": Text(
        en="a link stands in the archive; put the file itself there",
        ru="в архиве лежит ссылка; положите туда сам файл",
    ),
    "LIM-007": Text(
        en="the file is locked by a password; send the {called} without one",
        ru="файл закрыт паролем; пришлите {accusative} без пароля",
    ),
    "LIM-008": Text(
        en="the document has more than {most} elements, or can't be read at all",
        ru="в документе больше {most} элементов, или он совсем не читается",
    ),
    "RSC-002": Text(
        en="`META-INF/container.xml` is missing, and there is no package document",
        ru="нет файла `META-INF/container.xml` и нет файла пакета (OPF)",
    ),
    "RSC-003": Text(
        en="the container names no package document", ru="в контейнере не назван файл пакета (OPF)"
    ),
    "RSC-004": Text(
        en="the file is encrypted (DRM); send the {called} without protection",
        ru="файл зашифрован (DRM); пришлите {accusative} без защиты",
    ),
    "RSC-016": Text(en="this is no XML: {reason}", ru="это не XML: {reason}"),
    "OPF-002": Text(en="the package document is missing", ru="нет файла пакета (OPF)"),
    "OPF-033": Text(
        en="the book has no documents to read", ru="в книге нет документов, которые можно читать"
    ),
}
_REASONS: Final = {
    "entries overlap": "файлы в нём перекрываются",
    "an entry reaches into the directory": "файл заходит в оглавление архива",
    "it has no directory": "в нём нет оглавления: похоже, файл обрезан",
    "it has two directories": "в нём два оглавления",
    "its directory is not where it should be": "его оглавление не на своём месте",
    "its directory is damaged": "его оглавление повреждено",
    "it is one part of several": "это одна часть из нескольких",
    "an entry is not where the directory says": "файл лежит не там, где сказано в оглавлении",
    "an entry has another name than in the directory": "имя файла не то, что в оглавлении",
    "an entry is packed otherwise than the directory says": "файл упакован не так, как сказано в оглавлении",
    "an entry has another size than in the directory": "размер файла не тот, что в оглавлении",
}
"""Why an archive can't be read, as `library_core.formats.zip_directory` says it, in Russian."""

_DAMAGED: Final = "данные повреждены"
_OTHER: Final = Text(
    en="the {called} can't be read here ({id})", ru="в этом месте {accusative} прочитать нельзя ({id})"
)


def say_refusal(findings: Iterable[Finding], sent: str, called: Called = BOOK) -> Iterator[Problem]:
    """Yield the reasons as problems of the package that was sent under this name."""
    for finding in tuple(findings)[:MOST_SAID]:
        values = {
            "reason": "",
            "most": "",
            "size": "",
            "name": finding.path,
            "id": finding.id,
            **called.holes,
            **finding.values,
            "reason_ru": _REASONS.get(finding.values.get("reason", ""), _DAMAGED),
        }
        words = _WORDS.get(finding.id, _OTHER)
        yield Problem(
            document=f"{sent}: {finding.path}" if finding.path else sent,
            message=Text(en=_filled(words.en, values), ru=_filled(words.ru, values)),
            line=finding.line,
            column=finding.column,
        )


def _filled(words: str | None, values: dict[str, str]) -> str:
    """Fill all holes at once: a value may look like one."""
    return _HOLE.sub(lambda hole: values.get(hole[1], ""), words or "")
