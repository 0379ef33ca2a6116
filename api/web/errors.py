"""Which status each of our errors becomes, and the words that the reader is told."""

from dataclasses import dataclass
from typing import Final

from api.auth.access import NotAllowed, NotFound
from api.auth.repeats import AnswerLost, RepeatMismatch, RepeatUnderWay
from api.auth.throttle import SignInThrottled
from api.web.requests import BodyMalformed, BodyTooLarge, ForeignOrigin, FormExpired
from library_core.databases import DatabaseUnavailable
from library_core.editions import EditionMissing
from library_core.jobs import JobMissing
from library_core.objects import ObjectStoreFailed
from library_core.reading.annotations import AnnotationMissing
from library_core.review import WrongState
from library_core.uploads import UploadMissing
from library_core.written import WrittenMissing
from notebooks_engine.refusals import BadEntry, Missing, NotNow
from notebooks_engine.studying.checking import AnswersUnreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """How an error is answered: its status and the page template that explains it."""

    status: int
    template: str


ANSWERING: Final[dict[type[Exception], Answering]] = {
    BodyMalformed: Answering(status=400, template="errors/400.html"),
    FormExpired: Answering(status=403, template="errors/403.html"),
    ForeignOrigin: Answering(status=403, template="errors/403.html"),
    NotAllowed: Answering(status=403, template="errors/403.html"),
    NotFound: Answering(status=404, template="errors/404.html"),
    Missing: Answering(status=404, template="errors/404.html"),
    EditionMissing: Answering(status=404, template="errors/404.html"),
    AnnotationMissing: Answering(status=404, template="errors/404.html"),
    UploadMissing: Answering(status=404, template="errors/404.html"),
    JobMissing: Answering(status=404, template="errors/404.html"),
    WrittenMissing: Answering(status=404, template="errors/404.html"),
    BadEntry: Answering(status=400, template="errors/400.html"),
    NotNow: Answering(status=409, template="errors/409.html"),
    WrongState: Answering(status=409, template="errors/409.html"),
    AnswersUnreadable: Answering(status=400, template="errors/400.html"),
    RepeatMismatch: Answering(status=409, template="errors/409.html"),
    RepeatUnderWay: Answering(status=409, template="errors/409.html"),
    AnswerLost: Answering(status=409, template="errors/409.html"),
    BodyTooLarge: Answering(status=413, template="errors/413.html"),
    SignInThrottled: Answering(status=429, template="errors/429.html"),
    ObjectStoreFailed: Answering(status=503, template="errors/503.html"),
    DatabaseUnavailable: Answering(status=503, template="errors/away.html"),
}
