"""What the findings of the models mean, in both languages; RSC-005 brings its own sentences."""

from typing import Final

from library_core.preflight.meanings import Meaning, Meanings, meaning
from variants.texts import Text

_DETAIL: Final = Text(en="{detail_en}", ru="{detail_ru}")
_REMEDY: Final = Text(en="{remedy_en}", ru="{remedy_ru}")

DOCUMENTS: Final[Meanings] = {
    "RSC-005": Meaning("error", _DETAIL, _REMEDY),
    "RSC-017": Meaning("warning", _DETAIL, _REMEDY),
    "RSC-016": meaning(
        "fatal",
        (
            "The document is no well-formed XML: {reason}.",
            "Close every element, quote every attribute, declare every entity.",
        ),
        (
            "Документ нельзя прочитать как XML: {reason}.",
            "Закройте все элементы, возьмите атрибуты в кавычки, объявите сущности.",
        ),
    ),
    "RSC-027": meaning(
        "warning",
        ("The document is in UTF-16.", "Save it in UTF-8."),
        ("Документ записан в UTF-16.", "Сохраните его в UTF-8."),
    ),
    "RSC-028": meaning(
        "error",
        ("The document is in {encoding}, not in UTF-8.", "Save it in UTF-8 and say so in its first line."),
        (
            "Документ записан в кодировке {encoding}, а нужна UTF-8.",
            "Сохраните его в UTF-8 и укажите это в первой строке.",
        ),
    ),
    "HTM-001": meaning(
        "error",
        ("The document declares XML {version}.", 'Begin it with <?xml version="1.0"?>.'),
        ("Документ объявлен как XML {version}.", 'Начните его с <?xml version="1.0"?>.'),
    ),
    "HTM-003": meaning(
        "error",
        ("The external entity {entity} is declared.", "Put its content into the document."),
        ("Объявлена внешняя сущность {entity}.", "Вставьте её содержание прямо в документ."),
    ),
    "HTM-004": meaning(
        "error",
        ("The document type is {found}.", "Write {expected} in its place."),
        ("Тип документа указан как {found}.", "Запишите вместо этого {expected}."),
    ),
    "HTM-007": meaning(
        "warning",
        ("The attribute ssml:ph is empty.", "Write the pronunciation in it, or remove it."),
        ("Атрибут ssml:ph пуст.", "Впишите в него произношение или уберите его."),
    ),
    "HTM-009": meaning(
        "error",
        ("The document type of the package document is out of date.", "Remove it."),
        ("Тип документа у файла пакета устарел.", "Уберите его."),
    ),
    "HTM-054": meaning(
        "error",
        (
            "An attribute stands in the namespace {namespace}, which is reserved for {reserved}.",
            "Use a namespace of your own.",
        ),
        (
            "Атрибут стоит в пространстве имён {namespace}, которое принадлежит {reserved}.",
            "Возьмите своё пространство имён.",
        ),
    ),
    "HTM-058": meaning(
        "error",
        ("The document is in UTF-16.", "Save it in UTF-8."),
        ("Документ записан в UTF-16.", "Сохраните его в UTF-8."),
    ),
    "HTM-061": meaning(
        "error",
        (
            "{attribute} is no valid name of an attribute of data.",
            "Write at least one sign after data-, and no capital letters.",
        ),
        (
            "{attribute} — недопустимое имя атрибута с данными.",
            "После data- нужен хотя бы один знак, без заглавных латинских букв.",
        ),
    ),
    "OPF-073": meaning(
        "error",
        ("The document type names an external file.", "Remove the DOCTYPE."),
        ("Тип документа ссылается на внешний файл.", "Уберите DOCTYPE."),
    ),
    "OPF-086b": meaning(
        "usage",
        ("The epub:type “{value}” is out of date.", "Use a newer word of the vocabulary."),
        ("Значение epub:type «{value}» устарело.", "Возьмите более новое слово словаря."),
    ),
    "OPF-087": meaning(
        "usage",
        ("The epub:type “{value}” says what the element itself says.", "Remove it."),
        ("Значение epub:type «{value}» повторяет смысл самого элемента.", "Уберите его."),
    ),
    "OPF-088": meaning(
        "usage",
        ("The epub:type “{value}” stands in no vocabulary of EPUB.", "Check how it is written."),
        ("Значения epub:type «{value}» нет в словаре EPUB.", "Проверьте, как оно записано."),
    ),
    "CSS-001": meaning(
        "error",
        ("A style sheet must not set {property}.", "Use the attribute dir, or <bdo>, in the document."),
        (
            "Таблица стилей не должна задавать {property}.",
            "Задайте направление письма атрибутом dir или элементом <bdo>.",
        ),
    ),
    "CSS-003": meaning(
        "warning",
        ("The style sheet is in UTF-16.", "Save it in UTF-8."),
        ("Таблица стилей записана в UTF-16.", "Сохраните её в UTF-8."),
    ),
    "CSS-004": meaning(
        "error",
        ("The style sheet is in {encoding}, not in UTF-8.", "Save it in UTF-8 and correct @charset."),
        (
            "Таблица стилей записана в кодировке {encoding}, а нужна UTF-8.",
            "Сохраните её в UTF-8 и исправьте @charset.",
        ),
    ),
    "CSS-008": meaning(
        "error",
        ("The style sheet can't be read at “{piece}”.", "Check braces, colons and semicolons there."),
        (
            "Таблицу стилей нельзя прочитать у «{piece}».",
            "Проверьте в этом месте скобки, двоеточия и точки с запятой.",
        ),
    ),
    "CSS-015": meaning(
        "error",
        ("An alternative style sheet has no title.", "Add the attribute title to its <link>."),
        ("У дополнительной таблицы стилей нет названия.", "Добавьте атрибут title к её <link>."),
    ),
    "CSS-019": meaning(
        "warning",
        ("A @font-face sets nothing.", "Name the font and its file, or remove the rule."),
        ("Правило @font-face ничего не задаёт.", "Укажите шрифт и его файл или уберите правило."),
    ),
    "NCX-004": meaning(
        "usage",
        ("The identifier in the NCX has blanks around it.", "Remove them."),
        ("Вокруг идентификатора в NCX стоят пробелы.", "Уберите их."),
    ),
    "NCX-006": meaning(
        "usage",
        ("A label in the NCX is empty.", "Write what it leads to."),
        ("Подпись в NCX пуста.", "Напишите, куда она ведёт."),
    ),
}
