"""A press for two toy kinds: a `card` is any text, a `deck` names cards one a line."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path

from library_core.adapters.database import Database
from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.sql_library import SqlLibraryStore
from library_core.library import Act, Library
from library_core.people import LIBRARY, Person, PersonKey, School, SchoolKey
from library_core.publishing import Described, FindUsed, Press, UnknownWork, Upload
from library_core.uses import Use
from variants.problems import DocumentRefused, Problem
from variants.texts import Text

OURS, THEIRS = SchoolKey("ours"), SchoolKey("theirs")
AUTHOR, REVIEWER = PersonKey("author"), PersonKey("reviewer")


@dataclass
class Readings:
    """Counts how often a reader was asked."""

    paths: list[str] = field(default_factory=list)


def open_press(database: Database, folder: Path, readings: Readings | None = None) -> Press:
    """Return a press on an empty database, which gets the library and two schools."""
    store = SqlLibraryStore(database)
    store.write(populate)
    numbers = count(1)
    seen = readings or Readings()

    def read_card(files: Mapping[str, bytes], _find_used: FindUsed) -> Described:
        (path, content), *_ = files.items()
        seen.paths.append(path)
        if content == b"bad":
            message = Text(en="a card says something", ru="на карточке что-то написано")
            raise DocumentRefused([Problem(document=path, line=1, column=1, message=message)])
        section = content.decode() if content.startswith(b"section") else "mechanics"
        described = describe(path, content.decode(), derived={"upper 1": content.upper()})
        return replace(described, section=section)

    def read_deck(files: Mapping[str, bytes], find_used: FindUsed) -> Described:
        (path, content), *_ = files.items()
        lines = content.decode().split()
        words: list[str] = []
        for line in lines:
            try:
                words.extend(found.decode() for found in find_used(line).values())
            except UnknownWork:
                words.append("?")
        uses = tuple(Use(name=name, kind="card", document=path, line=i) for i, name in enumerate(lines, 1))
        return describe(path, " ".join(words), uses=uses)

    return Press(
        readers={"card": read_card, "deck": read_deck},
        objects=FolderObjects(folder / "objects"),
        library=store,
        new_key=lambda: f"key-{next(numbers)}",
    )


def populate(library: Library) -> None:
    """Make the schools, and two people of ours."""
    for school in (LIBRARY, OURS, THEIRS):
        library.people.add_school(School(key=school, name=school))
    for key in (AUTHOR, REVIEWER):
        library.people.add(Person(key=key, school=OURS, display_name=key, roles=frozenset(), language="en"))


def describe(
    path: str, words: str, *, uses: tuple[Use, ...] = (), derived: Mapping[str, bytes] | None = None
) -> Described:
    """Return what is said of every toy."""
    return Described(
        identifier=Path(path).stem,
        title=Text(en=Path(path).stem),
        subject="physics",
        section="mechanics",
        grades=(9, 10),
        languages=("en",),
        words=Text(en=words),
        uses=uses,
        derived=derived or {},
    )


def card(name: str, text: str = "words") -> Upload:
    """Return the upload of a card."""
    return Upload(kind="card", files={f"{name}.txt": text.encode()})


def deck(name: str, *cards: str) -> Upload:
    """Return the upload of a deck that uses these cards."""
    return Upload(kind="deck", files={f"{name}.txt": "\n".join(cards).encode()})


def library_act(at: int = 1) -> Act:
    """Return an act of the program for the library."""
    return Act(school=LIBRARY, at=at)


def our_act(at: int = 1, person: PersonKey = AUTHOR) -> Act:
    """Return an act of somebody of our school."""
    return Act(school=OURS, at=at, person=person)
