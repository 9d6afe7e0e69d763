"""Begin a login, and take over what was begun in the same browser without an account."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.try_password import PasswordTry
from app.domain.account import LOGIN_LASTS, Login, Person
from app.store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """The browser that asks to be signed in: its address, what it says of itself, and under which id it reads.

    `secret` is what the browser will be known by; `former` is the secret by which it was known until now. `known_as`
    is the person who signed in there last, and a text of the browser's own, where somebody did.
    """

    id: str
    secret: str
    at: datetime
    address: str
    browser: str
    reader: str
    former: str | None = None
    known_as: tuple[str, str] | None = None

    def trying(self, email: str, password: str) -> PasswordTry:
        """A password that is typed in this browser."""
        return PasswordTry(email=email, password=password, address=self.address, at=self.at, known_as=self.known_as)


def begin_login(work: Work, person: Person, request: LoginRequest) -> None:
    """A fresh login, whatever the browser held before: that one is over, whoever's it was."""
    former = None if request.former is None else work.logins.by_secret(request.former, now=request.at)
    if former is not None:
        work.logins.end(person=former.person, login=former.id)
    login = Login(
        id=request.id,
        person=person.id,
        email=person.email,
        created_at=request.at,
        seen_at=request.at,
        ends_at=request.at + LOGIN_LASTS,
        browser=request.browser,
    )
    work.logins.begin(login, secret=request.secret)
    work.attempts.hand_over(request.reader, to=person.id, at=request.at)
