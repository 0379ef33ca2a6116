"""The one place where adapters are chosen and put together; everything else is handed what it needs."""

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy import Connection, make_url

from api.auth.repeats import Repeats
from api.auth.sessions import OF_TOKEN, Session, Sessions, going_on, values_of
from api.auth.tables import SESSIONS
from api.auth.throttle import Throttle
from api.book_shelf import BookShelf, make_book_shelf
from api.migrations import newest, revision_of, upgrade
from api.refused import Refused
from api.secret_marks import open_secret
from api.settings import SearchIndex, Settings, SettingsRefused
from api.shelf import Shelf, make_shelf
from api.task_pools import prove, prove_lab
from content.readers import package_readers, readers
from content.tables import library_tables
from library_core.adapters.claiming_database import ClaimingDatabase
from library_core.adapters.espeak import Espeak
from library_core.adapters.folder_objects import FolderObjects
from library_core.adapters.folder_parts import FolderParts
from library_core.adapters.leased_database import LeasedDatabase, Transactions
from library_core.adapters.s3_client import connect, make_bucket
from library_core.adapters.s3_objects import S3Objects
from library_core.adapters.s3_parts import S3Parts
from library_core.adapters.small_statements import SmallStatement
from library_core.adapters.sql_jobs import jobs_alone
from library_core.adapters.sql_library import SqlLibraryStore, sql_library
from library_core.adapters.sql_people import SqlPeople, beside_people, person_beside
from library_core.adapters.transaction_writer import insistently
from library_core.adapters.watched_database import WatchedDatabase
from library_core.adapters.watched_objects import WatchedObjects
from library_core.buckets import Bucket
from library_core.databases import DatabaseUnavailable
from library_core.identities import new_key
from library_core.jobs import Jobs, Lease
from library_core.library import Library
from library_core.narration.synthesiser import Synthesiser
from library_core.objects import ObjectKey, ObjectStore, ObjectStoreFailed
from library_core.people import People, Person
from library_core.publishing import Press
from library_core.uploading import Dock
from library_core.uploads import PartStore
from library_core.watching import Told, tell_nobody
from notebooks_engine.adapters.sql_engine import SqlStore, engine_on
from notebooks_engine.repositories import Engine, Store
from search.adapters.tantivy_index import TantivyIndex
from search.adapters.whoosh_index import WhooshIndex
from search.follower import Follower
from search.following import Progress
from search.index import Index
from search.popularity import Popularity
from search.queries import Found, Query
from search.turns import Turn

T = TypeVar("T")

TURN_FILE: Final = "search.lock"

_INDEXES: Final[Mapping[SearchIndex, Callable[[Path], Index]]] = {
    "whoosh": WhooshIndex,
    "tantivy": TantivyIndex,
}


# Built once: every request asks it.
_SIGNED_IN: Final = SmallStatement(beside_people(SESSIONS).where(OF_TOKEN))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """All repositories on one connection: what one use case reads and writes, wholly or not at all.

    They are made when they are asked for: a use case asks for a few of many.
    """

    connection: Connection
    secret: bytes = field(repr=False)

    @property
    def library(self) -> Library:
        """The repositories of the library."""
        return sql_library(self.connection)

    @property
    def engine(self) -> Engine:
        """The repositories of notebooks, classes and attempts."""
        return engine_on(self.connection)

    @property
    def people(self) -> People:
        """The people of all schools."""
        return SqlPeople(self.connection)

    @property
    def sessions(self) -> Sessions:
        """Who is signed in."""
        return Sessions(self.connection)

    @property
    def throttle(self) -> Throttle:
        """Who has failed to sign in."""
        return Throttle(self.connection, self.secret)

    @property
    def repeats(self) -> Repeats:
        """Which forms were done."""
        return Repeats(self.connection)


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """Settings, secret and adapters of one process; of what probes ask `unwatched` objects nobody is told."""

    settings: Settings
    secret: bytes
    database: WatchedDatabase
    transactions: Transactions
    engine: Store
    unwatched: ObjectStore
    press: Press
    dock: Dock
    shelf: Shelf
    books: BookShelf
    index: Index
    follower: Follower

    @property
    def objects(self) -> ObjectStore:
        """Where the bytes of editions are kept."""
        return self.press.objects

    def read(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one read transaction."""
        return self.transactions.read(lambda connection: work(self._unit(connection)))

    def write(self, work: Callable[[Unit], T]) -> T:
        """Run the work in one write transaction; return when it is durable."""
        return self.transactions.write(lambda connection: work(self._unit(connection)))

    def who(self, token: str, now: int) -> tuple[Session | None, Person | None]:
        """Return the session of a token and its person, or nobody."""
        rows = self.database.ask(_SIGNED_IN, values_of(token))
        session = going_on(token, rows[0], now) if rows else None
        person = person_beside(rows) if session else None
        return (session, person) if person else (None, None)

    def write_jobs(self, work: Callable[[Jobs], T]) -> T:
        """Run the work in one write transaction that touches nothing but jobs, and gives way to nobody."""
        return self.database.write(lambda connection: work(jobs_alone(connection)))

    def write_soon(self, work: Callable[[Unit], object]) -> None:
        """Run the work with whatever is written next, and don't wait for it: for counters."""
        self.database.write_soon(lambda connection: work(self._unit(connection)))

    def search(self, query: Query) -> Found:
        """Find editions in the catalogue as it is now, whichever process changed it."""
        self.follower.glance()
        return self.index.find(query)

    def follow_changes(self) -> None:
        """Bring the index to what the library holds now; much that is missing is left to the background."""
        self.follower.glance()

    def rebuild_index(self, progress: Progress) -> int:
        """Make the search index anew from the feed; return the number of changes taken in.

        Raises IndexBusy.
        """
        return self.follower.rebuild(progress)

    def needed_objects(self, connection: Connection) -> Iterator[ObjectKey]:
        """Go through the objects that rows lead to, as the connection sees them; some come several times."""
        return (reference.object for reference in sql_library(connection).references.all())

    def close(self) -> None:
        """Finish what is being written and let go of everything."""
        self.database.close()

    def _unit(self, connection: Connection) -> Unit:
        return Unit(connection=connection, secret=self.secret)


def make_synthesiser() -> Synthesiser:
    """Return the synthesiser of this machine; whether there is one it says when it is asked to speak."""
    return Espeak()


def open_application(settings: Settings, told: Told = tell_nobody) -> Application:
    """Make the data folder, bring the database to the present schema and put the adapters together.

    Who is `told` hears of every transaction and every call of the store of objects.
    Raises SettingsRefused if there can be no data folder, and Refused where another secret is at work.
    """
    database = open_database(settings, told)
    with contextlib.ExitStack() as undo:
        undo.callback(database.close)
        _upgrade(database)
        application = _assemble(settings, database, told)
        undo.pop_all()
    return application


def open_installation(settings: Settings) -> Application:
    """Open what is there already, and change nothing in it: who saves an installation saves it as it is.

    Raises Refused where there is none or one of another version, and SettingsRefused as `open_application`.
    """
    require_installation(settings)
    return open_application(settings)


def require_installation(settings: Settings) -> None:
    """Raise Refused where there is no installation, or one of another version."""
    revision = None
    if settings.database or settings.database_file.exists():
        with contextlib.closing(open_database(settings)) as database:
            revision = database.read(revision_of)
    if revision is None:
        place = make_url(settings.database_url).render_as_string(hide_password=True)
        raise Refused(
            f"There is no installation of Tetrad at {place}. Set TETRAD_DATA, or TETRAD_DATABASE, as the\n"
            "server has them, give the command as the same user, and see that the disk is mounted.",
            f"По адресу {place} нет установки «Тетради». Задайте TETRAD_DATA или TETRAD_DATABASE так же,\n"
            "как у сервера, дайте команду от имени того же пользователя и проверьте, подключён ли диск.",
        )
    if revision != newest():
        raise Refused(
            f"The database stands at {revision}, and this program works at {newest()}. Use the program that\n"
            "serves this installation, or let the new one migrate it first (`tetrad serve`).",
            f"База данных в состоянии {revision}, а этой программе нужно {newest()}. Возьмите ту программу,\n"
            "которая обслуживает эту установку, или сначала обновите базу новой (`tetrad serve`).",
        )


def open_database(settings: Settings, told: Told = tell_nobody) -> WatchedDatabase:
    """Make the data folder and return the database as it stands, perhaps without any tables.

    Raises SettingsRefused if there can be no data folder.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise SettingsRefused(
            f"TETRAD_DATA is {settings.data}; no folder can be made there: {error.strerror}.",
            f"В TETRAD_DATA указано {settings.data}; создать там папку нельзя: {error.strerror}.",
        ) from error
    return WatchedDatabase(settings.database_url, readers=settings.threads, told=told)


def _upgrade(database: WatchedDatabase) -> None:
    try:
        # Who works in the tables meanwhile may hold them for a moment, or want them in another order.
        insistently(lambda: upgrade(database.engine))
    except DatabaseUnavailable as error:
        place = database.engine.url.render_as_string(hide_password=True)
        raise SettingsRefused(
            f"The database can't be used: {place}: {error}.\n"
            "See that it runs and answers there, that user and password are right, that this user owns the\n"
            "database, and that its disk has room.",
            f"Базой данных пользоваться нельзя: {place}: {error}.\n"
            "Проверьте, что она запущена и отвечает, что имя и пароль верны, что этот пользователь владеет\n"
            "базой и что на её диске есть место.",
        ) from error


def under_lease(application: Application, lease: Lease) -> Application:
    """Return the application as one job may use it: library and engine write nothing without the lease."""
    return _writing_through(application, LeasedDatabase(application.database, lease))


def claiming(
    application: Application, claim: Callable[[Repeats], None]
) -> tuple[Application, Callable[[], bool]]:
    """Return the application as one request may use it, and what tells whether that has written anything.

    Its first write claims the request in the same transaction. Counters that nobody waits for don't count.
    """
    database = ClaimingDatabase(application.transactions, lambda connection: claim(Repeats(connection)))
    used = replace(_writing_through(application, database), transactions=database)
    return used, lambda: database.claimed


def _writing_through(application: Application, database: Transactions) -> Application:
    library = SqlLibraryStore(database)
    return replace(
        application,
        engine=SqlStore(database),
        press=replace(application.press, library=library),
        dock=replace(application.dock, library=library),
    )


def open_index(settings: Settings) -> Index:
    """Return the search index of this data folder."""
    return _INDEXES[settings.search](settings.data / "search")


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
            f"`{bucket.name}`, and that `secure` says whether it speaks TLS.",
            f"Хранилищем объектов, указанным в TETRAD_OBJECTS, пользоваться нельзя: {error}.\n"
            f"Проверьте, что оно запущено по адресу {bucket.endpoint}, что ключи верны и дают право на "
            "корзину "
            f"`{bucket.name}` и что `secure` говорит правду о TLS.",
        ) from error
    return S3Objects(client), S3Parts(client)


def _assemble(settings: Settings, database: WatchedDatabase, told: Told) -> Application:
    store, parts = open_objects(settings.objects, settings.data)
    objects = WatchedObjects(store, told)
    library = SqlLibraryStore(database)
    index = open_index(settings)
    press = Press(
        readers=readers(library_tables(), prove, prove_lab),
        objects=objects,
        library=library,
        new_key=new_key,
        package_readers=package_readers(library_tables(), prove_lab),
    )
    return Application(
        settings=settings,
        secret=open_secret(settings, database),
        database=database,
        transactions=database,
        engine=SqlStore(database),
        unwatched=store,
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
        follower=Follower(index, library, Popularity(index, library), Turn(settings.data / TURN_FILE)),
    )
