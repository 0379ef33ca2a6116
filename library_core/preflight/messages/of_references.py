"""Meanings of what is found in references, media, navigation and overlays: RSC, MED, NAV, NCX, and kin."""

from typing import Final

from library_core.preflight.meanings import Meanings, meaning

_ADDRESS = ("Correct the address.", "Исправьте адрес.")
_ADD = (
    "Add the file to the book and list it in the manifest, or correct the address.",
    "Добавьте файл в книгу и в манифест или исправьте адрес.",
)
_LIST = ("List the file in the manifest.", "Внесите файл в манифест.")
_INSIDE = ("Put the file into the book.", "Положите файл внутрь книги.")
_OVERLAY = (
    "Let `media-overlay` of the page name the one overlay that speaks it.",
    "Укажите в `media-overlay` страницы тот единственный документ озвучки, который её читает.",
)
_SIZE = (
    'Write <meta name="viewport" content="width=800, height=600"/>.',
    'Запишите <meta name="viewport" content="width=800, height=600"/>.',
)
_FOREIGN = (
    "Save the file in a core type (PNG, JPEG, SVG, WebP, GIF; MP3, AAC in MP4, Opus), or give it a fallback.",
    "Сохраните файл в основном типе (PNG, JPEG, SVG, WebP, GIF; MP3, AAC в MP4, Opus) или укажите замену.",
)
_CLIP = ("Correct `clipBegin` and `clipEnd`.", "Исправьте `clipBegin` и `clipEnd`.")
_FRAGMENT = ("Correct the part after `#`.", "Исправьте часть адреса после `#`.")

REFERENCES: Final[Meanings] = {
    "RSC-001": meaning(
        "error",
        (
            "`{name}` is in the manifest, but not in the archive.",
            "Add the file, or remove it from the manifest.",
        ),
        ("`{name}` есть в манифесте, но не в архиве.", "Добавьте файл или удалите его из манифеста."),
    ),
    "RSC-006": meaning(
        "error",
        ("`{name}` lies outside of the book; only audio, video and fonts may.", _INSIDE[0]),
        ("`{name}` лежит вне книги; это можно только звуку, видео и шрифтам.", _INSIDE[1]),
    ),
    "RSC-006b": meaning(
        "usage",
        ("`{name}` lies outside of the book; only a script may fetch it.", _INSIDE[0]),
        ("`{name}` лежит вне книги; загрузить его может только сценарий.", _INSIDE[1]),
    ),
    "RSC-007": meaning(
        "error",
        ("`{name}` is referred to, but is not in the book.", _ADD[0]),
        ("На `{name}` есть ссылка, но в книге его нет.", _ADD[1]),
    ),
    "RSC-007w": meaning(
        "warning",
        ("`{name}` is linked to, but is not in the book.", _ADD[0]),
        ("`{name}` указан в ссылке, но в книге его нет.", _ADD[1]),
    ),
    "RSC-008": meaning(
        "error",
        ("`{name}` is used, but the manifest does not list it.", _LIST[0]),
        ("`{name}` используется, но не внесён в манифест.", _LIST[1]),
    ),
    "RSC-009": meaning(
        "warning",
        ("The picture `{name}` has a fragment; only SVG has parts.", _FRAGMENT[0]),
        ("В адресе картинки `{name}` есть фрагмент; части есть только у SVG.", _FRAGMENT[1]),
    ),
    "RSC-010": meaning(
        "error",
        ("A link leads to `{name}`, which is no document of the book.", "Lead to an XHTML or SVG document."),
        ("Ссылка ведёт к `{name}`, а это не документ книги.", "Ссылайтесь на документ XHTML или SVG."),
    ),
    "RSC-011": meaning(
        "error",
        (
            "A link leads to `{name}`, which is not in the spine.",
            'Add the document to the spine; linear="no" for side matter.',
        ),
        (
            "Ссылка ведёт к `{name}`, которого нет в порядке чтения.",
            'Добавьте документ в `spine`; для побочного — linear="no".',
        ),
    ),
    "RSC-012": meaning(
        "error",
        ("Nothing in the document has the id that `{name}` names.", _FRAGMENT[0]),
        ("В документе нет элемента с id, на который указывает `{name}`.", _FRAGMENT[1]),
    ),
    "RSC-013": meaning(
        "error",
        ("The address of a style sheet has a fragment: `{name}`.", _FRAGMENT[0]),
        ("В адресе таблицы стилей есть фрагмент: `{name}`.", _FRAGMENT[1]),
    ),
    "RSC-014": meaning(
        "error",
        ("`{name}` leads to an element of another kind than is needed here.", _FRAGMENT[0]),
        ("`{name}` указывает на элемент не того рода.", _FRAGMENT[1]),
    ),
    "RSC-015": meaning(
        "error",
        ("`{name}` must name a part of the drawing after `#`.", _FRAGMENT[0]),
        ("`{name}`: после `#` нужно указать часть рисунка.", _FRAGMENT[1]),
    ),
    "RSC-020": meaning(
        "error",
        ("`{address}` is no valid URL.", "Encode spaces as %20, and correct the rest."),
        ("`{address}` — не правильный адрес.", "Замените пробелы на %20 и исправьте остальное."),
    ),
    "RSC-026": meaning(
        "error",
        ("`{address}` leads out of the book.", _ADDRESS[0]),
        ("`{address}` выводит за пределы книги.", _ADDRESS[1]),
    ),
    "RSC-029": meaning(
        "error",
        ("A data URL can't be a page.", "Put the content into a file of the book."),
        ("Адрес data: не может быть страницей.", "Положите содержимое в файл книги."),
    ),
    "RSC-030": meaning(
        "error",
        ("`{address}` leads to a file on somebody's computer.", _ADDRESS[0]),
        ("`{address}` ведёт к файлу на чьём-то компьютере.", _ADDRESS[1]),
    ),
    "RSC-031": meaning(
        "warning",
        ("`{name}` is fetched without encryption.", "Write https."),
        ("`{name}` загружается без шифрования.", "Укажите https."),
    ),
    "RSC-032": meaning(
        "error",
        ("`{name}` of type {type} is not shown everywhere and has no fallback.", _FOREIGN[0]),
        ("`{name}` типа {type} показывают не все программы, а замены нет.", _FOREIGN[1]),
    ),
    "RSC-033": meaning(
        "error",
        ("`{address}` has a query, which files don't take.", "Remove `?…`."),
        ("В адресе `{address}` есть запрос, а у файлов его не бывает.", "Удалите `?…`."),
    ),
    "HTM-025": meaning(
        "warning",
        ("The scheme of `{name}` is not registered.", _ADDRESS[0]),
        ("Схема адреса `{name}` не зарегистрирована.", _ADDRESS[1]),
    ),
    "HTM-046": meaning(
        "error",
        ("A page of fixed layout does not say its size.", _SIZE[0]),
        ("Страница с фиксированной вёрсткой не указывает свой размер.", _SIZE[1]),
    ),
    "HTM-047": meaning(
        "error",
        ("The viewport `{content}` is malformed.", _SIZE[0]),
        ("Размер страницы `{content}` записан неверно.", _SIZE[1]),
    ),
    "HTM-048": meaning(
        "error",
        ("An SVG page of fixed layout has no `viewBox`.", 'Add viewBox="0 0 800 600" to `svg`.'),
        (
            "У страницы SVG с фиксированной вёрсткой нет `viewBox`.",
            'Добавьте элементу `svg` viewBox="0 0 800 600".',
        ),
    ),
    "HTM-056": meaning(
        "error", ("The viewport has no {side}.", _SIZE[0]), ("В размере страницы нет {side}.", _SIZE[1])
    ),
    "HTM-057": meaning(
        "error",
        ("The {side} of the viewport is no positive number.", _SIZE[0]),
        ("В размере страницы {side} — не положительное число.", _SIZE[1]),
    ),
    "HTM-059": meaning(
        "error",
        ("The viewport gives {side} more than once: {content}.", _SIZE[0]),
        ("В размере страницы {side} указано несколько раз: {content}.", _SIZE[1]),
    ),
    "CSS-029": meaning(
        "usage",
        (
            "There are styles for `.{class}`, but the package does not declare {property}.",
            "Declare {property} in the metadata.",
        ),
        (
            "Стили для `.{class}` есть, но в пакете не объявлено {property}.",
            "Объявите {property} в метаданных.",
        ),
    ),
    "CSS-030": meaning(
        "error",
        (
            "The page is spoken, but has no style sheet to show what is being read.",
            "Link a style sheet with a rule for the active class.",
        ),
        (
            "Страница озвучена, но таблицы стилей, показывающей читаемое место, нет.",
            "Подключите таблицу стилей с правилом для активного класса.",
        ),
    ),
    "MED-003": meaning(
        "error",
        ("The `img` of a `picture` shows `{name}` of type {type}.", _FOREIGN[0]),
        ("Элемент `img` внутри `picture` показывает `{name}` типа {type}.", _FOREIGN[1]),
    ),
    "MED-004": meaning(
        "error",
        ("The picture `{name}` is damaged.", "Save the picture anew."),
        ("Картинка `{name}` повреждена.", "Сохраните картинку заново."),
    ),
    "MED-005": meaning(
        "error",
        ("The audio `{name}` is of type {type}.", "Use MP3, AAC in MP4, or Opus in Ogg."),
        ("Звук `{name}` имеет тип {type}.", "Используйте MP3, AAC в MP4 или Opus в Ogg."),
    ),
    "MED-007": meaning(
        "error",
        ("A `source` shows `{name}` ({type}) without saying its type.", "Add `type`."),
        ("Элемент `source` показывает `{name}` ({type}), не указывая тип.", "Добавьте `type`."),
    ),
    "MED-008": meaning(
        "error",
        ("A clip ends before it begins.", _CLIP[0]),
        ("Фрагмент звука кончается раньше, чем начинается.", _CLIP[1]),
    ),
    "MED-009": meaning(
        "error",
        ("A clip ends where it begins.", _CLIP[0]),
        ("Фрагмент звука кончается там же, где начинается.", _CLIP[1]),
    ),
    "MED-010": meaning(
        "error",
        ("`{name}` is spoken by an overlay, but does not name it.", _OVERLAY[0]),
        ("Страница `{name}` озвучена, но не указывает документ озвучки.", _OVERLAY[1]),
    ),
    "MED-011": meaning(
        "error",
        ("`{name}` is spoken by two overlays.", _OVERLAY[0]),
        ("Страницу `{name}` озвучивают два документа.", _OVERLAY[1]),
    ),
    "MED-012": meaning(
        "error",
        ("`{name}` names another overlay than speaks it.", _OVERLAY[0]),
        ("Страница `{name}` указывает не тот документ озвучки.", _OVERLAY[1]),
    ),
    "MED-013": meaning(
        "error",
        ("`{name}` names an overlay that does not speak it.", _OVERLAY[0]),
        ("Страница `{name}` указывает документ озвучки, который её не читает.", _OVERLAY[1]),
    ),
    "MED-014": meaning(
        "error",
        ("The address of an audio file has the fragment `#{fragment}`.", "Use `clipBegin` and `clipEnd`."),
        ("В адресе звука есть фрагмент `#{fragment}`.", "Используйте `clipBegin` и `clipEnd`."),
    ),
    "MED-015": meaning(
        "usage",
        ("The overlay goes back to `{name}`.", "Speak the text in the order of reading."),
        ("Озвучка возвращается назад, к `{name}`.", "Озвучивайте текст в порядке чтения."),
    ),
    "MED-016": meaning(
        "warning",
        ("The whole duration is {total} s, the overlays together last {sum} s.", "Correct `media:duration`."),
        (
            "Общая длительность — {total} с, а вместе документы озвучки длятся {sum} с.",
            "Исправьте `media:duration`.",
        ),
    ),
    "MED-017": meaning(
        "warning",
        ("`{name}` does not name an element by its id.", _FRAGMENT[0]),
        ("`{name}` указывает не на id элемента.", _FRAGMENT[1]),
    ),
    "MED-018": meaning(
        "warning",
        ("`{name}` is no part of an SVG drawing.", _FRAGMENT[0]),
        ("`{name}` — не часть рисунка SVG.", _FRAGMENT[1]),
    ),
    "NAV-009": meaning(
        "error",
        ("A region leads to a page of no fixed layout.", "Lead to pages of fixed layout."),
        (
            "Область ведёт к странице без фиксированной вёрстки.",
            "Ведите к страницам с фиксированной вёрсткой.",
        ),
    ),
    "NAV-010": meaning(
        "error",
        ("The list `{list}` leads out of the book: {address}.", "Lead to pages of the book."),
        ("Список `{list}` ведёт из книги: {address}.", "Ведите к страницам книги."),
    ),
    "NAV-011": meaning(
        "warning",
        ("The table of contents goes back to `{name}`.", "Put contents and spine in one order."),
        ("Оглавление возвращается назад, к `{name}`.", "Приведите оглавление и порядок чтения в согласие."),
    ),
    "NCX-001": meaning(
        "error",
        (
            "The NCX is of the book `{ncx}`, the package of `{package}`.",
            "Write the package's identifier into `dtb:uid`.",
        ),
        ("NCX от книги `{ncx}`, а пакет — от `{package}`.", "Запишите в `dtb:uid` идентификатор пакета."),
    ),
}
