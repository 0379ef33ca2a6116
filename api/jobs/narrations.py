"""Narrations: a synthesiser speaks what a textbook has no recording of, paragraph by paragraph."""

from typing import Final

from api.bootstrap import make_synthesiser
from api.jobs.kinds import Kind
from api.jobs.runs import JobRefused, Outcome, Run
from library_core.editions import EditionKey
from library_core.identities import new_key
from library_core.jobs import Asked, Job, Wanted, ask_for
from library_core.library import Act, Library
from library_core.narration.narrating import NoTextbook, NoVoice, Studio, narrate_edition
from library_core.narration.synthesiser import SpeechUnavailable
from variants.texts import Text

NARRATION: Final = "narration"
REASONS: Final[dict[type[Exception], Text]] = {
    SpeechUnavailable: Text(
        en="This server has no synthesiser: the operator can install the program espeak-ng, or Tetrad with "
        "the extra `narration`.",
        ru="На сервере нет синтезатора речи: оператор может установить программу espeak-ng или Tetrad "
        "с дополнением `narration`.",
    ),
    NoVoice: Text(
        en="Only books in Russian and English can be spoken.",
        ru="Озвучиваются только книги на русском и английском.",
    ),
    NoTextbook: Text(
        en="This edition has no text that could be spoken.",
        ru="В этом издании нет текста, который можно озвучить.",
    ),
}


def request_narration(library: Library, act: Act, edition: EditionKey) -> Job:
    """Ask for an edition to be narrated; one that is under way already is left alone."""
    asked = Asked(school=act.school, at=act.at, person=act.person)
    return ask_for(library.jobs, Wanted(kind=NARRATION, subject=edition), asked, new_key)


def find_narration(library: Library, act: Act, edition: EditionKey) -> Job | None:
    """Return what was last asked for of an edition, by anybody of the school."""
    return library.jobs.latest(act.school, NARRATION, edition)


def _work(run: Run) -> Outcome:
    application = run.application
    studio = Studio(
        library=application.press.library, objects=application.objects, synthesiser=make_synthesiser()
    )

    def progress(done: int, total: int) -> bool:
        run.progress(done, total)
        return True

    try:
        narrate_edition(studio, run.job.school, EditionKey(run.job.wanted.subject), progress)
    except tuple(REASONS) as refused:
        raise JobRefused(REASONS[type(refused)]) from refused
    return {}


NARRATIONS: Final = Kind(
    title=Text(en="Synthetic voice of a textbook", ru="Озвучивание учебника"), work=_work, lasts_hours=True
)
