"""Static files come compressed, whatever else the server can do."""

import asyncio
import gzip
from collections.abc import MutableMapping
from typing import Any

from school_worlds import World
from starlette.types import ASGIApp, Receive

from api.web.static_files import static_files, static_folder, static_prefix, static_prefix_of

Message = MutableMapping[str, Any]


async def stays() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


async def leaves() -> Message:
    await asyncio.sleep(0)
    return {"type": "http.disconnect"}


def sent_for(
    path: str, served: ASGIApp | None = None, root_path: str = "", receive: Receive = stays, **headers: str
) -> list[Message]:
    """Return what is sent to a browser that takes gzip, by a server that can send files by their paths."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "path": path,
        "root_path": root_path,
        "headers": [(b"accept-encoding", b"gzip"), *((n.encode(), v.encode()) for n, v in headers.items())],
        "extensions": {"http.response.pathsend": {}},
    }

    async def serve() -> None:
        await (served or static_files())(scope, receive, send)

    asyncio.run(serve())
    return sent


def test_a_static_file_is_compressed_by_a_server_that_could_send_it_by_its_path() -> None:
    start, *rest = sent_for("/bench.js")

    body = b"".join(message["body"] for message in rest)
    assert dict(start["headers"])[b"content-encoding"] == b"gzip"
    assert gzip.decompress(body) == static_folder().joinpath("bench.js").read_bytes()


def test_a_file_is_sent_again_as_it_was_whatever_was_added_to_it_meanwhile() -> None:
    served = static_files()
    first = sent_for("/bench.js", served)
    kept = [dict(message, headers=list(message.get("headers", []))) for message in first]

    first[0]["headers"].append((b"content-security-policy", b"default-src 'none'"))

    again = sent_for("/bench.js", served)
    assert [dict(message, headers=list(message.get("headers", []))) for message in again] == kept


def test_a_part_and_what_a_browser_has_already_are_answered_as_such() -> None:
    served = static_files()
    start, *_ = sent_for("/bench.js", served)
    etag = dict(start["headers"])[b"etag"].decode()

    assert sent_for("/bench.js", served, range="bytes=0-9")[0]["status"] == 206
    assert sent_for("/bench.js", served, **{"if-none-match": etag})[0]["status"] == 304


def test_the_addresses_of_other_releases_lead_to_the_files_of_this_one_for_now(world: World) -> None:
    stranger, other = world.stranger(), static_prefix_of("0123456789abcdef")

    own, theirs = (stranger.get(f"{prefix}/bench.js") for prefix in (static_prefix(), other))

    assert (own.status_code, theirs.status_code) == (200, 200)
    assert own.content == theirs.content
    assert "immutable" in own.headers["cache-control"]
    assert theirs.headers["cache-control"] == "no-store"
    assert stranger.get(f"{other}/no-such.js").status_code == 404


def test_files_of_many_releases_are_kept_once() -> None:
    served = static_files()
    first = sent_for("/bench.js", served)

    again = sent_for("/static/0123456789abcdef/bench.js", served, root_path="/static/0123456789abcdef")

    assert again == first


def test_who_leaves_in_the_middle_of_the_first_answer_spoils_it_for_nobody() -> None:
    served, path = static_files(), "/vendor/katex-0.19.1/katex.min.js"
    sent_for(path, served, receive=leaves)

    _, *rest = sent_for(path, served)

    body = b"".join(message["body"] for message in rest)
    assert gzip.decompress(body) == static_folder().joinpath(path[1:]).read_bytes()
