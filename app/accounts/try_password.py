"""Compare a password with a person's, as often as that may be tried."""

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


# A guesser at one address has 480 tries a day at an account. A stranger who wants to lock somebody out needs ten
# addresses to do so, and an hour later they are in again.
_OF_BOTH = _Limit(5, timedelta(minutes=15))
_OF_ADDRESS = _Limit(50, timedelta(minutes=15))
_OF_ACCOUNT = _Limit(50, timedelta(hours=1))


def try_password(store: Store, *, email: str, password: str, address: str, now: datetime) -> Person:
    """The person whose password it is. No connection is held while it is compared.

    Raises TooManyTries, and SignInRefused, both in words and in a time that do not tell whether there is an account.
    """
    with store.writing() as work:
        wait = _counted(work, email, _network(address), now)
        person = work.people.by_email(email)
    if wait is not None:
        raise TooManyTries(seconds=wait)
    if not matches(password, None if person is None else person.password) or person is None:
        raise SignInRefused
    return person


def forget_tries(work: Work, *, email: str, address: str) -> None:
    """Whoever knew the password may mistype it as often as before."""
    work.password_tries.forget([_both(email, _network(address))])


def _counted(work: Work, email: str, network: str, now: datetime) -> int | None:
    """For how many seconds nothing may be tried, if so; what is refused counts no further.

    Counted before the password is looked at: tries that come at once are counted each.
    """
    work.password_tries.clear(now=now)
    limits = (
        (f"address {network}", _OF_ADDRESS),
        (_both(email, network), _OF_BOTH),
        (f"account {email}", _OF_ACCOUNT),
    )
    for key, limit in limits:
        tries, until = work.password_tries.count(key, now=now, lasting=limit.lasting)
        if tries > limit.most:
            return max(1, round((until - now).total_seconds()))
    return None


def _both(email: str, network: str) -> str:
    return f"both {network} {email}"


def _network(address: str) -> str:
    """One customer's addresses count as one: of IPv6 a whole network of 64 bits."""
    try:
        given = ip_address(address)
    except ValueError:  # a socket in the file system has none
        return address
    return str(ip_network((given, 64), strict=False)) if isinstance(given, IPv6Address) else str(given)
