"""Meanings of what is found in archives and containers: PKG, LIM, and the first of RSC."""

from typing import Final

from library_core.preflight.meanings import Meanings, meaning

_REPACK = ("Pack the book anew with a tool for EPUB.", "Упакуйте книгу заново программой для EPUB.")
_RENAME = (
    "Rename the file, and change the manifest and all links to it.",
    "Переименуйте файл и исправьте манифест и все ссылки на него.",
)
_SMALLER = ("Send a smaller package, or several.", "Пришлите пакет поменьше или разделите его на несколько.")
_FIRST = (
    "Put `mimetype` first, not compressed, without extra fields, holding exactly `application/epub+zip`.",
    "Поставьте `mimetype` первым, без сжатия и лишних полей; в нём ровно `application/epub+zip`.",
)
_CONTAINER = (
    "Let `META-INF/container.xml` name the package document in `full-path`.",
    "Укажите в `META-INF/container.xml` путь к документу пакета (`full-path`).",
)


ARCHIVES: Final[Meanings] = {
    "LIM-001": meaning(
        "error",
        ("The archive has more than {most} entries.", _SMALLER[0]),
        ("В архиве больше {most} файлов.", _SMALLER[1]),
    ),
    "LIM-002": meaning(
        "error",
        ("Unpacked, the package has {size} bytes; {most} are allowed.", _SMALLER[0]),
        ("В распакованном виде пакет занимает {size} байт, можно не больше {most}.", _SMALLER[1]),
    ),
    "LIM-003": meaning(
        "error",
        (
            "A file has {size} bytes; {most} are allowed here.",
            "Split the document, or make the file smaller.",
        ),
        (
            "Файл занимает {size} байт, здесь можно не больше {most}.",
            "Разделите документ или уменьшите файл.",
        ),
    ),
    "LIM-004": meaning(
        "error",
        ("The archive grows more than {most} times when unpacked: so do archives made to harm.", _REPACK[0]),
        (
            "При распаковке архив вырастает больше чем в {most} раз: так делают вредоносные архивы.",
            _REPACK[1],
        ),
    ),
    "LIM-005": meaning(
        "error",
        ("The name of an entry leads out of the archive.", _RENAME[0]),
        ("Имя файла выводит за пределы архива.", _RENAME[1]),
    ),
    "LIM-006": meaning(
        "error",
        ("An entry is a link or a device, not a file.", _REPACK[0]),
        ("В архиве лежит не файл, а ссылка или устройство.", _REPACK[1]),
    ),
    "LIM-007": meaning(
        "error",
        ("An entry is locked with a password.", "Pack the book without a password."),
        ("Файл в архиве закрыт паролем.", "Упакуйте книгу без пароля."),
    ),
    "LIM-008": meaning(
        "error",
        (
            "The documents of the package have more than {most} MB of text; the rest was not checked.",
            _SMALLER[0],
        ),
        ("Документы пакета занимают больше {most} МБ; остальные не проверены.", _SMALLER[1]),
    ),
    "LIM-009": meaning(
        "info",
        ("{id} was found {count} times more in this file.", "Mend what is shown, and check again."),
        ("{id} встретилось в этом файле ещё {count} раз.", "Исправьте показанное и проверьте снова."),
    ),
    "LIM-010": meaning(
        "error",
        (
            "There are more than {most} elements up to here; this document was not checked.",
            "Divide the document, or send a smaller package.",
        ),
        (
            "До этого места больше {most} элементов; этот документ не проверен.",
            "Разделите документ или пришлите пакет поменьше.",
        ),
    ),
    "CHK-000": meaning(
        "warning",
        (
            "One of our checks failed here ({reason}); the fault is ours, not the book's.",
            "Tell the operator; the other checks were made.",
        ),
        (
            "Одна из наших проверок здесь не удалась ({reason}): ошибка наша, а не книги.",
            "Сообщите администратору; остальные проверки выполнены.",
        ),
    ),
    "PKG-003": meaning(
        "error",
        ("The file is too short to be an EPUB.", "Send the file again: it may have been cut off."),
        ("Файл слишком короткий для EPUB.", "Пришлите файл снова: возможно, он передан не целиком."),
    ),
    "PKG-004": meaning(
        "fatal",
        ("The file does not begin as a ZIP archive.", _REPACK[0]),
        ("Файл начинается не как архив ZIP.", _REPACK[1]),
    ),
    "PKG-005": meaning(
        "error",
        ("The entry `mimetype` has an extra field of {length} bytes.", _FIRST[0]),
        ("У файла `mimetype` есть дополнительное поле длиной {length} байт.", _FIRST[1]),
    ),
    "PKG-006": meaning(
        "error",
        ("The file `mimetype` is missing or is not the first in the archive.", _FIRST[0]),
        ("Файла `mimetype` нет или он стоит в архиве не первым.", _FIRST[1]),
    ),
    "PKG-007": meaning(
        "error",
        ("The file `mimetype` says something else or is compressed.", _FIRST[0]),
        ("В файле `mimetype` написано не то, или он сжат.", _FIRST[1]),
    ),
    "PKG-008": meaning(
        "fatal",
        ("The archive or a file in it can't be read: {reason}.", _REPACK[0]),
        ("Архив или файл в нём не читается: {reason}.", _REPACK[1]),
    ),
    "PKG-009": meaning(
        "error",
        ("The name `{name}` has forbidden characters: {characters}.", _RENAME[0]),
        ("В имени `{name}` есть запрещённые знаки: {characters}.", _RENAME[1]),
    ),
    "PKG-010": meaning(
        "warning",
        ("The name `{name}` has spaces, which older readers do not open.", _RENAME[0]),
        ("В имени `{name}` есть пробелы: старые программы такой файл не откроют.", _RENAME[1]),
    ),
    "PKG-011": meaning(
        "error",
        ("The name `{name}` ends with a full stop.", _RENAME[0]),
        ("Имя `{name}` кончается точкой.", _RENAME[1]),
    ),
    "PKG-012": meaning(
        "usage",
        (
            "The name `{name}` has letters beyond the Latin ones; some older readers lose such files.",
            _RENAME[0],
        ),
        (
            "В имени `{name}` есть не только латинские буквы; некоторые старые программы теряют такие файлы.",
            _RENAME[1],
        ),
    ),
    "PKG-013": meaning(
        "error",
        ("An EPUB 2 has more than one package document.", "Leave one package document in the container."),
        ("В EPUB 2 больше одного документа пакета.", "Оставьте в контейнере один документ пакета."),
    ),
    "PKG-014": meaning(
        "warning",
        ("The folder `{name}` is empty.", "Remove the folder."),
        ("Папка `{name}` пуста.", "Удалите папку."),
    ),
    "PKG-016": meaning(
        "warning",
        ("The ending of `{name}` has capital letters.", "Name the file `….epub`."),
        ("В расширении `{name}` есть заглавные буквы.", "Назовите файл `….epub`."),
    ),
    "PKG-017": meaning(
        "warning",
        ("The file `{name}` does not end in `.epub`.", "Name the file `….epub`."),
        ("Имя `{name}` не кончается на `.epub`.", "Назовите файл `….epub`."),
    ),
    "PKG-021": meaning(
        "error",
        ("The picture `{name}` is damaged.", "Save the picture anew."),
        ("Картинка `{name}` повреждена.", "Сохраните картинку заново."),
    ),
    "PKG-022": meaning(
        "warning",
        ("The picture `{name}` is of type {found}, but its name ends in `.{ending}`.", _RENAME[0]),
        ("Картинка `{name}` имеет тип {found}, а имя кончается на `.{ending}`.", _RENAME[1]),
    ),
    "PKG-024": meaning(
        "usage",
        ("The file `{name}` does not end in `.epub`.", "Name the file `….epub`."),
        ("Имя `{name}` не кончается на `.epub`.", "Назовите файл `….epub`."),
    ),
    "PKG-025": meaning(
        "error",
        ("`{name}` is a part of the book, but lies in META-INF.", "Move it out of META-INF."),
        ("`{name}` — часть книги, но лежит в META-INF.", "Перенесите файл из META-INF."),
    ),
    "PKG-026": meaning(
        "error",
        ("`{name}` is obfuscated as a font, but is of type {type}.", "Obfuscate core fonts only."),
        ("`{name}` запутан как шрифт, но имеет тип {type}.", "Запутывайте только шрифты основных типов."),
    ),
    "PKG-027": meaning(
        "fatal",
        ("The name of an entry is not encoded in UTF-8.", _REPACK[0]),
        ("Имя файла в архиве записано не в UTF-8.", _REPACK[1]),
    ),
    "RSC-002": meaning(
        "fatal",
        ("There is no `META-INF/container.xml`: this is no EPUB.", _CONTAINER[0]),
        ("Нет файла `META-INF/container.xml`: это не EPUB.", _CONTAINER[1]),
    ),
    "RSC-003": meaning(
        "error",
        ("The container names no package document.", _CONTAINER[0]),
        ("В контейнере не указан документ пакета.", _CONTAINER[1]),
    ),
    "RSC-004": meaning(
        "info",
        (
            "`{name}` is encrypted; it was not checked.",
            "Send books without protection: readers here can't open it.",
        ),
        ("`{name}` зашифрован и не проверен.", "Присылайте книги без защиты: здесь такой файл не откроется."),
    ),
    "RSC-019": meaning(
        "warning",
        (
            "Several renditions, but no `META-INF/metadata.xml`.",
            "Add the metadata file, or leave one rendition.",
        ),
        (
            "Представлений несколько, а `META-INF/metadata.xml` нет.",
            "Добавьте этот файл или оставьте одно представление.",
        ),
    ),
    "OPF-002": meaning(
        "fatal",
        ("The package document `{name}` is not in the archive.", _CONTAINER[0]),
        ("Документа пакета `{name}` нет в архиве.", _CONTAINER[1]),
    ),
    "OPF-016": meaning(
        "error",
        ("A `rootfile` has no `full-path`.", _CONTAINER[0]),
        ("У элемента `rootfile` нет атрибута `full-path`.", _CONTAINER[1]),
    ),
    "OPF-017": meaning(
        "error",
        ("The `full-path` of a `rootfile` is empty.", _CONTAINER[0]),
        ("Атрибут `full-path` у `rootfile` пуст.", _CONTAINER[1]),
    ),
    "OPF-060": meaning(
        "error",
        ("`{name}` is in the archive twice, or differs from another name by case alone.", _RENAME[0]),
        (
            "`{name}` встречается в архиве дважды или отличается от другого имени только регистром.",
            _RENAME[1],
        ),
    ),
}
