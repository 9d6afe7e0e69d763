"""What comes from outside of the program: the time, and what nobody can guess."""

import secrets
from datetime import UTC, datetime


def clock() -> datetime:
    """The time; every other function is told it."""
    return datetime.now(UTC)


def new_secret() -> str:
    """Thirty-two random bytes, as a text that fits an address and a cookie."""
    return secrets.token_urlsafe(32)


def new_id() -> str:
    """Twenty hex digits that nobody can guess."""
    return secrets.token_hex(10)
