"""The notebook document: prose, and slots of which each student gets one variant of one task or lab.

A notebook is written once in each language, in files with the same slots; one deal serves all languages.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from notebooks_engine.documents.heads import NotebookHead, read_notebook_head
from notebooks_engine.documents.pages import NotebookPage, read_page
from notebooks_engine.documents.slots import Slot
from variants.problems import DocumentRefused, Problem
from variants.texts import Language, Text

LARGEST_NOTEBOOK: Final = 512 * 1024
"""Characters of one language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Safe HTML in each language of the notebook; a language with nothing to say here is None."""

    html: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """A notebook document that was read without problems; `languages` are those it is written in."""

    id: str
    title: Text
    subject: str
    section: str
    grades: tuple[int, ...]
    languages: tuple[Language, ...]
    blocks: tuple[Prose | Slot, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Slot))

    @property
    def tasks(self) -> tuple[str, ...]:
        """The names of all tasks that the slots use, each once, in their order; labs are not among them."""
        return tuple(dict.fromkeys(name for slot in self.slots if not slot.lab for name in slot.tasks))

    @property
    def labs(self) -> tuple[str, ...]:
        """The names of all labs that the slots use, each once, in their order."""
        return tuple(dict.fromkeys(name for slot in self.slots if slot.lab for name in slot.tasks))


def read_notebook(sources: Mapping[str, str]) -> Notebook:
    """Read the files of one notebook, by name (`incline.ru.md`). Raises DocumentRefused with all problems."""
    if not sources:
        message = Text(
            en="a notebook is a file like `incline.ru.md`", ru="тетрадь — это файл вида `incline.ru.md`"
        )
        raise DocumentRefused([Problem(document="?", message=message)])
    problems: list[Problem] = []
    heads: list[NotebookHead] = []
    pages: list[NotebookPage] = []
    for document, source in sorted(sources.items()):
        try:
            head, page = _read_file(document, source)
        except DocumentRefused as refused:
            problems.extend(refused.problems)
        else:
            heads.append(head)
            pages.append(page)
    problems.extend(_compare_heads(heads))
    problems.extend(_compare_slots(pages))
    if problems:
        raise DocumentRefused(problems)
    return _join(heads, pages)


def _read_file(document: str, source: str) -> tuple[NotebookHead, NotebookPage]:
    if len(source) > LARGEST_NOTEBOOK:
        message = Text(
            en=f"a notebook may have {LARGEST_NOTEBOOK} characters at most",
            ru=f"в тетради может быть не больше {LARGEST_NOTEBOOK} знаков",
        )
        raise DocumentRefused([Problem(document=document, message=message)])
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head = read_notebook_head(text, document)
    return head, read_page(text, document, head)


def _compare_heads(heads: list[NotebookHead]) -> Iterator[Problem]:
    seen: dict[Language, str] = {}
    for head in heads:
        if head.language in seen:
            message = Text(
                en=f"{seen[head.language]} is written in this language already",
                ru=f"на этом языке уже написан файл {seen[head.language]}",
            )
            yield Problem(document=head.document, message=message)
        seen[head.language] = head.document
    for head in heads[1:]:
        for name in ("id", "subject", "section", "grades"):
            if getattr(head, name) != getattr(heads[0], name):
                message = Text(
                    en=f"`{name}` differs from that of {heads[0].document}",
                    ru=f"`{name}` не такое, как в файле {heads[0].document}",
                )
                yield Problem(document=head.document, message=message, line=1)


def _compare_slots(pages: list[NotebookPage]) -> Iterator[Problem]:
    for page in pages[1:]:
        first = pages[0]
        for number in range(max(len(first.slots), len(page.slots))):
            theirs = first.slots[number] if number < len(first.slots) else None
            ours = page.slots[number] if number < len(page.slots) else None
            if ours is None and theirs is not None:
                message = Text(
                    en=f"slot {theirs.slot.name} of {first.document} is missing here",
                    ru=f"здесь нет слота {theirs.slot.name} из файла {first.document}",
                )
                yield Problem(document=page.document, message=message)
            elif ours is not None and (theirs is None or ours.slot != theirs.slot):
                message = Text(
                    en=f"slot {ours.slot.name} is not the same as in {first.document}: id, points, tasks and"
                    " order must agree",
                    ru=f"слот {ours.slot.name} не такой, как в файле {first.document}: должны совпадать id,"
                    " баллы, задачи и порядок",
                )
                yield Problem(document=page.document, message=message, line=ours.line, column=1)
                return


def _join(heads: list[NotebookHead], pages: list[NotebookPage]) -> Notebook:
    first = heads[0]
    by_language = dict(zip((head.language for head in heads), pages, strict=True))
    blocks: list[Prose | Slot] = []
    for number in range(len(pages[0].slots) + 1):
        html = _text({language: page.prose[number] for language, page in by_language.items()})
        if html.languages:
            blocks.append(Prose(html=html))
        if number < len(pages[0].slots):
            blocks.append(pages[0].slots[number].slot)
    return Notebook(
        id=first.id,
        title=_text({head.language: head.title for head in heads}),
        subject=first.subject,
        section=first.section,
        grades=first.grades,
        languages=tuple(sorted(by_language)),
        blocks=tuple(blocks),
    )


def _text(words: Mapping[Language, str]) -> Text:
    return Text(en=words.get("en") or None, ru=words.get("ru") or None)
