"""The list of a workspace's runs, a page at a time by key: page 2,000 costs what page 1 costs."""

from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import BigInteger, Integer, String, bindparam, select, tuple_
from sqlalchemy.orm import Session

from app.store.tables import RUN

_WRAP = 2**64
_HALF = 2**63


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSummary:
    """One run in a list. Times are nanoseconds since the Unix epoch."""

    id: str
    trace_id: str
    name: str
    step_count: int
    span_count: int
    started_ns: int
    ended_ns: int
    content: str


@dataclass(frozen=True, slots=True)
class RunKey:
    """The place of a run in the list, which is ordered by start, the latest first, and by id."""

    started_ns: int
    id: str

    def __str__(self) -> str:
        """As an address carries it: any sixteen hex digits, a dot and an id are a key."""
        return f"{self.started_ns % _WRAP:016x}.{self.id}"

    @classmethod
    def of(cls, text: str) -> "RunKey":
        digits, _, run_id = text.partition(".")
        number = int(digits, 16)
        return cls(number - _WRAP if number >= _HALF else number, run_id)


KEY_PATTERN = r"^[0-9a-f]{16}\.[!-~]{1,64}$"


@dataclass(frozen=True, slots=True)
class RunPage:
    """Some runs in order. `newer` and `older` are where the pages beside it begin; None where there is none."""

    runs: tuple[RunSummary, ...]
    newer: RunKey | None = None
    older: RunKey | None = None


_NAMES = tuple(RunSummary.__dataclass_fields__)
SUMMARY = tuple(RUN[name] for name in _NAMES)
_KEY = tuple_(RUN.started_ns, RUN.id)
_GIVEN = tuple_(bindparam("started", type_=BigInteger), bindparam("id", type_=String))
_LATEST = (
    select(*SUMMARY)
    .where(RUN.workspace == bindparam("workspace"), RUN.current)
    .order_by(RUN.started_ns.desc(), RUN.id.desc())
    .limit(cast("Any", bindparam("limit", type_=Integer)))
)
_OLDER = _LATEST.where(cast("Any", _KEY < _GIVEN))
_NEWER = (
    select(*SUMMARY)
    .where(RUN.workspace == bindparam("workspace"), RUN.current, cast("Any", _KEY > _GIVEN))
    .order_by(RUN.started_ns, RUN.id)
    .limit(cast("Any", bindparam("limit", type_=Integer)))
)


class RunList:
    """The runs of workspaces that stand for their traces, the latest first."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def latest(self, workspace: str, *, limit: int) -> RunPage:
        runs = self._rows(_LATEST, workspace, limit=limit)
        return RunPage(runs[:limit], older=_last(runs, limit))

    def older(self, workspace: str, than: RunKey, *, limit: int) -> RunPage:
        runs = self._rows(_OLDER, workspace, than, limit=limit)
        return RunPage(runs[:limit], newer=_key(runs[0]) if runs else than, older=_last(runs, limit))

    def newer(self, workspace: str, than: RunKey, *, limit: int) -> RunPage:
        """The page before; where less than a page is newer, the first page."""
        runs = self._rows(_NEWER, workspace, than, limit=limit)
        if len(runs) <= limit:
            return self.latest(workspace, limit=limit)
        shown = runs[:limit][::-1]
        return RunPage(shown, newer=_key(shown[0]), older=_key(shown[-1]))

    def _rows(
        self, query: Any, workspace: str, than: RunKey = RunKey(0, ""), *, limit: int
    ) -> tuple[RunSummary, ...]:
        """One row more than is shown, which tells whether there is a page after it."""
        asked = {"workspace": workspace, "started": than.started_ns, "id": than.id, "limit": limit + 1}
        return tuple(map(summary_of, self._session.execute(query, asked)))


def summary_of(row: Any) -> RunSummary:
    """From a row that has the columns of SUMMARY."""
    return RunSummary(**{name: getattr(row, name) for name in _NAMES})


def _last(runs: tuple[RunSummary, ...], limit: int) -> RunKey | None:
    return _key(runs[limit - 1]) if len(runs) > limit else None


def _key(run: RunSummary) -> RunKey:
    return RunKey(run.started_ns, run.id)
