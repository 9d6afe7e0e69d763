"""What people do with their own account: look at their logins, end them, change the password, choose a workspace."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.passwords import hashed
from app.accounts.try_password import PasswordTry, forget_tries, try_password
from app.domain.account import Login, Membership, new_password
from app.domain.errors import NotFound, SignInRefused
from app.store.engine import Store
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A person's logins and places."""

    logins: tuple[Login, ...]
    places: tuple[Membership, ...]


def read_account(work: Work, *, login: Login, now: datetime) -> Account:
    return Account(logins=work.logins.of(login.person, now=now), places=work.memberships.of(login.person))


def end_login(work: Work, *, login: Login, ended: str) -> None:
    """One of one's own logins; another person's is none of them."""
    work.logins.end(person=login.person, login=ended)


def end_other_logins(work: Work, *, login: Login) -> None:
    work.logins.end_all(login.person, but=login.id)


def choose_workspace(work: Work, *, login: Login, workspace: str) -> None:
    """Act in another workspace from now on, in this browser. Raises NotFound where one is no member."""
    if workspace not in {place.workspace for place in work.memberships.of(login.person)}:
        raise NotFound("you are in no workspace of this id")
    work.logins.choose_workspace(login.id, workspace)


def change_password(store: Store, *, login: Login, given: PasswordTry, chosen: str) -> None:
    """The other logins end with it. Raises AccountRejected, SignInRefused and TooManyTries."""
    fresh = new_password(chosen)
    person = try_password(store, given)
    made = hashed(fresh)
    with store.writing() as work:
        if not work.people.set_password(person, made):
            raise SignInRefused
        work.logins.end_all(person.id, but=login.id)
        forget_tries(work, given, person)
