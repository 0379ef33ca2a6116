"""Editions are described to other programs in their own vocabularies."""

import json
from dataclasses import replace

import pytest

from library_core.descriptions.dublin_core import describe_in_dublin_core
from library_core.descriptions.licences import licence_address
from library_core.descriptions.lrmi import describe_in_lrmi
from library_core.editions import Edition, EditionKey
from library_core.metadata import Metadata
from library_core.people import LIBRARY
from library_core.works import Work, WorkKey
from variants.texts import Text

ADDRESS = "https://school.example/works/library/optics"
EDITION = Edition(
    key=EditionKey("edition"),
    work=Work(key=WorkKey("work"), school=LIBRARY, name="library/optics", kind="textbook"),
    state="published",
    title=Text(en="Optics", ru="Оптика"),
    subject="physics",
    section="optics",
    grades=(8, 11),
    languages=("en", "ru"),
    manifest={},
    fingerprint="",
    created_at=0,
    number=2,
    published_at=1_788_220_800_000,
    metadata=Metadata(
        authors=("A. Author",), licence="CC-BY-SA-4.0", rights_holder="Publisher", minutes=45, has_audio=True
    ),
)


def test_lrmi_names_title_grades_licence_and_time() -> None:
    said = describe_in_lrmi(EDITION, ADDRESS)

    assert said["@type"] == ["Book", "LearningResource"]
    assert {"@value": "Оптика", "@language": "ru"} in said["name"]
    assert (said["educationalLevel"], said["timeRequired"]) == (["8", "11"], "PT45M")
    assert said["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert (said["datePublished"], said["accessMode"]) == ("2026-09-01", ["textual", "auditory"])


def test_lrmi_says_nothing_of_what_is_unknown() -> None:
    said = describe_in_lrmi(replace(EDITION, metadata=Metadata(), number=None, published_at=None), ADDRESS)

    assert not {"author", "license", "timeRequired", "datePublished", "version", "publisher"} & said.keys()
    assert json.loads(json.dumps(said)) == said


def test_dublin_core_has_every_title_with_its_language() -> None:
    said = list(describe_in_dublin_core(EDITION, ADDRESS))

    assert ("title", "Оптика", "ru") in said
    assert ("identifier", ADDRESS, "") in said
    assert all(words for _, words, _ in said)


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("CC-BY-NC-ND-3.0", "https://creativecommons.org/licenses/by-nc-nd/3.0/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("All rights reserved", "All rights reserved"),
    ],
)
def test_a_creative_commons_licence_has_an_address(licence: str, address: str) -> None:
    assert licence_address(licence) == address
