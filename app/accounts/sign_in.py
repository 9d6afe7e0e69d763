"""Sign in with e-mail address and password."""

from app.accounts.new_login import LoginRequest, begin_login
from app.accounts.try_password import forget_tries, try_password
from app.domain.account import Person, email_of
from app.domain.errors import SignInRefused
from app.store.engine import Store


def sign_in(store: Store, *, email: str, password: str, request: LoginRequest) -> Person:
    """Who is signed in now in the browser that asks. Raises AccountRejected, SignInRefused and TooManyTries."""
    given = request.trying(email_of(email), password)
    person = try_password(store, given)
    with store.writing() as work:
        if work.people.for_change(person.id) != person:  # removed meanwhile, or the password is another now
            raise SignInRefused
        forget_tries(work, given, person)
        begin_login(work, person, request)
    return person
