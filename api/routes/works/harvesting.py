"""The public library for other catalogues: OAI-PMH for harvesters, and lasting addresses of works."""

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from lxml import etree
from starlette.responses import RedirectResponse, Response

from api.routes.works.linked_data import lasting_address
from api.routes.works.work_pages import page_of
from api.web.oai import (
    OaiRefused,
    Repository,
    answer,
    identify,
    list_formats,
    list_sets,
    list_works,
    refusal,
)
from api.web.visits import Visit
from library_core.editions import EditionMissing
from library_core.harvesting import Harvested, Wanted
from library_core.works import KINDS, WorkKey

_AT_ONCE: Final = 100
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SECOND: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_ALLOWED: Final[Mapping[str, frozenset[str]]] = {
    "Identify": frozenset(),
    "ListMetadataFormats": frozenset({"identifier"}),
    "ListSets": frozenset({"resumptionToken"}),
    "GetRecord": frozenset({"identifier", "metadataPrefix"}),
    "ListRecords": frozenset({"from", "until", "set", "metadataPrefix", "resumptionToken"}),
    "ListIdentifiers": frozenset({"from", "until", "set", "metadataPrefix", "resumptionToken"}),
}


def oai(visit: Visit) -> Response:
    """Answer a harvester; what it asks wrongly is answered in the protocol's own way."""
    # Whoever asks from this moment on next time misses nothing that is under way now.
    now = min(visit.now, visit.write(lambda unit: unit.library.harvest.settle()))
    repository = _repository(visit)
    try:
        arguments = _arguments(visit)
        body = [_ANSWERS[arguments["verb"]](visit, repository, arguments)]
    except OaiRefused as refused:
        repeated: dict[str, str] = (
            {} if refused.code in {"badVerb", "badArgument"} else dict(visit.request.query_params)
        )
        content = answer(repository, now, repeated, [refusal(refused)])
    else:
        content = answer(repository, now, arguments, body)
    return Response(content, media_type="text/xml; charset=utf-8")


def work_by_name(visit: Visit) -> Response:
    """Lead to the page of the edition that is in the catalogue now. Raises EditionMissing."""
    name = "{school}/{identifier}".format_map(visit.path)
    found = visit.read(lambda unit: unit.library.editions.published(visit.reader.school, [name])).get(name)
    page = page_of(visit, found.work.kind, found.key) if found is not None else None
    if page is None:
        raise EditionMissing(name)
    return RedirectResponse(page, status_code=303)


def _arguments(visit: Visit) -> dict[str, str]:
    given = visit.request.query_params.multi_items()
    arguments = dict(given)
    allowed = _ALLOWED.get(arguments.get("verb", ""))
    if allowed is None or len(visit.request.query_params.getlist("verb")) > 1:
        raise OaiRefused("badVerb", "Give one of: " + ", ".join(_ALLOWED) + ".")
    counts = Counter(name for name, _ in given)
    wrong = {name for name in counts if counts[name] > 1 or name not in allowed | {"verb"}}
    if wrong:
        raise OaiRefused("badArgument", "Repeated or unknown: " + ", ".join(sorted(wrong)))
    if "resumptionToken" in arguments and len(arguments) > 2:
        raise OaiRefused("badArgument", "A resumptionToken stands alone.")
    return arguments


def _repository(visit: Visit) -> Repository:
    base = str(visit.request.base_url).rstrip("/")
    earliest = visit.read(lambda unit: unit.library.harvest.earliest())
    return Repository(
        address=f"{base}/oai",
        host=visit.request.url.hostname or "localhost",
        earliest=visit.now if earliest is None else earliest,
        page=lambda found: lasting_address(visit, found.edition.work.name) if found.edition else base,
    )


def _identify(_visit: Visit, repository: Repository, _arguments: Mapping[str, str]) -> etree._Element:
    return identify(repository)


def _formats(visit: Visit, repository: Repository, arguments: Mapping[str, str]) -> etree._Element:
    if "identifier" in arguments:
        _find(visit, repository, arguments["identifier"])
    return list_formats()


def _sets(_visit: Visit, _repository: Repository, arguments: Mapping[str, str]) -> etree._Element:
    if "resumptionToken" in arguments:
        raise OaiRefused("badResumptionToken", "The list of sets is given at once.")
    return list_sets(KINDS)


def _record(visit: Visit, repository: Repository, arguments: Mapping[str, str]) -> etree._Element:
    if "identifier" not in arguments:
        raise OaiRefused("badArgument", "Give an identifier.")
    _require_format(arguments)
    found = _find(visit, repository, arguments["identifier"])
    return list_works("GetRecord", repository, [found], None)


def _list(visit: Visit, repository: Repository, arguments: Mapping[str, str]) -> etree._Element:
    if "resumptionToken" in arguments:
        after, asked = _resume(arguments["resumptionToken"])
    else:
        _require_format(arguments)
        after, asked = 0, {name: arguments[name] for name in ("from", "until", "set") if name in arguments}
    wanted = _wanted(asked)
    found = visit.read(lambda unit: unit.library.harvest.after(after, wanted, _AT_ONCE + 1))
    if not found:
        raise OaiRefused("noRecordsMatch", "Nothing has changed in that time.")
    page, more = found[:_AT_ONCE], len(found) > _AT_ONCE
    token = _token(page[-1].sequence, asked) if more else "" if after else None
    return list_works(arguments["verb"], repository, page, token)


_ANSWERS: Final[Mapping[str, Callable[[Visit, Repository, Mapping[str, str]], etree._Element]]] = {
    "Identify": _identify,
    "ListMetadataFormats": _formats,
    "ListSets": _sets,
    "GetRecord": _record,
    "ListRecords": _list,
    "ListIdentifiers": _list,
}


def _require_format(arguments: Mapping[str, str]) -> None:
    if "metadataPrefix" not in arguments:
        raise OaiRefused("badArgument", "Give a metadataPrefix.")
    if arguments["metadataPrefix"] != "oai_dc":
        raise OaiRefused("cannotDisseminateFormat", "Records are given as oai_dc.")


def _find(visit: Visit, repository: Repository, identifier: str) -> Harvested:
    key = WorkKey(repository.work(identifier))
    found = visit.read(lambda unit: unit.library.harvest.find(key))
    if found is None:
        raise OaiRefused("idDoesNotExist", "This repository has no such record.")
    return found


def _wanted(asked: Mapping[str, str]) -> Wanted:
    since, until = asked.get("from"), asked.get("until")
    if since is not None and until is not None and len(since) != len(until):
        raise OaiRefused("badArgument", "Write from and until alike.")
    wanted = Wanted(
        since=None if since is None else _moment(since),
        until=None if until is None else _moment(until, end=True),
        kind=asked.get("set"),
    )
    if wanted.since is not None and wanted.until is not None and wanted.since >= wanted.until:
        raise OaiRefused("badArgument", "Write a from that is not after until.")
    return wanted


def _moment(text: str, *, end: bool = False) -> int:
    """Return the first millisecond of the day or second; with `end`, the first one after it."""
    whole = _DAY.fullmatch(text) is not None
    try:
        moment = datetime.strptime(text, "%Y-%m-%d" if whole else "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        if end:
            moment += timedelta(days=1) if whole else timedelta(seconds=1)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or not (whole or _SECOND.fullmatch(text)):
        raise OaiRefused("badArgument", "Write times as 2026-09-01 or 2026-09-01T08:30:00Z.")
    return int(moment.timestamp() * 1000)


def _token(sequence: int, asked: Mapping[str, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps([sequence, asked]).encode()).decode()


def _resume(token: str) -> tuple[int, Mapping[str, str]]:
    try:
        sequence, asked = json.loads(base64.urlsafe_b64decode(token.encode("ascii")))
    except (ValueError, TypeError, binascii.Error, RecursionError):
        sequence, asked = None, None
    if not isinstance(sequence, int) or not _is_asked(asked) or not 0 < sequence < 1 << 62:
        raise OaiRefused("badResumptionToken", "This is no token of ours.")
    return sequence, asked


def _is_asked(asked: Any) -> bool:  # noqa: ANN401 (what JSON gave)
    return (
        isinstance(asked, dict)
        and asked.keys() <= {"from", "until", "set"}
        and all(isinstance(value, str) for value in asked.values())
    )
