"""Reading what a publisher says of a draft from a form: every field checked, nothing lost."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from library_core.metadata import Metadata
from library_core.review import Description
from variants.texts import LANGUAGES, Language, Text

LICENCES: Final = (
    "all-rights-reserved",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "CC0-1.0",
)
GRADES: Final = tuple(range(1, 12))
_LONGEST_LINE: Final = 300
_LONGEST_TEXT: Final = 5000
_MOST_LINES: Final = 200
_MOST_MINUTES: Final = 100_000
_COUNTRY: Final = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_LICENCE: Final = re.compile(r"[A-Za-z0-9.+-]{1,64}")

Fields = Mapping[str, str]


class DescriptionRefused(Exception):
    """The form can't be kept; `errors` say for each field what is wrong."""

    def __init__(self, errors: Mapping[str, Text]) -> None:
        self.errors = errors
        super().__init__(", ".join(sorted(errors)))


def read_description(fields: Fields) -> Description:
    """Return what the fields say; lists are written one a line. Raises DescriptionRefused with all errors."""
    errors: dict[str, Text] = {}
    title = _texts(fields, "title", errors, longest=_LONGEST_LINE)
    if not title.languages:
        errors["title-ru"] = Text(
            en="Give a title in one language at least.", ru="Нужно название хотя бы на одном языке."
        )
    description = Description(
        title=title,
        subject=_line(fields, "subject", errors),
        section=_line(fields, "section", errors),
        grades=tuple(grade for grade in GRADES if fields.get(f"grade-{grade}")),
        languages=tuple(language for language in LANGUAGES if fields.get(f"language-{language}")),
        metadata=Metadata(
            authors=_lines(fields, "authors", errors),
            publisher=_line(fields, "publisher", errors),
            rights_holder=_line(fields, "rights_holder", errors),
            licence=_licence(fields, errors),
            territory=_territory(fields, errors),
            issued=_date(fields, "issued", errors),
            valid_until=_date(fields, "valid_until", errors),
            curriculum=_lines(fields, "curriculum", errors),
            description=_texts(fields, "description", errors, longest=_LONGEST_TEXT),
            minutes=_minutes(fields, errors),
            has_audio=bool(fields.get("has_audio")),
        ),
    )
    if errors:
        raise DescriptionRefused(errors)
    return description


def description_fields(description: Description) -> dict[str, str]:
    """Return the fields that `read_description` reads this description from."""
    metadata = description.metadata
    fields = {
        "subject": description.subject,
        "section": description.section,
        "authors": "\n".join(metadata.authors),
        "publisher": metadata.publisher,
        "rights_holder": metadata.rights_holder,
        "licence": metadata.licence,
        "territory": ", ".join(metadata.territory),
        "issued": metadata.issued,
        "valid_until": metadata.valid_until,
        "curriculum": "\n".join(metadata.curriculum),
        "minutes": str(metadata.minutes or ""),
        "has_audio": "yes" if metadata.has_audio else "",
    }
    for language in LANGUAGES:
        for name, text in (("title", description.title), ("description", metadata.description)):
            fields[f"{name}-{language}"] = text.in_language(language) if language in text.languages else ""
    fields |= {f"grade-{grade}": "yes" for grade in description.grades}
    return fields | {f"language-{language}": "yes" for language in description.languages}


def _texts(fields: Fields, name: str, errors: dict[str, Text], *, longest: int) -> Text:
    written: dict[Language, str] = {}
    for language in LANGUAGES:
        words = fields.get(f"{name}-{language}", "").strip()
        if len(words) > longest:
            errors[f"{name}-{language}"] = _too_long(longest)
        if words:
            written[language] = words
    return Text(**written)


def _line(fields: Fields, name: str, errors: dict[str, Text]) -> str:
    words = " ".join(fields.get(name, "").split())
    if len(words) > _LONGEST_LINE:
        errors[name] = _too_long(_LONGEST_LINE)
    return words


def _lines(fields: Fields, name: str, errors: dict[str, Text]) -> tuple[str, ...]:
    lines = tuple(" ".join(line.split()) for line in fields.get(name, "").splitlines() if line.strip())
    if len(lines) > _MOST_LINES or any(len(line) > _LONGEST_LINE for line in lines):
        errors[name] = Text(
            en=f"At most {_MOST_LINES} lines of {_LONGEST_LINE} characters.",
            ru=f"Не больше {_MOST_LINES} строк по {_LONGEST_LINE} знаков.",
        )
    return lines


def _licence(fields: Fields, errors: dict[str, Text]) -> str:
    licence = fields.get("licence", "").strip()
    if licence and not _LICENCE.fullmatch(licence):
        errors["licence"] = Text(
            en="Choose one of the list, or write an SPDX identifier.",
            ru="Выберите из списка или укажите идентификатор SPDX.",
        )
    return licence


def _territory(fields: Fields, errors: dict[str, Text]) -> tuple[str, ...]:
    codes = tuple(code.upper() for code in re.split(r"[,;\s]+", fields.get("territory", "")) if code)
    if len(codes) > _MOST_LINES or any(not _COUNTRY.fullmatch(code) for code in codes):
        errors["territory"] = Text(
            en="Write country codes with commas: RU, BY, KZ.",
            ru="Укажите коды стран через запятую: RU, BY, KZ.",
        )
    return codes


def _date(fields: Fields, name: str, errors: dict[str, Text]) -> str:
    written = fields.get(name, "").strip()
    if written and not _is_date(written):
        errors[name] = Text(en="Write it as 2026-09-01 or 2026.", ru="Укажите в виде 2026-09-01 или 2026.")
    return written


def _is_date(written: str) -> bool:
    if not _DATE.fullmatch(written):
        return False
    try:
        date.fromisoformat(written + "-01" * (2 - written.count("-")))
    except ValueError:
        return False
    return True


def _minutes(fields: Fields, errors: dict[str, Text]) -> int | None:
    written = fields.get("minutes", "").strip()
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and 0 < int(written[:9]) <= _MOST_MINUTES):
        errors["minutes"] = Text(en="Give a number of minutes.", ru="Укажите число минут.")
        return None
    return int(written)


def _too_long(longest: int) -> Text:
    return Text(en=f"At most {longest} characters.", ru=f"Не больше {longest} знаков.")
