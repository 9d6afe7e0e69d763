"""People by e-mail address and by id."""

from datetime import UTC
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.domain.account import Person
from app.store.account_tables import PERSON, PersonRow
from app.store.insertion import insert_all


class People:
    """Everybody who has an account on this server, in whatever workspaces."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_email(self, email: str) -> Person | None:
        row = self._session.execute(select(*PERSON).where(PERSON.email == email)).first()
        return None if row is None else _person(row)

    def for_change(self, person: str) -> Person | None:
        """Nobody else can change or remove them until this unit of work ends."""
        row = self._session.execute(select(*PERSON).where(PERSON.id == person).with_for_update()).first()
        return None if row is None else _person(row)

    def all(self) -> tuple[Person, ...]:
        return tuple(map(_person, self._session.execute(select(*PERSON).order_by(PERSON.email))))

    def add(self, person: Person) -> None:
        """Whoever adds people changes members alone: nobody else has this e-mail address meanwhile."""
        values = {name: getattr(person, name) for name in ("id", "email", "password", "created_at")}
        insert_all(self._session, PersonRow, [values])

    def set_password(self, person: Person, password: str) -> bool:
        """False where another password was chosen since this person was read: then nothing is changed."""
        before = PERSON.password.is_not_distinct_from(person.password)
        changing = update(PersonRow).where(PERSON.id == person.id, before).values(password=password)
        return bool(self._session.execute(changing.returning(PERSON.id)).all())

    def remove(self, person: str) -> None:
        """With memberships and logins; what they read and wrote in attempts stays, under an id that is nobody's."""
        self._session.execute(delete(PersonRow).where(PERSON.id == person))


def _person(row: Any) -> Person:
    return Person(id=row.id, email=row.email, password=row.password, created_at=row.created_at.astimezone(UTC))
