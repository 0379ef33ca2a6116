"""Narrations that were asked for, worked off one after another: beside the server, or by a command."""

from collections.abc import Callable
from dataclasses import replace

from api.bootstrap import Application, make_synthesiser
from api.web.visits import present
from library_core.editions import EditionKey
from library_core.library import Act, Library
from library_core.narration.narrating import NoTextbook, NoVoice, Studio, narrate_edition
from library_core.narration.synthesiser import SpeechUnavailable
from library_core.narrations import Narration, NarrationState, Reason
from library_core.people import SchoolKey

GoOn = Callable[[Narration], bool]
"""Is told how far a narration is; returns whether to go on."""


def request_narration(library: Library, act: Act, edition: EditionKey) -> Narration:
    """Ask for an edition to be narrated; one that is under way already is left alone."""
    known = library.narrations.find(act.school, edition)
    if known is not None and known.state in ("waiting", "speaking"):
        return known
    asked = Narration(
        edition=edition,
        school=act.school,
        state="waiting",
        requested_by=act.person,
        requested_at=act.at,
        changed_at=act.at,
    )
    library.narrations.keep(asked)
    return asked


def cancel_narration(library: Library, act: Act, edition: EditionKey) -> None:
    """Stop a narration that waits or is being spoken; what was spoken is kept for the next time."""
    known = library.narrations.find(act.school, edition)
    if known is not None and known.state in ("waiting", "speaking"):
        library.narrations.keep(known.end("cancelled", act.at))


def next_narration(application: Application) -> Narration | None:
    """Return what was asked for first and is not done; one that a stop has left half-spoken comes first."""
    waiting = application.read(lambda unit: unit.library.narrations.under_way())
    return min(waiting, key=lambda each: (each.state != "speaking", each.requested_at), default=None)


def work_off(application: Application, asked: Narration, go_on: GoOn) -> Narration:
    """Narrate one edition and return how it ended; a stop by `go_on` leaves it to be gone on with."""
    studio = Studio(
        library=application.press.library, objects=application.objects, synthesiser=make_synthesiser()
    )

    def progress(done: int, total: int) -> bool:
        said = replace(asked, state="speaking", done=done, total=total, changed_at=present())
        return _keep_going(application, said) and go_on(said)

    try:
        finished = narrate_edition(studio, asked.school, asked.edition, progress)
    except (SpeechUnavailable, NoVoice, NoTextbook) as refused:
        return _end(application, asked, "failed", _reason(refused))
    return _end(application, asked, "done") if finished else _known(application, asked)


def _reason(refused: Exception) -> Reason:
    if isinstance(refused, SpeechUnavailable):
        return "no_synthesiser"
    return "no_language" if isinstance(refused, NoVoice) else "no_textbook"


def _keep_going(application: Application, said: Narration) -> bool:
    """Keep how far it is, unless somebody has cancelled it."""

    def keep(library: Library) -> bool:
        known = library.narrations.find(SchoolKey(said.school), said.edition)
        if known is None or known.state not in ("waiting", "speaking"):
            return False
        library.narrations.keep(said)
        return True

    return application.write(lambda unit: keep(unit.library))


def _end(application: Application, asked: Narration, state: NarrationState, reason: Reason = "") -> Narration:
    ended = _known(application, asked).end(state, present(), reason)
    application.write(lambda unit: unit.library.narrations.keep(ended))
    return ended


def _known(application: Application, asked: Narration) -> Narration:
    known = application.read(lambda unit: unit.library.narrations.find(asked.school, asked.edition))
    return known or asked
