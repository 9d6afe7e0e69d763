"""Editions: variants as they were published, kept as long as anybody may come back to one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, cast

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from app.domain.answer_key import AnswerKey
from app.domain.errors import NotFound
from app.domain.scenario import Difficulty, Player, Scenario, Variant
from app.store.among import among
from app.store.catalog_tables import ARM, EDITION, VARIANT, EditionRecordingRow, EditionRow
from app.store.insertion import insert_missing
from app.store.keys import Keys, sealed
from app.store.packed import pack, unpack
from app.store.tables import ATTEMPT

# What every page of an attempt asks is put into words once.
_BODY = select(EDITION.body).where(EDITION.id == bindparam("edition"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A scenario with one variant, its key, and the digest of the recording of each arm by its opaque id."""

    scenario: Scenario
    key: AnswerKey = field(repr=False)
    arms: Mapping[str, str] = field(repr=False)

    @property
    def variant(self) -> Variant:
        (variant,) = self.scenario.variants
        return variant

    @property
    def id(self) -> str:
        """A digest of everything in it: what differs in anything is another edition."""
        parts = (pack(self.scenario), sealed(self.key), pack(sorted(self.arms.items())))
        return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:20]


class Editions:
    """Editions by id."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def put(self, edition: Edition) -> None:
        """Add an edition, unless it is there; its recordings are there already."""
        insert_missing(self._session, EditionRow, [{"id": edition.id, "body": pack(edition.scenario)}])
        Keys(self._session).put(edition.id, edition.key)
        arms = [{"edition": edition.id, "arm": arm, "recording": found} for arm, found in edition.arms.items()]
        insert_missing(self._session, EditionRecordingRow, arms)

    def scenario(self, edition: str) -> Scenario:
        """The public half, with the one variant. Raises NotFound."""
        body = self._session.scalar(_BODY, {"edition": edition})
        if body is None:
            raise NotFound("there is no such scenario")
        return scenario_of(body)

    def scenarios(self, editions: Collection[str]) -> dict[str, Scenario]:
        """The public halves, each with its one variant, of those that are there."""
        query = select(EDITION.id, EDITION.body).where(among(EDITION.id, editions))
        return {row.id: scenario_of(row.body) for row in self._session.execute(query)}

    def recording(self, edition: str, arm: str) -> str:
        """The digest of the recording that an edition names so. Raises NotFound."""
        query = select(ARM.recording).where(ARM.edition == edition, ARM.arm == arm)
        found: str | None = self._session.scalar(query)
        if found is None:
            raise NotFound("there is no such run")
        return found

    def drop_unused(self) -> None:
        """Remove those that neither the catalog shows nor an attempt reads; hold the public runs alone before."""
        used = select(VARIANT.edition).union(select(ATTEMPT.edition))
        self._session.execute(delete(EditionRow).where(EDITION.id.not_in(used)))


def scenario_of(body: bytes) -> Scenario:
    """The public half of a scenario as it is stored."""
    fields = dict(cast("dict[str, Any]", unpack(body)))
    fields["difficulty"] = Difficulty(fields["difficulty"])
    fields["skills"] = tuple(fields["skills"])
    fields["variants"] = tuple(map(_variant, fields["variants"]))
    return Scenario(**fields)


def _variant(fields: dict[str, Any]) -> Variant:
    """A variant as it is stored; what an earlier version stored does not say who played its model."""
    player = fields.get("player")
    return Variant(**fields | {"player": None if player is None else Player(player)})
