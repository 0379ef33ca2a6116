"""Sentences, in both languages, that say which rule of structure is broken, and how to mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from library_core.formats.findings import Finding
from library_core.preflight.models.attribute_models import AttributeFault
from library_core.preflight.models.names import shown
from library_core.preflight.models.value_kinds import words_of_kind

MOST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What is wrong and what to do, in English and Russian."""

    english: str
    russian: str
    remedy: str = "Correct the document here as its format requires."
    remedy_russian: str = "Исправьте документ в этом месте так, как требует его формат."

    def values(self) -> dict[str, str]:
        """Return what fills the holes of RSC-005 and RSC-017."""
        return {
            "detail_en": self.english,
            "detail_ru": self.russian,
            "remedy_en": self.remedy,
            "remedy_ru": self.remedy_russian,
        }


def finding(detail: Detail, path: str, line: int, *, identifier: str = "RSC-005") -> Finding:
    """Return the finding that a rule of structure is broken."""
    return Finding(id=identifier, path=path, line=line, values=detail.values())


def cut(text: str) -> str:
    """Return a value short enough to be shown."""
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def misplaced(child: tuple[str, str], parent: tuple[str, str] | None, *, is_known: bool) -> Detail:
    """An element where it may not stand, or that doesn't exist at all."""
    tag = f"<{shown(child)}>"
    if parent is None:
        return Detail(
            english=f"A document of this kind can't begin with {tag}.",
            russian=f"Документ этого вида не может начинаться с {tag}.",
        )
    around = f"<{shown(parent)}>"
    if not is_known:
        return Detail(
            english=f"There is no element {tag} in this format; it stands in {around}.",
            russian=f"Элемента {tag} в этом формате нет; он стоит внутри {around}.",
            remedy=f"Replace {tag} by an element of the format, or remove it.",
            remedy_russian=f"Замените {tag} элементом формата или уберите его.",
        )
    return Detail(
        english=f"{tag} can't stand here in {around}.",
        russian=f"{tag} не может стоять в этом месте внутри {around}.",
        remedy=f"Move {tag} out of {around}, or use another element there.",
        remedy_russian=f"Вынесите {tag} из {around} или используйте другой элемент.",
    )


def misplaced_text(parent: tuple[str, str]) -> Detail:
    """Text where only elements may stand."""
    around = f"<{shown(parent)}>"
    return Detail(
        english=f"Text can't stand directly in {around}.",
        russian=f"Текст не может стоять прямо внутри {around}.",
        remedy="Put the text into an element that may stand there, or remove it.",
        remedy_russian="Поместите текст в элемент, который может там стоять, или уберите его.",
    )


def unfinished(parent: tuple[str, str], wanted: Iterable[str]) -> Detail:
    """An element that lacks children."""
    around = f"<{shown(parent)}>"
    names = ", ".join(f"<{name}>" for name in dict.fromkeys(wanted))
    if not names:
        return Detail(
            english=f"{around} is empty or lacks elements that it must have.",
            russian=f"{around} пуст или в нём нет обязательных элементов.",
        )
    return Detail(
        english=f"{around} lacks {names}.",
        russian=f"В {around} нет обязательного {names}.",
        remedy=f"Add {names} to {around}.",
        remedy_russian=f"Добавьте {names} в {around}.",
    )


def bad_content(parent: tuple[str, str], text: str) -> Detail:
    """An element whose text isn't what it must be."""
    around = f"<{shown(parent)}>"
    if not text.strip():
        return Detail(
            english=f"{around} is empty.",
            russian=f"{around} пуст.",
            remedy=f"Fill {around} in, or remove it.",
            remedy_russian=f"Заполните {around} или уберите его.",
        )
    return Detail(
        english=f"{around} can't hold “{cut(text)}”.",
        russian=f"{around} не может содержать «{cut(text)}».",
    )


def of_attribute(fault: AttributeFault, element: tuple[str, str]) -> Detail:
    """What is wrong with an attribute."""
    tag, name = f"<{shown(element)}>", shown(fault.name)
    if fault.fault == "missing":
        return Detail(
            english=f"{tag} lacks the attribute {name}.",
            russian=f"У {tag} нет обязательного атрибута {name}.",
            remedy=f"Add the attribute {name}.",
            remedy_russian=f"Добавьте атрибут {name}.",
        )
    if fault.fault == "unknown":
        return Detail(
            english=f"{tag} can't have the attribute {name} here.",
            russian=f"У {tag} здесь не может быть атрибута {name}.",
            remedy=f"Remove the attribute {name}; looks belong into the style sheet.",
            remedy_russian=f"Уберите атрибут {name}; оформление задавайте в таблице стилей.",
        )
    words = ", ".join(f"“{word}”" for word in words_of_kind(fault.kind))
    quoted = ", ".join(f"«{word}»" for word in words_of_kind(fault.kind))
    value = cut(fault.value)
    return Detail(
        english=f"The attribute {name} of {tag} can't be “{value}”.",
        russian=f"Атрибут {name} элемента {tag} не может быть равен «{value}».",
        remedy=f"Choose one of {words}." if words else "Write the value as the format requires.",
        remedy_russian=f"Выберите одно из значений: {quoted}."
        if words
        else "Запишите значение так, как требует формат.",
    )
