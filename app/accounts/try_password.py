"""Compare a password with a person's, as often as that may be tried."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from app.accounts.passwords import matches
from app.domain.account import Person
from app.domain.errors import SignInRefused, TooManyTries
from app.store.engine import Store
from app.store.work import Work


@dataclass(frozen=True, slots=True)
class _Limit:
    most: int
    lasting: timedelta


# A guesser at one address has 480 tries a day at an account, all guessers together 1,200. Strangers can use these up
# and keep a person out; so tries in a browser in which that person has signed in before count by themselves.
_OF_BOTH = _Limit(5, timedelta(minutes=15))
_OF_ADDRESS = _Limit(50, timedelta(minutes=15))
_OF_ACCOUNT = _Limit(50, timedelta(hours=1))
_OF_KNOWN_BROWSER = _Limit(10, timedelta(minutes=15))


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordTry:
    """A password that was typed for an account, and where.

    `known_as` is the person who signed in last in that browser, with a text that no other browser holds.
    """

    email: str
    password: str
    address: str
    at: datetime
    known_as: tuple[str, str] | None = None


def try_password(store: Store, given: PasswordTry) -> Person:
    """The person whose password it is. No connection is held while it is compared.

    Raises TooManyTries, and SignInRefused, both in words and in a time that do not tell whether there is an account.
    """
    with store.writing() as work:
        person = work.people.by_email(given.email)
        wait = _counted(work, _limits(given, person), given.at)
    if wait is not None:
        raise TooManyTries(seconds=wait)
    if not matches(given.password, None if person is None else person.password) or person is None:
        raise SignInRefused
    return person


def forget_tries(work: Work, given: PasswordTry, person: Person) -> None:
    """Whoever knew the password may mistype it as often as before; what others tried elsewhere stays counted."""
    mine = [key for key, limit in _limits(given, person) if limit in {_OF_BOTH, _OF_KNOWN_BROWSER}]
    work.password_tries.forget(mine)


def _limits(given: PasswordTry, person: Person | None) -> tuple[tuple[str, _Limit], ...]:
    """What the try counts under."""
    if person is not None and given.known_as is not None and given.known_as[0] == person.id:
        return ((f"browser {' '.join(given.known_as)}", _OF_KNOWN_BROWSER),)
    network = _network(given.address)
    return (
        (f"address {network}", _OF_ADDRESS),
        (f"both {network} {given.email}", _OF_BOTH),
        (f"account {given.email}", _OF_ACCOUNT),
    )


def _counted(work: Work, limits: Iterable[tuple[str, _Limit]], now: datetime) -> int | None:
    """For how many seconds nothing may be tried, if so; what is refused counts no further.

    Counted before the password is looked at: tries that come at once are counted each.
    """
    work.password_tries.clear(now=now)
    for key, limit in limits:
        tries, until = work.password_tries.count(key, now=now, lasting=limit.lasting)
        if tries > limit.most:
            return max(1, round((until - now).total_seconds()))
    return None


def _network(address: str) -> str:
    """One customer's addresses count as one: of IPv6 a whole network of 64 bits."""
    try:
        given = ip_address(address)
    except ValueError:  # a socket in the file system has none
        return address
    return str(ip_network((given, 64), strict=False)) if isinstance(given, IPv6Address) else str(given)
