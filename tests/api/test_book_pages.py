"""Pages with gaps are one valid gzip stream, whatever is put into the gaps."""

import gzip
import zlib

from hypothesis import given, settings
from hypothesis import strategies as st

from api.book_pages import make_page

PAGE = make_page("<p>Same for all, XX.</p>" * 50 + "<b>YY</b>", {"XX": "name", "YY": "token"})


@settings(max_examples=60, deadline=None)
@given(name=st.text(max_size=200), token=st.text(max_size=20))
def test_packed_pages_unpack_to_what_is_shown(name: str, token: str) -> None:
    words = {"name": name, "token": token}

    packed = PAGE.fill_packed(words)

    assert gzip.decompress(packed) == PAGE.fill(words)
    assert PAGE.fill(words).decode().count(f"Same for all, {name}.") >= 50


def test_a_page_is_one_member_as_browsers_need_it() -> None:
    reading = zlib.decompressobj(16 + zlib.MAX_WBITS)

    read = reading.decompress(PAGE.fill_packed({"name": "n", "token": "t"}))

    assert reading.eof
    assert reading.unused_data == b""
    assert read.endswith(b"<b>t</b>")


def test_words_longer_than_a_block_are_put_in_whole() -> None:
    words = {"name": "я" * 70_000, "token": ""}

    assert gzip.decompress(PAGE.fill_packed(words)) == PAGE.fill(words)


def test_what_is_personal_is_not_in_the_digest() -> None:
    again = make_page("<p>Same for all, ZZ.</p>" * 50 + "<b>QQ</b>", {"ZZ": "name", "QQ": "token"})

    assert again.digest == PAGE.digest
    assert make_page("<p>Another</p>", {}).digest != PAGE.digest
