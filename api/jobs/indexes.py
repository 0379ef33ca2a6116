"""Making the search index of this place anew: it is a folder of this machine, so its own worker does it."""

from typing import Final

from api.bootstrap import Application
from api.jobs.kinds import Kind
from api.jobs.place import place
from api.jobs.runs import JobRefused, Outcome, Run
from library_core.identities import new_key
from library_core.jobs import Asked, Job, Wanted, ask_for
from library_core.people import LIBRARY
from search.index import IndexBusy
from variants.texts import Text

INDEX: Final = "index"
_BUSY: Final = Text(
    en="Another process is writing into the index.", ru="В индекс сейчас пишет другой процесс."
)


def ask_for_index(application: Application, at: int) -> Job:
    """Ask for the index of this place to be made anew."""
    here = place(application.settings)
    wanted = Wanted(kind=INDEX, subject=here, place=here)
    asked = Asked(school=LIBRARY, at=at)
    return application.write(lambda unit: ask_for(unit.library.jobs, wanted, asked, new_key))


def _work(run: Run) -> Outcome:
    try:
        taken = run.application.rebuild_index(run.progress)
    except IndexBusy as busy:
        raise JobRefused(_BUSY) from busy
    return {"changes": taken}


INDEXES: Final = Kind(
    title=Text(en="Making the search index anew", ru="Перестроение поискового индекса"), work=_work
)
