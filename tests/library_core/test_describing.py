"""What a publisher says of a draft is read from a form and written back to it without a loss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library_core.describing import LICENCES, DescriptionRefused, description_fields, read_description
from library_core.metadata import Metadata
from library_core.review import Description
from variants.texts import Text

LINE = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=20)
DESCRIPTIONS = st.builds(
    Description,
    title=st.builds(Text, en=LINE, ru=st.none() | LINE),
    subject=LINE,
    section=LINE,
    grades=st.sets(st.integers(1, 11)).map(lambda grades: tuple(sorted(grades))),
    languages=st.sampled_from([(), ("en",), ("en", "ru")]),
    metadata=st.builds(
        Metadata,
        authors=st.lists(LINE, max_size=3).map(tuple),
        publisher=LINE,
        rights_holder=LINE,
        licence=st.sampled_from(LICENCES),
        territory=st.sampled_from([(), ("RU",), ("RU", "BY")]),
        issued=st.sampled_from(["", "2026", "2026-09", "2026-09-01"]),
        curriculum=st.lists(LINE, max_size=2).map(tuple),
        description=st.builds(Text, ru=LINE),
        minutes=st.none() | st.integers(1, 900),
        has_audio=st.booleans(),
    ),
)


@given(DESCRIPTIONS)
def test_what_is_written_to_a_form_is_read_back(description: Description) -> None:
    assert read_description(description_fields(description)) == description


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("issued", "2026-13-01"),
        ("issued", "yesterday"),
        ("valid_until", "2026-02-30"),
        ("territory", "Russia"),
        ("minutes", "-5"),
        ("minutes", "9" * 40),
        ("licence", "my own words"),
        ("title-en", "x" * 301),
        ("authors", "a\n" * 201),
    ],
)
def test_a_field_that_is_wrong_is_named(name: str, written: str) -> None:
    with pytest.raises(DescriptionRefused) as refused:
        read_description({"title-en": "Optics", name: written})

    assert set(refused.value.errors) == {name}


def test_a_title_is_needed() -> None:
    with pytest.raises(DescriptionRefused) as refused:
        read_description({})

    assert set(refused.value.errors) == {"title-ru"}
