"""The tables of accounts: people, their places in workspaces, logins, one-time links, and tries at passwords."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from app.store.tables import WorkspaceRow, columns_of, time_column

Digest = LargeBinary(32)  # SHA-256 of a secret of as many bytes, which nobody can guess: it needs no salt


class PersonRow(SQLModel, table=True):
    """Somebody with an account; `password` is its argon2 hash, none until one was chosen."""

    __tablename__: ClassVar[str] = "person"
    id: str = Field(primary_key=True)
    email: str = Field(unique=True)
    password: str | None
    created_at: datetime = Field(sa_column=time_column(nullable=False))


class MembershipRow(SQLModel, table=True):
    """A person's role in a workspace."""

    __tablename__: ClassVar[str] = "membership"
    workspace: str = Field(primary_key=True, foreign_key="workspace.id")
    person: str = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE", index=True)
    role: str
    created_at: datetime = Field(sa_column=time_column(nullable=False))


class LoginRow(SQLModel, table=True):
    """A browser in which somebody is signed in. The row goes when the login is ended."""

    __tablename__: ClassVar[str] = "login"
    digest: bytes = Field(primary_key=True, sa_type=Digest)
    id: str = Field(unique=True)
    person: str = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    workspace: str | None = Field(foreign_key="workspace.id")
    browser: str
    created_at: datetime = Field(sa_column=time_column(nullable=False))
    seen_at: datetime = Field(sa_column=time_column(nullable=False))
    ends_at: datetime = Field(sa_column=time_column(nullable=False))


class LinkRow(SQLModel, table=True):
    """A one-time link that is still good. The row goes when the link is used."""

    __tablename__: ClassVar[str] = "one_time_link"
    digest: bytes = Field(primary_key=True, sa_type=Digest)
    id: str = Field(unique=True)
    purpose: str
    email: str | None = Field(index=True)
    workspace: str | None = Field(foreign_key="workspace.id", index=True)
    role: str | None
    created_by: str
    created_at: datetime = Field(sa_column=time_column(nullable=False))
    expires_at: datetime = Field(sa_column=time_column(nullable=False))


class PasswordTriesRow(SQLModel, table=True):
    """How often passwords were tried under a key (of an account, an address, or both) until a time."""

    __tablename__: ClassVar[str] = "password_tries"
    key: bytes = Field(primary_key=True, sa_type=Digest)
    tries: int
    until: datetime = Field(sa_column=time_column(nullable=False, index=True))


PERSON: Any = columns_of(PersonRow)
MEMBERSHIP: Any = columns_of(MembershipRow)
LOGIN: Any = columns_of(LoginRow)
ONE_TIME: Any = columns_of(LinkRow)
TRIES: Any = columns_of(PasswordTriesRow)
WORKSPACE: Any = columns_of(WorkspaceRow)
