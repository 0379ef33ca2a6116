"""Ranges are read as RFC 9110 has them."""

import pytest

from api.object_host.ranges import Unsatisfiable, read_range
from library_core.objects import Span


@pytest.mark.parametrize(
    ("header", "start", "length"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=10-19", 10, 10),
        ("bytes=90-", 90, 10),
        ("bytes=90-1000", 90, 10),
        ("bytes=-1", 99, 1),
        ("bytes=-1000", 0, 100),
        ("Bytes = 5 - 6", 5, 2),
    ],
)
def test_a_range_is_a_span_of_the_file(header: str, start: int, length: int) -> None:
    assert read_range(header, 100) == Span(start=start, length=length)


@pytest.mark.parametrize(
    "header",
    ["bytes=-", "bytes=5-4", "bytes=0-1,3-4", "pages=1-2", "bytes=a-b", "", "bytes=" + "9" * 40 + "-"],
)
def test_what_is_no_single_range_is_answered_in_whole(header: str) -> None:
    assert read_range(header, 100) is None


@pytest.mark.parametrize(("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0)])
def test_a_range_past_the_end_is_refused(header: str, size: int) -> None:
    with pytest.raises(Unsatisfiable):
        read_range(header, size)
