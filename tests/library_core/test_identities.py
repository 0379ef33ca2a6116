import secrets

import pytest

from library_core.identities import new_key


def test_no_key_looks_like_an_option_of_a_command(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter(["-abc", "-", "good"])
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _bytes: next(drawn))

    assert new_key() == "good"
