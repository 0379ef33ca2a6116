"""Passwords are hashed as promised, and an unknown account costs as much as a known one."""

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from api.auth.passwords import _NOBODY, NO_PASSWORD, hash_password, new_password, verify_password


def test_the_hash_is_argon2id_at_19_mib_with_two_passes_and_one_lane() -> None:
    assert hash_password("squared paper").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_password_fits_its_own_hash_only() -> None:
    hashed = hash_password("squared paper")

    assert verify_password("squared paper", hashed)
    assert not verify_password("lined paper", hashed)


def test_nobody_signs_in_without_an_account() -> None:
    assert not verify_password("anything", None)


def test_nothing_fits_where_there_is_no_password_yet() -> None:
    assert not any(verify_password(given, NO_PASSWORD) for given in ("", NO_PASSWORD, "anything"))


def test_the_hash_of_nobody_costs_as_much_as_a_real_one() -> None:
    with pytest.raises(VerifyMismatchError):
        PasswordHasher().verify(_NOBODY, "anything")
    assert _NOBODY.split("$")[:4] == hash_password("x").split("$")[:4]


def test_generated_passwords_are_easy_to_read_aloud() -> None:
    passwords = {new_password() for _ in range(200)}

    assert len(passwords) == 200
    assert {len(password) for password in passwords} == {14}
    assert not set("".join(passwords)) & set("il1o0")
