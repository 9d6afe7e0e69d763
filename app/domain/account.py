"""Whom the server knows: people, their places in workspaces, their logins, and the links that bring them in."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.errors import AccountRejected
from app.domain.viewer import Member, MemberRole, Reader, Viewer

SHORTEST_PASSWORD = 12  # characters
LONGEST_PASSWORD = 1000  # characters; what is longer is refused before it is hashed
LOGIN_LASTS = timedelta(days=30)
LINK_LASTS = timedelta(days=3)
_LONGEST_EMAIL = 254  # characters, by RFC 5321
_LONGEST_NAME = 100
_LONGEST_BROWSER = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class LinkPurpose(StrEnum):
    """What a one-time link is good for."""

    FIRST_OWNER = "first owner"
    JOIN = "join"
    PASSWORD = "password"  # noqa: S105  # a purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody with an e-mail address here. Without a password nobody can sign in as them yet."""

    id: str
    email: str
    created_at: datetime
    password: str | None = None  # its argon2 hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person's place in a workspace."""

    person: str
    email: str
    workspace: str
    workspace_name: str
    role: MemberRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A browser in which a person is signed in, and the workspace that they act in there, if they are in any."""

    id: str
    person: str
    email: str
    created_at: datetime
    seen_at: datetime
    ends_at: datetime
    browser: str
    membership: Membership | None = None

    def viewer(self) -> Viewer:
        """Whoever is in no workspace has what a reader has."""
        if self.membership is None:
            return Reader(id=self.person)
        return Member(id=self.person, workspace=self.membership.workspace, role=self.membership.role)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneTimeLink:
    """What a link stands for; its token is known to whoever was given it, and to nobody here.

    `created_by` is a person's id, or that of whoever runs the server, on whose word a link is good in any case.
    One for the first owner names no e-mail address, one for a password no workspace and no role.
    """

    id: str
    purpose: LinkPurpose
    created_by: str
    created_at: datetime
    expires_at: datetime
    email: str | None = None
    workspace: str | None = None
    role: MemberRole | None = None


def email_of(text: str) -> str:
    """An e-mail address in the one form in which it is kept. Raises AccountRejected for what is none."""
    email = unicodedata.normalize("NFKC", text).strip().casefold()
    if len(email) > _LONGEST_EMAIL or not email.isprintable() or not _EMAIL.fullmatch(email):
        raise AccountRejected("this is no e-mail address: write one like ada@example.org", field="email")
    return email


def new_password(text: str) -> str:
    """A password that may be chosen, in the form that is hashed. Raises AccountRejected for any other."""
    if len(text) > LONGEST_PASSWORD:
        raise AccountRejected(f"the password may have at most {LONGEST_PASSWORD:,} characters", field="password")
    if len(text) < SHORTEST_PASSWORD:
        raise AccountRejected(
            f"the password needs at least {SHORTEST_PASSWORD} characters; four or five words will do",
            field="password",
        )
    return password_form(text)


def password_form(text: str) -> str:
    """One form of what can be typed in several ways, as an ä is."""
    return unicodedata.normalize("NFKC", text)


def workspace_name(text: str) -> str:
    """The name of a workspace. Raises AccountRejected for one that cannot be shown in a line."""
    name = " ".join(text.split())
    if not name or len(name) > _LONGEST_NAME or not name.isprintable():
        raise AccountRejected(
            f"a workspace needs a name of 1 to {_LONGEST_NAME} characters that can be seen", field="name"
        )
    return name


def browser_name(said: str) -> str:
    """What a browser says of itself, which may be anything, in a line that can be shown."""
    return "".join(sign for sign in said[:_LONGEST_BROWSER] if sign.isprintable()).strip()
