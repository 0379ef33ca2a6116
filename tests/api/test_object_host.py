"""The object host gives files to whoever has a capability, and pages to nobody."""

import dataclasses
from collections.abc import Callable
from urllib.parse import quote

import pytest
from school_worlds import World

from api.bootstrap import Unit
from api.object_host.policies import may_script
from api.web.visits import present
from library_core.capabilities import ROUND, make_capability
from library_core.editions import EditionKey
from library_core.objects import put_bytes
from library_core.people import LIBRARY
from library_core.served import ServedEdition

HOST = "http://localhost:8000"
SOUND = bytes(range(256)) * 40
FILES = {
    "index.html": b"<script>1</script>",
    "text/глава 1.xhtml": b"<html/>",
    "a.svg": b"<svg/>",
    "sound.mp3": SOUND,
    "setup.exe": b"MZ",
}
Address = Callable[[str], str]


@pytest.fixture
def edition(world: World) -> EditionKey:
    """An edition with these files, beside the one of the library."""

    key = EditionKey("with-files")
    objects = world.application.objects
    manifest = {path: put_bytes(objects, content) for path, content in FILES.items()}
    recipe = put_bytes(objects, b"spoken")

    def add(unit: Unit) -> None:
        known = unit.library.editions.find(LIBRARY, world.library_edition)
        assert known is not None
        made = dataclasses.replace(known, key=key, manifest=manifest, number=77, fingerprint="f")
        unit.library.editions.add(made)
        unit.library.derived.keep(key, "narration/one", recipe)
        unit.library.derived.keep(key, "pool", recipe)

    world.application.write(add)
    return key


@pytest.fixture
def address(world: World, edition: EditionKey) -> Address:
    capability = make_capability(world.application.secret, edition, present())
    return lambda path: f"{HOST}/{capability}/{edition}/{quote(path)}"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("text/глава 1.xhtml", "application/xhtml+xml"),
        ("sound.mp3", "audio/mpeg"),
        ("setup.exe", "application/octet-stream"),
    ],
)
def test_a_file_is_given_as_what_its_name_says(
    world: World, address: Address, path: str, media_type: str
) -> None:
    reply = world.client.get(address(path))

    assert (reply.status_code, reply.content) == (200, FILES[path])
    assert reply.headers["content-type"] == media_type
    assert ("content-disposition" in reply.headers) == path.endswith(".exe")


def test_every_file_is_sandboxed_and_kept_by_this_browser_alone(world: World, address: Address) -> None:
    headers = world.client.get(address("a.svg")).headers

    assert headers["content-security-policy"].startswith("sandbox; default-src 'none'; ")
    assert "script-src" not in headers["content-security-policy"]
    assert headers["content-security-policy"].endswith("frame-ancestors http://127.0.0.1:8000")
    assert headers["cache-control"].startswith("private, max-age=")
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["cross-origin-resource-policy"] == "cross-origin"
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    ("asked", "given", "content_range"),
    [
        ("bytes=5-9", SOUND[5:10], "bytes 5-9/10240"),
        ("bytes=-3", SOUND[-3:], "bytes 10237-10239/10240"),
        ("bytes=10000-", SOUND[10000:], "bytes 10000-10239/10240"),
    ],
)
def test_a_range_is_given_alone(
    world: World, address: Address, asked: str, given: bytes, content_range: str
) -> None:
    reply = world.client.get(address("sound.mp3"), headers={"range": asked})

    assert (reply.status_code, reply.content) == (206, given)
    assert reply.headers["content-range"] == content_range
    assert reply.headers["content-length"] == str(len(given))


def test_a_range_past_the_end_is_refused_with_the_length(world: World, address: Address) -> None:
    reply = world.client.get(address("sound.mp3"), headers={"range": "bytes=10240-"})

    assert (reply.status_code, reply.headers["content-range"]) == (416, "bytes */10240")


def test_a_range_of_another_version_is_the_whole_file(world: World, address: Address) -> None:
    tag = world.client.head(address("sound.mp3")).headers["etag"]
    asked = {"range": "bytes=0-0"}

    assert world.client.get(address("sound.mp3"), headers={**asked, "if-range": tag}).status_code == 206
    assert world.client.get(address("sound.mp3"), headers={**asked, "if-range": '"old"'}).status_code == 200


def test_what_the_browser_has_is_not_sent_again(world: World, address: Address) -> None:
    tag = world.client.head(address("sound.mp3")).headers["etag"]

    reply = world.client.get(address("sound.mp3"), headers={"if-none-match": tag})

    assert (reply.status_code, reply.content) == (304, b"")


def test_head_says_the_length_and_sends_nothing(world: World, address: Address) -> None:
    reply = world.client.head(address("sound.mp3"))

    assert (reply.status_code, reply.headers["content-length"], reply.content) == (200, "10240", b"")


def test_a_narration_is_found_by_its_recipe_and_nothing_else_that_was_derived(
    world: World, address: Address
) -> None:
    assert world.client.get(address("narration/one")).content == b"spoken"
    assert world.client.get(address("pool")).status_code == 404


def test_an_expired_address_says_so_in_both_languages(world: World, edition: EditionKey) -> None:
    old = make_capability(world.application.secret, edition, present() - 3 * ROUND)

    reply = world.client.get(f"{HOST}/{old}/{edition}/index.html")

    assert reply.status_code == 403
    assert "expired" in reply.text
    assert "истёк" in reply.text


def test_a_capability_opens_no_other_edition(world: World, address: Address) -> None:
    other = address("index.html").replace("/with-files/", f"/{world.library_edition}/")

    assert world.client.get(other).status_code == 403


@pytest.mark.parametrize("path", ["no.html", "INDEX.html", ""])
def test_a_file_that_is_not_there_is_not_found(world: World, address: Address, path: str) -> None:
    assert world.client.get(address(path)).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_files_can_only_be_read(world: World, address: Address, method: str) -> None:
    reply = world.client.request(method, address("index.html"))

    assert (reply.status_code, reply.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", ["/sign-in", "/catalogue", "/static/x/tetrad.css", "/a/b/c", "//", "/a/b/"])
def test_no_page_answers_under_the_object_host(world: World, path: str) -> None:
    reply = world.client.get(HOST + path, follow_redirects=False)

    assert reply.status_code in {403, 404}
    assert "<html" not in reply.text


def test_its_bare_name_leads_to_the_application(world: World) -> None:
    reply = world.client.get(f"{HOST}/", follow_redirects=False)

    assert (reply.status_code, reply.headers["location"]) == (307, "http://127.0.0.1:8000/")


def test_no_file_answers_under_the_applications_own_name(world: World, address: Address) -> None:
    own = address("index.html").replace(HOST, "http://127.0.0.1:8000")

    assert world.client.get(own).status_code == 404


def test_scripts_run_in_applications_and_in_documents_of_textbooks_that_need_them() -> None:
    application = ServedEdition(kind="application", manifest={})
    textbook = ServedEdition(kind="textbook", manifest={}, scripted=frozenset({"lab.xhtml"}))

    assert may_script(application, "index.html")
    assert not may_script(application, "drawing.svg")
    assert may_script(textbook, "lab.xhtml")
    assert not may_script(textbook, "one.xhtml")
