"""What a newer edition of a work changes, in words for the teacher who has pinned an earlier one."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from content.readers import LAB, NOTEBOOK, TASK
from labs.reading.lab_reading import DOCUMENT as LAB_FILE
from labs.reading.lab_reading import DRAWING
from labs.reading.lab_reading import FILES as LAB_FILES
from library_core.editions import Edition, EditionKey
from library_core.library import Library
from library_core.textbooks.comparing import compare_textbooks
from notebooks_engine.notebooks import Notebook, Prose, read_notebook
from variants.prose.plain import plain_text
from variants.templates.documents import Leaf, Listing, Node, Record, read_document
from variants.texts import Text

Files = Mapping[str, bytes]
Read = Callable[[EditionKey], Files]
"""Returns the files of an edition by path."""

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "keys": ("solve", "ask", "constants"),
    "numbers": ("given", "where", "letters", "ugly", "spread"),
    "text": ("statement",),
    "figure": ("figure",),
    "solution": ("solution", "hints"),
    "mistakes": ("mistakes",),
}
_LAB_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "keys": ("truth", "ask", "tables", "plots", "results", "rubric"),
    "bench": (
        *("apparatus", "known", "where", "constants", "data", "controls", "model", "process", "hazards"),
        *("instruments", "quota"),
    ),
    "text": ("title", "purpose", "modelled", "left_out"),
    "figure": ("scene",),
    "solution": ("solution", "hints"),
}
_OF_TASKS: Final[Mapping[str, tuple[str, str]]] = {
    "bench": ("bench of", "установка"),
    "numbers": ("numbers of", "числа"),
    "text": ("text of", "текст"),
    "figure": ("figure of", "рисунок"),
    "solution": ("hints and solution of", "подсказки и решение"),
    "mistakes": ("explained mistakes of", "разбор ошибок"),
    "tasks": ("other tasks at the place of", "другие варианты на месте"),
    "new": ("new:", "добавлено:"),
    "gone": ("removed:", "убрано:"),
}


def describe_difference(library: Library, read: Read, earlier: Edition, later: Edition) -> tuple[Text, ...]:
    """Say what the later edition changes, the most important first; empty if nobody would notice."""
    if later.work.kind == TASK:
        return _words_of_task(changed_parts(read(earlier.key), read(later.key)))
    if later.work.kind == LAB:
        return _words_of_lab(changed_lab_parts(read(earlier.key), read(later.key)))
    if later.work.kind == NOTEBOOK:
        return _notebook(read, _Pinned.read(read, earlier), _Pinned.read(read, later))
    return compare_textbooks(library.textbooks, earlier.key, later.key) or _files(earlier, later)


def changed_parts(earlier: Files, later: Files) -> tuple[str, ...]:
    """Return which parts of a task document differ: keys, numbers, text, figure, solution, mistakes."""
    before, after = (_entries(files) for files in (earlier, later))
    return tuple(
        part for part, names in _PARTS.items() if any(before.get(name) != after.get(name) for name in names)
    )


def changed_lab_parts(earlier: Files, later: Files) -> tuple[str, ...]:
    """Return which parts of a lab differ: keys (what its report is judged by), bench, text, figure, solution.

    Where the bench differs, readings of the earlier edition mean nothing in the later one.
    """
    before, after = (_entries({LAB_FILE: files[LAB_FILE]}) for files in (earlier, later))
    other = {path for path in earlier.keys() | later.keys() if earlier.get(path) != later.get(path)}
    pictured = {path for path in other if path not in LAB_FILES or path == DRAWING}
    of_files = {"text": any(path.endswith(".md") for path in other - pictured), "figure": bool(pictured)}
    return tuple(
        part
        for part, names in _LAB_PARTS.items()
        if of_files.get(part) or any(before.get(name) != after.get(name) for name in names)
    )


def _entries(files: Files) -> Mapping[str, object]:
    ((document, content),) = files.items()
    node = read_document(content.decode("utf-8-sig"), document)
    plain = _plain(node)
    return plain if isinstance(plain, dict) else {}


def _plain(node: Node) -> object:
    if isinstance(node, Leaf):
        return " ".join(node.text.split())
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    assert isinstance(node, Record)
    return {name: _plain(child) for name, child in node.entries.items()}


def _words_of_task(parts: Sequence[str]) -> tuple[Text, ...]:
    words = {
        "keys": Text(en="the key corrected", ru="исправлен ключ"),
        "numbers": Text(en="other numbers", ru="другие числа"),
        "text": Text(en="text", ru="текст"),
        "figure": Text(en="figure", ru="рисунок"),
        "solution": Text(en="hints and solution", ru="подсказки и решение"),
        "mistakes": Text(en="explained mistakes", ru="разбор ошибок"),
    }
    return tuple(words[part] for part in parts)


def _words_of_lab(parts: Sequence[str]) -> tuple[Text, ...]:
    words = {
        "keys": Text(en="how the report is judged", ru="проверка отчёта"),
        "bench": Text(en="the bench and its instruments", ru="установка и приборы"),
        "text": Text(en="texts", ru="тексты"),
        "figure": Text(en="drawing of the bench", ru="рисунок установки"),
        "solution": Text(en="hints and solution", ru="подсказки и решение"),
    }
    return tuple(words[part] for part in parts)


@dataclass(frozen=True, slots=True)
class _Pinned:
    """A notebook with the editions that its names mean."""

    notebook: Notebook
    uses: Mapping[str, EditionKey]

    @staticmethod
    def read(read: Read, edition: Edition) -> "_Pinned":
        texts = {path: content.decode("utf-8-sig") for path, content in read(edition.key).items()}
        return _Pinned(read_notebook(texts), edition.uses)


def _notebook(read: Read, before: _Pinned, after: _Pinned) -> tuple[Text, ...]:
    former = {slot.name: set(slot.tasks) for slot in before.notebook.slots}
    present = {slot.name: set(slot.tasks) for slot in after.notebook.slots}
    places: dict[str, list[str]] = {
        "gone": [name for name in former if name not in present],
        "new": [name for name in present if name not in former],
        "tasks": [name for name, tasks in present.items() if former.get(name, tasks) != tasks],
    }
    for name, tasks in present.items():
        for task in sorted(tasks & former.get(name, set())):
            for part in _changed(read, before.uses.get(task), after.uses.get(task)):
                places.setdefault(part, []).append(name)
    found = [_keys(places["keys"])] if "keys" in places else []
    found += [_of_tasks(kind, places[kind]) for kind in _OF_TASKS if places.get(kind)]
    if _prose(before.notebook) != _prose(after.notebook):
        found.append(Text(en="explanations", ru="пояснения"))
    return tuple(found)


def _changed(read: Read, earlier: EditionKey | None, later: EditionKey | None) -> tuple[str, ...]:
    if earlier is None or later is None or earlier == later:
        return ()
    before, after = read(earlier), read(later)
    return changed_lab_parts(before, after) if LAB_FILE in after else changed_parts(before, after)


def _prose(notebook: Notebook) -> list[Text]:
    return [block.html.map(plain_text) for block in notebook.blocks if isinstance(block, Prose)]


def _keys(places: Sequence[str]) -> Text:
    count = len(places)
    english = "one key" if count == 1 else f"{count} keys"
    verb = "исправлен" if count % 10 == 1 and count % 100 != 11 else "исправлено"
    where = _tasks(places)
    return Text(
        en=f"{english} corrected ({where.en})",
        ru=f"{verb} {count} {_plural(count, 'ключ', 'ключа', 'ключей')} ({where.ru})",
    )


def _of_tasks(kind: str, places: Sequence[str]) -> Text:
    english, russian = _OF_TASKS[kind]
    where = _tasks(places)
    ru = where.ru if kind in {"new", "gone"} else _genitive(places)
    return Text(en=f"{english} {where.en}", ru=f"{russian} {ru}")


def _tasks(places: Sequence[str]) -> Text:
    names = list(dict.fromkeys(places))
    one = len(names) == 1
    return Text(
        en=f"task{'' if one else 's'} {_listed(names, 'and')}",
        ru=f"{'задача' if one else 'задачи'} {_listed(names, 'и')}",
    )


def _genitive(places: Sequence[str]) -> str:
    names = list(dict.fromkeys(places))
    return f"{'задачи' if len(names) == 1 else 'задач'} {_listed(names, 'и')}"


def _listed(names: Sequence[str], conjunction: str) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} {conjunction} {names[-1]}"


def _files(earlier: Edition, later: Edition) -> tuple[Text, ...]:
    changed = sum(earlier.manifest.get(path) != key for path, key in later.manifest.items())
    gone = len(earlier.manifest.keys() - later.manifest.keys())
    found = []
    if changed:
        found.append(Text(en=f"files new or changed: {changed}", ru=f"новых и изменённых файлов: {changed}"))
    if gone:
        found.append(Text(en=f"files removed: {gone}", ru=f"убрано файлов: {gone}"))
    return tuple(found)


def _plural(number: int, one: str, few: str, many: str) -> str:
    last, teens = number % 10, number % 100 in range(11, 15)
    return one if last == 1 and not teens else few if last in (2, 3, 4) and not teens else many
