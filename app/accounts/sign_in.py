"""Sign in with e-mail address and password."""

from app.accounts.new_login import LoginRequest, begin_login
from app.accounts.try_password import forget_tries, try_password
from app.domain.account import email_of
from app.domain.errors import SignInRefused
from app.store.engine import Store


def sign_in(store: Store, *, email: str, password: str, request: LoginRequest) -> None:
    """The browser that asks is signed in. Raises AccountRejected, SignInRefused and TooManyTries."""
    known = email_of(email)
    person = try_password(store, email=known, password=password, address=request.address, now=request.at)
    with store.writing() as work:
        if work.people.for_change(person.id) != person:  # removed meanwhile, or the password is another now
            raise SignInRefused
        forget_tries(work, email=known, address=request.address)
        begin_login(work, person, request)
