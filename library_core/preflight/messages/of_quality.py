"""Meanings of our own checks: alternatives, headings, language, rights, scripts, sizes, audio."""

from typing import Final

from library_core.preflight.meanings import Meanings, meaning

_ORDER = ("Correct `clipBegin` and `clipEnd`.", "Исправьте `clipBegin` и `clipEnd`.")
_RECORD = (
    "Record the paragraph, or let it be spoken by the synthesiser.",
    "Запишите абзац или поручите его синтезатору.",
)

QUALITY: Final[Meanings] = {
    "ACM-001": meaning(
        "warning",
        ("The metadata do not say: {names}.", "Add these properties to the metadata of the package."),
        ("В метаданных нет: {names}.", "Добавьте эти свойства в метаданные пакета."),
    ),
    "ALT-001": meaning(
        "warning",
        (
            "The picture `{name}` has no alternative text.",
            'Say in `alt` what is seen; alt="" for an ornament.',
        ),
        (
            "У картинки `{name}` нет текстового описания.",
            'Опишите в `alt`, что видно; для украшения — alt="".',
        ),
    ),
    "ALT-002": meaning(
        "warning",
        (
            "A drawing has no words for those who can't see it.",
            'Add a `title` to `svg`, or role="presentation".',
        ),
        (
            "У рисунка нет слов для тех, кто его не видит.",
            'Добавьте в `svg` элемент `title` или role="presentation".',
        ),
    ),
    "AUD-001": meaning(
        "warning",
        ("{count} paragraphs have no audio: {paragraphs}.", _RECORD[0]),
        ("Абзацев без озвучки: {count} ({paragraphs}).", _RECORD[1]),
    ),
    "AUD-002": meaning(
        "warning",
        ("The clip of `{fragment}` begins at {begin} s, before the clip that stands before it.", _ORDER[0]),
        ("Фрагмент для `{fragment}` начинается с {begin} с — раньше предыдущего.", _ORDER[1]),
    ),
    "AUD-003": meaning(
        "warning",
        ("The clip of `{fragment}` begins at {begin} s, while the one before still sounds.", _ORDER[0]),
        ("Фрагмент для `{fragment}` начинается с {begin} с, когда предыдущий ещё звучит.", _ORDER[1]),
    ),
    "AUD-004": meaning(
        "warning",
        ("The clip of `{fragment}` ends at {end} s, but the file lasts {length} s.", _ORDER[0]),
        ("Фрагмент для `{fragment}` кончается на {end} с, а файл длится {length} с.", _ORDER[1]),
    ),
    "AUD-005": meaning(
        "warning",
        ("The text of `{paragraph}` has changed since it was recorded: «{text}».", _RECORD[0]),
        ("Текст абзаца `{paragraph}` изменился после записи: «{text}».", _RECORD[1]),
    ),
    "AUD-006": meaning(
        "usage",
        ("How long `{name}` plays can't be told.", "Save the audio anew, if it does not play."),
        ("Длительность `{name}` узнать не удалось.", "Если звук не играет, сохраните его заново."),
    ),
    "AUD-007": meaning(
        "warning",
        ("The list of recordings can't be read.", "See docs/publishing.md for its form."),
        ("Список записей не читается.", "Его вид описан в docs/publishing.md."),
    ),
    "HDG-001": meaning(
        "warning",
        ("After a heading of level {before} comes one of level {level}.", "Leave no level out."),
        ("После заголовка уровня {before} идёт заголовок уровня {level}.", "Не пропускайте уровни."),
    ),
    "LNG-001": meaning(
        "warning",
        ("The page does not say its language.", "Add `lang` and `xml:lang` to `html`."),
        ("На странице не указан язык.", "Добавьте элементу `html` атрибуты `lang` и `xml:lang`."),
    ),
    "LNG-002": meaning(
        "warning",
        ("The book does not say its language.", "Add `dc:language`."),
        ("Язык книги не указан.", "Добавьте `dc:language`."),
    ),
    "RGT-001": meaning(
        "warning",
        ("Neither rights nor a licence are named.", "Add `dc:rights`, or a link with the licence."),
        ("Не указаны ни права, ни лицензия.", "Добавьте `dc:rights` или ссылку на лицензию."),
    ),
    "SCR-001": meaning(
        "usage",
        (
            "The page has scripts; it will be shown in a frame of its own.",
            "Make sure that the page can be read without them.",
        ),
        (
            "На странице есть сценарии; она будет показана в отдельной рамке.",
            "Проверьте, что страница читается и без них.",
        ),
    ),
    "SIZ-001": meaning(
        "warning",
        ("The file has {size} MB; up to {most} MB load well.", "Make the file smaller."),
        ("Файл занимает {size} МБ; хорошо загружаются файлы до {most} МБ.", "Уменьшите файл."),
    ),
}
