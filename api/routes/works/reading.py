"""What every page of the reader begins with: the book that the path names, and where things of it stand."""

from dataclasses import dataclass

from api.book_pieces import Addresses
from api.book_shelf import ReadBook
from api.web.object_addresses import object_prefix
from api.web.visits import Visit
from library_core.editions import EditionKey, EditionMissing
from library_core.reading.access import Shelved
from library_core.reading.anchoring import Anchor, find_standing
from library_core.reading.annotations import Own
from library_core.reading.places import Place
from library_core.usage import What, day_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBook:
    """A textbook that the person who asks may read."""

    shelved: Shelved
    book: ReadBook

    @property
    def key(self) -> EditionKey:
        """The edition."""
        return self.shelved.edition

    @property
    def base(self) -> str:
        """The address of the book's own page; those of its documents begin with it."""
        return f"/textbooks/{self.key}"

    @property
    def title(self) -> str:
        """The title as it stands in the book itself."""
        return self.book.outline.title

    def address_of(self, document: str, paragraph: str) -> str:
        """Return the address of a paragraph, or of the book if the document is not in it."""
        number = self.book.numbers.get(document)
        return f"{self.base}/{number}#{paragraph}" if number else self.base


def open_book(visit: Visit) -> OpenBook:
    """Return the textbook that the path names. Raises EditionMissing unless the reader may read it."""
    person, key = visit.reader, EditionKey(visit.path["edition"])
    shelved = visit.read(lambda unit: unit.library.shelves.find(person.school, key))
    if shelved is None or not shelved.is_open_to(person):
        raise EditionMissing(key)
    return OpenBook(shelved=shelved, book=visit.application.books.book(shelved.school, key))


def number_in_path(visit: Visit, opened: OpenBook) -> int:
    """Return the number of the document that the path names. Raises EditionMissing."""
    text = visit.path["position"]
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise EditionMissing(opened.key)
    number = int(text)
    opened.book.document(number)
    return number


def addresses_in(visit: Visit, opened: OpenBook, cards: dict[str, str]) -> Addresses:
    """Return what is put into the holes of the book's documents for this reader."""
    return Addresses(
        objects=object_prefix(visit, opened.key),
        book=opened.base,
        numbers=opened.book.numbers,
        cards=cards,
    )


def count_use(visit: Visit, opened: OpenBook, what: What) -> None:
    """Count that somebody opened the book or listened to it; drafts are not counted."""
    work, school = opened.shelved.work, visit.reader.school
    if opened.shelved.number is not None:
        day = day_of(visit.now, visit.application.settings.timezone)
        visit.application.write_soon(lambda unit: unit.library.usage.count(work, school, what, day))


def own(visit: Visit, opened: OpenBook) -> Own:
    """Return whose annotations are meant: of who asks, in this book, now."""
    return Own(
        school=visit.reader.school,
        person=visit.reader.key,
        work=opened.shelved.work,
        edition=opened.key,
        at=visit.now,
    )


def place_in(visit: Visit, opened: OpenBook) -> Place | None:
    """Return where the reader stopped; a place in another edition is looked up in this one by its words."""
    person = visit.reader
    place = visit.read(lambda unit: unit.library.places.find(person.school, person.key, opened.shelved.work))
    if place is None or place.edition == opened.key:
        return place
    return _carried(visit, opened, place)


def _carried(visit: Visit, opened: OpenBook, place: Place) -> Place | None:
    books = visit.application.books
    before = visit.read(lambda unit: unit.library.shelves.find(visit.reader.school, place.edition))
    texts = books.paragraphs(before.school, place.edition) if before else ()
    quotation = next(
        (each.text for each in texts if (each.document, each.paragraph) == (place.document, place.paragraph)),
        "",
    )
    anchor = Anchor(document=place.document, paragraph=place.paragraph, quotation=quotation)
    standing = find_standing(anchor, books.paragraphs(opened.shelved.school, opened.key))
    if standing is not None:
        return _moved(opened, place, standing.document, standing.paragraph)
    return _moved(opened, place, place.document, "") if place.document in opened.book.numbers else None


def _moved(opened: OpenBook, place: Place, document: str, paragraph: str) -> Place:
    return Place(
        person=place.person,
        school=place.school,
        work=place.work,
        edition=opened.key,
        document=document,
        paragraph=paragraph,
        milliseconds=0,
        changed_at=place.changed_at,
    )
