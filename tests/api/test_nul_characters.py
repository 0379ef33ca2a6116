"""What no text of PostgreSQL can hold (NUL, halves of pairs) is refused with either database alike."""

import pytest
from school_worlds import World

from api.web.requests import BodyMalformed, _read_json


@pytest.mark.parametrize(
    "address", ["/assignments/a%00b", "/catalogue?q=a%00b", "/catalogue?%00=1", "/works/library/a%00b"]
)
def test_an_address_with_a_nul_is_a_bad_request(shared_world: World, address: str) -> None:
    page = shared_world.browser(shared_world.north, "student").get(address)

    assert page.status_code == 400


def test_a_form_with_a_nul_is_a_bad_request(shared_world: World) -> None:
    north = shared_world.north
    page = shared_world.browser(north, "student").post(
        f"/assignments/{north.attempt}/1/check", {"answer.part": "1\0 kg", "idempotency": "nul"}
    )

    assert page.status_code == 400


@pytest.mark.parametrize("raw", [b'"\\u0000"', b'{"a": [1, {"b": "x\\u0000"}]}', b'{"\\u0000": 1}'])
def test_json_with_a_nul_is_malformed(raw: bytes) -> None:
    with pytest.raises(BodyMalformed):
        _read_json(raw)


@pytest.mark.parametrize("code", ["utf-16", "utf-16-le", "utf-32", "utf-8-sig"])
def test_json_in_another_encoding_is_malformed(code: str) -> None:
    with pytest.raises(BodyMalformed):
        _read_json('{"note": "a\\u0000b"}'.encode(code))


@pytest.mark.parametrize("raw", [b'"\\ud800"', b'{"\\udfff": 1}', b'["\xed\xa0\x80"]'])
def test_half_of_a_pair_of_surrogates_is_malformed(raw: bytes) -> None:
    with pytest.raises(BodyMalformed):
        _read_json(raw)


def test_a_whole_pair_of_surrogates_is_one_character() -> None:
    assert _read_json(b'"\\ud83d\\ude00"') == "\U0001f600"


def test_a_backslash_before_a_code_is_no_nul() -> None:
    assert _read_json(b'["\\\\u0000"]') == ["\\u0000"]
