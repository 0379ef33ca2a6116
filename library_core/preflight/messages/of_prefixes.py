"""Meanings of what is found in the prefixes and properties of package documents (OPF)."""

from typing import Final

from library_core.preflight.meanings import Meanings, meaning

_PREFIX = ("Write `prefix: URL` pairs parted by spaces.", "Запишите пары `префикс: адрес` через пробел.")
_PROPERTY = (
    "Use a property of the vocabulary, or declare the prefix of your own.",
    "Возьмите свойство из словаря или объявите префикс своего.",
)

PREFIXES: Final[Meanings] = {
    "OPF-004": meaning(
        "warning",
        ("There are spaces around the prefixes.", _PREFIX[0]),
        ("Вокруг объявления префиксов лишние пробелы.", _PREFIX[1]),
    ),
    "OPF-004a": meaning("error", ("A prefix is empty.", _PREFIX[0]), ("Префикс пуст.", _PREFIX[1])),
    "OPF-004b": meaning(
        "error",
        ("`{prefix}` can't be a prefix.", _PREFIX[0]),
        ("`{prefix}` не может быть префиксом.", _PREFIX[1]),
    ),
    "OPF-004c": meaning(
        "error",
        ("There is no colon after the prefix `{prefix}`.", _PREFIX[0]),
        ("После префикса `{prefix}` нет двоеточия.", _PREFIX[1]),
    ),
    "OPF-004d": meaning(
        "error",
        ("There is no space between the prefix `{prefix}` and its URL.", _PREFIX[0]),
        ("Между префиксом `{prefix}` и его адресом нет пробела.", _PREFIX[1]),
    ),
    "OPF-005": meaning(
        "error",
        ("The prefix `{prefix}` has no URL.", _PREFIX[0]),
        ("У префикса `{prefix}` нет адреса.", _PREFIX[1]),
    ),
    "OPF-006": meaning(
        "error",
        ("`{address}` is no URL for the prefix `{prefix}`.", _PREFIX[0]),
        ("`{address}` — не адрес для префикса `{prefix}`.", _PREFIX[1]),
    ),
    "OPF-007": meaning(
        "warning",
        ("The reserved prefix `{prefix}` is given another meaning.", "Choose another prefix."),
        ("Зарезервированному префиксу `{prefix}` дан другой смысл.", "Выберите другой префикс."),
    ),
    "OPF-007a": meaning(
        "error",
        ("The prefix `_` is not allowed.", "Choose another prefix."),
        ("Префикс `_` запрещён.", "Выберите другой префикс."),
    ),
    "OPF-007b": meaning(
        "error",
        ("The vocabulary {address} is there without a prefix.", "Remove this prefix."),
        ("Словарь {address} действует без префикса.", "Удалите этот префикс."),
    ),
    "OPF-007c": meaning(
        "error",
        ("A prefix for the Dublin Core elements is not allowed.", "Remove this prefix."),
        ("Префикс для элементов Dublin Core запрещён.", "Удалите этот префикс."),
    ),
    "OPF-026": meaning(
        "error",
        ("The property `{property}` is malformed.", _PROPERTY[0]),
        ("Свойство `{property}` записано неверно.", _PROPERTY[1]),
    ),
    "OPF-027": meaning(
        "error",
        ("The property `{property}` is not defined.", _PROPERTY[0]),
        ("Свойство `{property}` не определено.", _PROPERTY[1]),
    ),
    "OPF-028": meaning(
        "error",
        ("The prefix `{prefix}` is not declared.", _PREFIX[0]),
        ("Префикс `{prefix}` не объявлен.", _PREFIX[1]),
    ),
}
