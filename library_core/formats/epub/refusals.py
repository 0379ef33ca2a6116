"""Why a package was refused, in words for who sent it: short, for the few reasons that end the reading."""

from collections.abc import Iterable, Iterator
from typing import Final

from library_core.formats.findings import Finding
from variants.problems import Problem
from variants.texts import Text

MOST_SAID: Final = 20

_WORDS: Final[dict[str, Text]] = {
    "PKG-003": Text(en="the file is empty or too short", ru="файл пуст или слишком короткий"),
    "PKG-004": Text(
        en="the file is no EPUB: it is no ZIP archive", ru="это не EPUB: файл не является ZIP-архивом"
    ),
    "PKG-008": Text(
        en="the archive can't be read: {reason}; pack the book anew",
        ru="архив не читается ({reason}); упакуйте книгу заново",
    ),
    "PKG-027": Text(
        en="a file name is not in UTF-8; pack the book anew", ru="имя файла не в UTF-8; упакуйте книгу заново"
    ),
    "OPF-060": Text(
        en="two files in the archive are called `{name}`", ru="два файла в архиве называются «{name}»"
    ),
    "LIM-001": Text(en="the archive has more than {most} files", ru="в архиве больше {most} файлов"),
    "LIM-002": Text(
        en="unpacked, the book has {size} bytes; at most {most} are taken",
        ru="в распакованном виде в книге {size} байт; принимается не больше {most}",
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
        en="the file is locked by a password; send the book without one",
        ru="файл закрыт паролем; пришлите книгу без пароля",
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
        en="the file is encrypted (DRM); send the book without protection",
        ru="файл зашифрован (DRM); пришлите книгу без защиты",
    ),
    "RSC-016": Text(en="this is no XML: {reason}", ru="это не XML: {reason}"),
    "OPF-002": Text(en="the package document is missing", ru="нет файла пакета (OPF)"),
    "OPF-033": Text(
        en="the book has no documents to read", ru="в книге нет документов, которые можно читать"
    ),
}
_OTHER: Final = Text(en="the book can't be read here ({id})", ru="книга в этом месте не читается ({id})")


def say_refusal(findings: Iterable[Finding], sent: str) -> Iterator[Problem]:
    """Yield the reasons as problems of the package that was sent under this name."""
    for finding in tuple(findings)[:MOST_SAID]:
        values = {
            "reason": "",
            "most": "",
            "size": "",
            "name": finding.path,
            "id": finding.id,
            **finding.values,
        }
        words = _WORDS.get(finding.id, _OTHER)
        yield Problem(
            document=f"{sent}: {finding.path}" if finding.path else sent,
            message=Text(en=_filled(words.en, values), ru=_filled(words.ru, values)),
            line=finding.line,
            column=finding.column,
        )


def _filled(words: str | None, values: dict[str, str]) -> str:
    filled = words or ""
    for name, value in values.items():
        filled = filled.replace("{" + name + "}", value)
    return filled
