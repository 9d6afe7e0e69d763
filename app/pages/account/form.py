"""What was typed into a form of an account, and what is wrong with it; a password is never sent back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.domain.errors import AccountRejected, SignInRefused, TooManyTries, WrongState
from app.http.errors import headers_of, status_of
from app.pages.templates import render

REFUSALS = (AccountRejected, SignInRefused, TooManyTries, WrongState)
Refusal: TypeAlias = AccountRejected | SignInRefused | TooManyTries | WrongState


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountForm:
    """`errors` maps fields to sentences; `refusal` is about none of them."""

    email: str = ""
    refusal: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


def refused(error: Refusal, *, email: str = "") -> AccountForm:
    """A form that was not taken, with the address that was typed."""
    sentence = f"{str(error)[:1].upper()}{str(error)[1:]}."
    if isinstance(error, AccountRejected):
        return AccountForm(email=email, errors={error.field: sentence})
    return AccountForm(email=email, refusal=sentence)


def shown_again(request: Request, name: str, error: Refusal, **context: object) -> HTMLResponse:
    """The page with the form, under the status that the refusal has."""
    answer = render(request, name, status=status_of(error), **context)
    answer.headers.update(headers_of(error))
    return answer
