"""Statistics for publishers: how often each work was opened, listened to, assigned and completed."""

from typing import Any, Final, get_args

from starlette.responses import Response

from api.web.rendering import address, render
from api.web.visits import Visit
from library_core.editions import Edition, State
from library_core.usage import What, day_of
from library_core.works import WorkKey

WHATS: Final = get_args(What)
DAYS: Final = 60
_RELEASED: Final[tuple[State, ...]] = ("published", "superseded", "withdrawn")
_DAY: Final = 24 * 3600 * 1000


def statistics(visit: Visit) -> Response:
    """Show the school's works by use, and one of them day by day."""
    newest = _newest(visit)
    counts = visit.read(lambda unit: unit.library.usage.of_works(newest))
    works: list[dict[str, Any]] = [
        {
            "title": edition.title,
            "kind": edition.work.kind,
            "name": edition.work.name,
            "url": f"{address(visit, 'statistics')}?work={key}#days",
            "counts": counts.get(key, {}),
        }
        for key, edition in newest.items()
    ]
    chosen = newest.get(WorkKey(visit.request.query_params.get("work", "")))
    days = _days(visit, chosen) if chosen is not None else []
    return render(
        visit,
        "publisher/statistics.html",
        current="publisher_home",
        works=sorted(works, key=lambda work: -sum(work["counts"].values())),
        chosen={"title": chosen.title, "days": days} if chosen is not None else None,
        most=max((day["opened"] for day in days), default=0),
    )


def _newest(visit: Visit) -> dict[WorkKey, Edition]:
    school = visit.reader.school
    found = visit.read(lambda unit: unit.library.editions.in_states(school, _RELEASED))
    newest: dict[WorkKey, Edition] = {}
    for edition in sorted(found, key=lambda edition: edition.number or 0):
        if edition.number is not None:
            newest[edition.work.key] = edition
    return newest


def _days(visit: Visit, edition: Edition) -> list[dict[str, Any]]:
    """Return the days of the last two months on which the work was used, the latest first."""
    today = day_of(visit.now, visit.application.settings.timezone)
    since = today - DAYS + 1
    days: dict[int, dict[str, int]] = {day: dict.fromkeys(WHATS, 0) for day in range(today, since - 1, -1)}
    for use in visit.read(lambda unit: unit.library.usage.per_day(edition.work.key, since)):
        if use.day in days:
            days[use.day][use.what] += use.times
    return [
        {"day": visit.now - (today - day) * _DAY, **counts}
        for day, counts in days.items()
        if any(counts.values())
    ]
