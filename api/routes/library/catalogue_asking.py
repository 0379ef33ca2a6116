"""What a visitor of the catalogue asks for, as its address says it: words, filters, order, page."""

from collections.abc import Collection
from typing import Any, Final

from api.web.rendering import address
from api.web.visits import Visit
from content.readers import LAB, NOTEBOOK, TASK
from search.queries import BANDS, FILTERS, SORTS, WITH_AUDIO, Filter, Found, Query, Sort

SIZE: Final = 12
LONGEST_QUERY: Final = 200
MOST_CHOICES: Final = 60
LIBRARY_KINDS: Final = (LAB, "textbook", "video", "application", "course")
TEACHING_KINDS: Final = (NOTEBOOK, "scenario", *LIBRARY_KINDS)


def kinds_for(visit: Visit) -> tuple[str, ...]:
    """Return the kinds shown while none is asked for: students have the library, not what they are given."""
    return LIBRARY_KINDS if visit.reader.roles == {"student"} else TEACHING_KINDS


def read_query(visit: Visit) -> Query:
    """Return the query that the address asks; what makes no sense there is left out."""
    asked = visit.request.query_params
    chosen = {name: asked.get(name, "").strip()[:LONGEST_QUERY] or None for name in FILTERS}
    grade = chosen["grade"]
    return Query(
        school=visit.reader.school,
        words=asked.get("q", "").strip("\r\n\t")[:LONGEST_QUERY],
        kinds=kinds_for(visit),
        kind=chosen["kind"] if chosen["kind"] in _askable(visit) else None,
        subject=chosen["subject"],
        section=chosen["section"],
        grade=int(grade) if grade is not None and _is_small_number(grade) else None,
        language=chosen["language"],
        publisher=chosen["publisher"],
        licence=chosen["licence"],
        duration=chosen["duration"] if chosen["duration"] in BANDS else None,
        audio=WITH_AUDIO if chosen["audio"] == WITH_AUDIO else None,
        sort=_sort(asked.get("sort", "")),
        page=int(asked.get("page", "1")) if _is_small_number(asked.get("page", "1")) else 1,
        size=SIZE,
    )


def choices(visit: Visit, query: Query, found: Found) -> dict[str, list[tuple[str, int]]]:
    """Return for each filter the values that would leave something, with how many, and the chosen one."""
    offered: dict[str, list[tuple[str, int]]] = {}
    for name in FILTERS:
        counts = dict(found.counts.get(name, {}))
        if name == "kind":
            counts = {kind: count for kind, count in counts.items() if kind in _askable(visit)}
        chosen = query.filters.get(name)
        if chosen is not None:
            counts.setdefault(chosen, 0)
        best = sorted(counts.items(), key=lambda pair: -pair[1])[:MOST_CHOICES]
        offered[name] = sorted(best, key=lambda pair: _order(name, pair[0]))
    return offered


def chips(visit: Visit, query: Query) -> list[dict[str, str]]:
    """Return the words and filters that are set, each with the address without it."""
    words = [("q", query.words)] if query.words.strip() else []
    return [
        {"name": name, "value": value, "url": changed(visit, without=(name, "page"))}
        for name, value in (*words, *query.filters.items())
    ]


def changed(visit: Visit, *, without: Collection[str] = (), **values: str) -> str:
    """Return the address of the catalogue with other values, and without some."""
    url = visit.request.url.replace(path=address(visit, "catalogue"), scheme="", netloc="")
    return str(url.remove_query_params(list(without)).include_query_params(**values))


def pages(visit: Visit, query: Query, total: int) -> dict[str, Any]:
    """Return the number of this page and of the last, and the addresses of those beside it."""
    last = last_page(total)

    def at(number: int) -> str | None:
        return changed(visit, page=str(number)) if 1 <= number <= last else None

    return {
        "number": query.page,
        "last": last,
        "previous": at(query.page - 1),
        "next": at(query.page + 1),
    }


def last_page(total: int) -> int:
    """Return the number of the last page of so many works."""
    return max(1, -(-total // SIZE))


def _askable(visit: Visit) -> tuple[str, ...]:
    kinds = kinds_for(visit)
    return kinds if kinds == LIBRARY_KINDS else (*kinds, TASK)


def _sort(asked: str) -> Sort:
    return next((sort for sort in SORTS if sort == asked), SORTS[0])


def _order(name: Filter, value: str) -> tuple[int, str]:
    if name == "duration":
        return list(BANDS).index(value), ""  # type: ignore[arg-type]
    if name == "kind":
        return (*TEACHING_KINDS, TASK).index(value), ""
    return int(value) if value.isdigit() else 0, value


def _is_small_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and int(text) > 0
