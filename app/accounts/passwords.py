"""Hash passwords with argon2, and compare them with what was hashed: 64 MB of memory and a tenth of a second each."""

from functools import cache

from pwdlib import PasswordHash

from app.domain.account import LONGEST_PASSWORD, password_form

_ARGON2 = PasswordHash.recommended()


def hashed(password: str) -> str:
    """The hash of a password that `new_password` took."""
    return _ARGON2.hash(_bytes(password))


def matches(password: str, known: str | None) -> bool:
    """Whether a password that somebody typed is the one that was hashed; it takes as long where none was."""
    decoy = _decoy()
    right = _ARGON2.verify(_bytes(password_form(password[: LONGEST_PASSWORD + 1])), known or decoy)
    return right and known is not None and len(password) <= LONGEST_PASSWORD


@cache
def _decoy() -> str:
    return _ARGON2.hash("what nobody has for a password")


def _bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")  # a form may hold half of a sign
