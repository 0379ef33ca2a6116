"""A capability opens one edition, for a while, and can't be made without the secret."""

from hypothesis import given
from hypothesis import strategies as st

from library_core.capabilities import ROUND, capability_end, edition_allowed, make_capability
from library_core.editions import EditionKey

SECRET = bytes(range(32))
ATLAS = EditionKey("atlas-edition")
NOW = 1_790_000_000_000
HOUR = 3600 * 1000


def test_a_capability_opens_its_edition() -> None:
    assert edition_allowed(SECRET, make_capability(SECRET, ATLAS, NOW), ATLAS, NOW)


def test_a_capability_opens_no_other_edition() -> None:
    capability = make_capability(SECRET, ATLAS, NOW)

    assert not edition_allowed(SECRET, capability, EditionKey("another-edition"), NOW)


def test_another_secret_opens_nothing() -> None:
    assert not edition_allowed(bytes(32), make_capability(SECRET, ATLAS, NOW), ATLAS, NOW)


@given(now=st.integers(min_value=0, max_value=1 << 42))
def test_a_capability_lives_from_six_to_twelve_hours(now: int) -> None:
    capability = make_capability(SECRET, ATLAS, now)

    assert edition_allowed(SECRET, capability, ATLAS, now + 6 * HOUR)
    assert not edition_allowed(SECRET, capability, ATLAS, now + 12 * HOUR)
    assert 6 * HOUR < capability_end(capability) - now <= 12 * HOUR


def test_pages_of_the_same_hours_get_the_same_capability() -> None:
    begin = NOW // ROUND * ROUND

    assert make_capability(SECRET, ATLAS, begin) == make_capability(SECRET, ATLAS, begin + ROUND - 1)
    assert make_capability(SECRET, ATLAS, begin) != make_capability(SECRET, ATLAS, begin + ROUND)


def test_an_end_that_was_put_off_opens_nothing() -> None:
    end, mac = make_capability(SECRET, ATLAS, NOW).split("-", 1)

    assert not edition_allowed(SECRET, f"{int(end, 16) + 1:x}-{mac}", ATLAS, NOW)


@given(text=st.text(max_size=40) | st.from_regex(r"[0-9a-fA-F]{0,9}-[\w-]{22}", fullmatch=True))
def test_invented_text_opens_nothing(text: str) -> None:
    assert not edition_allowed(SECRET, text, ATLAS, NOW)
