"""Who is asking: whoever a login says, and where the server has no owner yet, its owner."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.domain.account import Login
from app.domain.viewer import Reader, Viewer, local_owner
from app.store.work import Work

_ASKED_AGAIN = 1.0  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Who asks, by which login, if by any; `owned` once the server has an owner, and so accounts."""

    viewer: Viewer
    owned: bool
    login: Login | None = None


@dataclass(slots=True)
class OwnerWatch:
    """Whether the server has an owner. Once it has one it always has; until then a process asks again each second."""

    clock: Callable[[], float]  # seconds that are never set back
    owned: bool = False
    _asked_at: float | None = None

    def settled(self) -> bool:
        """Whether the answer need not be looked for."""
        return self.owned or (self._asked_at is not None and self.clock() - self._asked_at < _ASKED_AGAIN)

    def look(self, work: Work) -> None:
        self.owned = self.owned or work.memberships.any_owner()  # another thread may know more than this view
        self._asked_at = self.clock()


def visit_of(work: Work, watch: OwnerWatch, *, reader: str, secret: str | None, now: datetime, local: bool) -> Visit:
    """Who stands behind what a browser holds: its reader's id, and the secret of its login, if it has one.

    A login is looked up each time: one that was ended, and a member who was removed, are out at once.
    """
    watch.look(work)
    found = None if secret is None else work.logins.by_secret(secret, now=now)
    return (
        anonymous(watch, reader, local=local)
        if found is None
        else Visit(viewer=found.viewer(), owned=True, login=found)
    )


def anonymous(watch: OwnerWatch, reader: str, *, local: bool) -> Visit:
    """Somebody without a login: where nobody owns the server, whoever asks on this machine does (`local`)."""
    viewer = local_owner(reader) if local and not watch.owned else Reader(id=reader)
    return Visit(viewer=viewer, owned=watch.owned)
