"""Other catalogues harvest the public library by OAI-PMH, and nothing else."""

from urllib.parse import urlencode

import pytest
from lxml import etree
from school_worlds import World

from library_core.library import Act
from library_core.people import LIBRARY
from library_core.releasing import Reason
from library_core.review import withdraw

NAMES = {
    "oai": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def harvest(world: World, **arguments: str) -> etree._Element:
    asked = urlencode({name.strip("_"): value for name, value in arguments.items()})
    response = world.stranger().get(f"/oai?{asked}")
    assert response.status_code == 200
    return etree.fromstring(response.content)


def texts(root: etree._Element, path: str) -> list[str]:
    found = root.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(each) for each in found]


def test_the_library_s_works_are_listed_in_dublin_core(world: World) -> None:
    root = harvest(world, verb="ListRecords", metadataPrefix="oai_dc")

    names = texts(root, "//dc:identifier/text()")
    assert any(name.startswith("library/") for name in names)
    assert texts(root, "//dc:title/text()")


def test_no_school_s_own_work_is_harvested(world: World) -> None:
    root = harvest(world, verb="ListRecords", metadataPrefix="oai_dc")

    assert not [
        name for name in texts(root, "//dc:identifier/text()") if "north/" in name or "south/" in name
    ]


def test_a_withdrawn_work_is_a_deleted_record(world: World) -> None:
    editions = world.application.read(lambda unit: unit.library.editions.in_states(LIBRARY, ["published"]))
    key, work = editions[0].key, editions[0].work.key
    act = Act(school=LIBRARY, at=10**13)
    world.application.write(lambda unit: withdraw(unit.library, key, act, Reason("Old.")))

    root = harvest(world, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:testserver:{work}")

    assert texts(root, "//oai:header/@status") == ["deleted"]
    assert texts(root, "//oai:metadata") == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"verb": "Delete"}, "badVerb"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "soon"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "9999-12-31"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "9998-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "WzEsIHsieCI6IDF9XQ=="}, "badResumptionToken"),
        ({"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "x"}, "idDoesNotExist"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from_": "2026-02-02", "until": "2026-02-01"},
            "badArgument",
        ),
    ],
)
def test_a_wrong_request_is_answered_in_the_protocol_s_way(
    world: World, arguments: dict[str, str], code: str
) -> None:
    root = harvest(world, **arguments)

    assert texts(root, "//oai:error/@code") == [code]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=task&set=lab", "badArgument"),
    ],
)
def test_what_is_said_twice_is_refused_by_its_name(world: World, asked: str, code: str) -> None:
    root = etree.fromstring(world.stranger().get(f"/oai?{asked}").content)

    assert texts(root, "//oai:error/@code") == [code]
    assert "".join(texts(root, "//oai:error/text()")).rstrip(": ") != "Repeated or unknown"


def test_a_long_list_goes_on_where_it_stopped(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = texts(harvest(world, verb="ListIdentifiers", metadataPrefix="oai_dc"), "//oai:identifier/text()")
    monkeypatch.setattr("api.routes.works.harvesting._AT_ONCE", 1)
    found: list[str] = []

    root = harvest(world, verb="ListIdentifiers", metadataPrefix="oai_dc")
    while token := "".join(texts(root, "//oai:resumptionToken/text()")):
        found += texts(root, "//oai:identifier/text()")
        root = harvest(world, verb="ListIdentifiers", resumptionToken=token)

    assert [*found, *texts(root, "//oai:identifier/text()")] == whole
