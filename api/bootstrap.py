"""The one place where adapters are chosen and put together; everything else is handed what it needs."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection

from api.auth.passwords import PasswordsBusy
from api.auth.repeats import Repeats
from api.auth.sessions import Session, Sessions
from api.auth.throttle import Throttle
from api.book_shelf import BookShelf, make_book_shelf
from api.migrations import upgrade
from api.secret_file import read_or_make_secret
from api.settings import SearchIndex, Settings, SettingsRefused
from api.shelf import Shelf, make_shelf
from api.task_pools import prove, prove_lab
from content.readers import package_readers, readers
from content.tables import library_tables
from library_core.adapters.database import Database
from library_core.adapters.espeak import Espeak
from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.folder_parts import FolderParts
from library_core.adapters.s3_client import connect, make_bucket
from library_core.adapters.s3_objects import S3Objects
from library_core.adapters.s3_parts import S3Parts
from library_core.adapters.sql_library import SqlLibraryStore, sql_library
from library_core.buckets import Bucket
from library_core.identities import new_key
from library_core.library import Library
from library_core.narration.synthesiser import Synthesiser
from library_core.objects import ObjectStore, ObjectStoreFailed
from library_core.people import People, Person
from library_core.publishing import Press
from library_core.uploading import Dock
from library_core.uploads import PartStore
from notebooks_engine.adapters.sql_engine import SqlStore, engine_on
from notebooks_engine.repositories import Engine, Store
from search.adapters.tantivy_index import TantivyIndex
from search.adapters.whoosh_index import WhooshIndex
from search.following import Progress, catch_up, rebuild
from search.index import Index, IndexBusy
from search.popularity import Popularity
from search.queries import Found, Query

T = TypeVar("T")

_INDEXES: Final[Mapping[SearchIndex, Callable[[Path], Index]]] = {
    "whoosh": WhooshIndex,
    "tantivy": TantivyIndex,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """All repositories on one connection: what one use case reads and writes, wholly or not at all."""

    library: Library
    engine: Engine
    sessions: Sessions
    throttle: Throttle
    repeats: Repeats

    @property
    def people(self) -> People:
        """The people of all schools."""
        return self.library.people

    def who(self, token: str, now: int) -> tuple[Session | None, Person | None]:
        """Return the session of a token and its person, or nobody."""
        session = self.sessions.find(token, now)
        person = self.people.find(session.school, session.person) if session else None
        return (session, person) if person else (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Settings, secret and adapters of one process."""

    settings: Settings
    secret: bytes
    database: Database
    engine: Store
    press: Press
    dock: Dock
    shelf: Shelf
    books: BookShelf
    index: Index
    popularity: Popularity

    @property
    def objects(self) -> ObjectStore:
        """Where the bytes of editions are kept."""
        return self.press.objects

    def read(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one read transaction."""
        return self.database.read(lambda connection: work(self._unit(connection)))

    def write(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one write transaction; return when it is durable."""
        return self.database.write(lambda connection: work(self._unit(connection)))

    def write_soon(self, work: Callable[[Unit], object]) -> None:
        """Run the work with whatever is written next, and don't wait for it: for counters."""
        self.database.write_soon(lambda connection: work(self._unit(connection)))

    def search(self, query: Query) -> Found:
        """Find editions in the catalogue as it is now, whichever process changed it."""
        self.follow_changes()
        return self.index.find(query)

    def follow_changes(self) -> None:
        """Bring the index to what the library holds now, or leave it to who is writing into it."""
        # The feed keeps what was not taken in: whoever follows it next catches up.
        with contextlib.suppress(IndexBusy):
            catch_up(self.index, self.press.library)
            self.popularity.follow()

    def rebuild_index(self, progress: Progress) -> int:
        """Make the search index anew from the feed; return the number of changes taken in."""
        return rebuild(self.index, self.press.library, progress=progress)

    def require_hashing_place(self, waiting: int) -> None:
        """Raise PasswordsBusy if too many sign-ins wait already."""
        if waiting >= self.settings.longest_sign_in_queue:
            raise PasswordsBusy

    def close(self) -> None:
        """Finish what is being written and let go of everything."""
        self.database.close()

    def _unit(self, connection: Connection) -> Unit:
        return Unit(
            library=sql_library(connection),
            engine=engine_on(connection),
            sessions=Sessions(connection),
            throttle=Throttle(connection, self.secret),
            repeats=Repeats(connection),
        )


def make_synthesiser() -> Synthesiser:
    """Return the synthesiser of this machine; whether there is one it says when it is asked to speak."""
    return Espeak()


def open_application(settings: Settings) -> Application:
    """Make the data folder, bring the database to the present schema and put the adapters together.

    Raises SettingsRefused if there can be no data folder.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsRefused(
            f"TETRAD_DATA is {settings.data}; no folder can be made there: {error.strerror}."
        ) from error
    database = Database(f"sqlite:///{settings.data / 'tetrad.sqlite3'}", readers=settings.threads)
    with contextlib.ExitStack() as undo:
        undo.callback(database.close)
        upgrade(database.engine)
        application = _assemble(settings, database)
        undo.pop_all()
    return application


def open_objects(bucket: Bucket | None, data: Path) -> tuple[ObjectStore, PartStore]:
    """Return the store of objects and the place of parts: in the bucket, or in folders of the data.

    Raises SettingsRefused if the bucket's store does not answer or refuses.
    """
    if bucket is None:
        return FolderObjects(data / "objects"), FolderParts(data / "parts")
    client = connect(bucket)
    try:
        make_bucket(client)
    except ObjectStoreFailed as error:
        raise SettingsRefused(
            f"The store of objects that TETRAD_OBJECTS names can't be used: {error}.\n"
            f"See that it runs at {bucket.endpoint}, that the keys are right and may use the bucket "
            f"`{bucket.name}`, and that `secure` says whether it speaks TLS."
        ) from error
    return S3Objects(client), S3Parts(client)


def _assemble(settings: Settings, database: Database) -> Application:
    objects, parts = open_objects(settings.objects, settings.data)
    library = SqlLibraryStore(database)
    index = _INDEXES[settings.search](settings.data / "search")
    press = Press(
        readers=readers(library_tables(), prove, prove_lab),
        objects=objects,
        library=library,
        new_key=new_key,
        package_readers=package_readers(library_tables(), prove_lab),
    )
    return Application(
        settings=settings,
        secret=read_or_make_secret(settings.data),
        database=database,
        engine=SqlStore(database),
        press=press,
        dock=Dock(
            library=library,
            objects=objects,
            parts=parts,
            new_key=new_key,
            largest=settings.largest_upload,
            quota=settings.quota,
        ),
        shelf=make_shelf(library, objects),
        books=make_book_shelf(library, objects),
        index=index,
        popularity=Popularity(index, library),
    )
