"""What the head of a notebook document says: its id, title, language and place in the catalogue."""

import re
from dataclasses import dataclass
from typing import Final, cast

from notebooks_engine.documents.front_matter import Head, HeadValue, read_head
from variants.problems import DocumentRefused, Problem
from variants.texts import LANGUAGES, Language, Text

NAME: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SUBJECTS: Final = ("physics", "chemistry")
_FILE: Final = re.compile(r"(?:.*/)?(?P<id>[^/.]+)\.(?P<language>[a-z]{2})\.md")
_GRADE: Final = re.compile(r"1[01]|[1-9]")
_LONGEST_TITLE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NotebookHead:
    """The head of one file; `subject` is empty where none is written."""

    document: str
    id: str
    title: str
    language: Language
    subject: str
    section: str
    grades: tuple[int, ...]
    first_body_line: int


def read_notebook_head(text: str, document: str) -> NotebookHead:
    """Read the head of one file and compare it with the file's name. Raises DocumentRefused."""
    head = read_head(text, document)
    reader = _Reader(document, head)
    language = reader.word("language", pattern=re.compile("|".join(LANGUAGES)), shape="ru, en")
    result = NotebookHead(
        document=document,
        id=reader.word("id", pattern=NAME, shape="incline-plane"),
        title=reader.word("title", pattern=re.compile(rf".{{1,{_LONGEST_TITLE}}}"), shape="…"),
        language=cast(Language, language),
        subject=reader.subject(),
        section=reader.word("section", pattern=NAME, shape="mechanics"),
        grades=reader.grades(),
        first_body_line=head.first_body_line,
    )
    reader.compare_with_file_name(result)
    if reader.problems:
        raise DocumentRefused(reader.problems)
    return result


class _Reader:
    """Takes values out of a head and keeps what was wrong with them."""

    def __init__(self, document: str, head: Head) -> None:
        self._document = document
        self._head = head
        self.problems: list[Problem] = []

    def word(self, name: str, *, pattern: re.Pattern[str], shape: str) -> str:
        """Return the only word of a line that must be there."""
        value = self._head.values.get(name)
        if value is None or not any(value.words):
            self._say(value, Text(en=f"the head has no `{name}`", ru=f"в заголовке нет `{name}`"))
            return ""
        if value.listed or not pattern.fullmatch(value.words[0]):
            self._say(
                value,
                Text(
                    en=f"`{name}` should look like this: {shape}",
                    ru=f"`{name}` должно выглядеть так: {shape}",
                ),
            )
            return ""
        return value.words[0]

    def subject(self) -> str:
        """Return the subject; a notebook may leave it to its tasks to say."""
        if "subject" not in self._head.values:
            return ""
        return self.word("subject", pattern=re.compile("|".join(SUBJECTS)), shape=", ".join(SUBJECTS))

    def grades(self) -> tuple[int, ...]:
        """Return the school years, from 1 to 11."""
        value = self._head.values.get("grades")
        if value is None or not value.words or not all(map(_GRADE.fullmatch, value.words)):
            self._say(
                value,
                Text(
                    en="`grades` are school years from 1 to 11: [9, 10]",
                    ru="`grades` — это классы от 1 до 11: [9, 10]",
                ),
            )
            return ()
        return tuple(sorted({int(word) for word in value.words}))

    def compare_with_file_name(self, head: NotebookHead) -> None:
        """Demand that `incline.ru.md` says `id: incline` and `language: ru`."""
        match = _FILE.fullmatch(self._document)
        if match is None:
            self.problems.append(
                Problem(
                    document=self._document,
                    message=Text(
                        en="the file of a notebook is named like `incline.ru.md`",
                        ru="файл тетради называется так: `incline.ru.md`",
                    ),
                )
            )
            return
        for name, written in (("id", head.id), ("language", head.language)):
            if written and written != match[name]:
                self._say(
                    self._head.values[name],
                    Text(
                        en=f"`{name}` is {written}, but the file is named {match[name]}",
                        ru=f"`{name}` — {written}, а в имени файла {match[name]}",
                    ),
                )

    def _say(self, value: HeadValue | None, message: Text) -> None:
        line, column = (value.line, value.column) if value else (1, 1)
        self.problems.append(Problem(document=self._document, message=message, line=line, column=column))
