"""What is drawn anew in every run and means nothing: ids of what was made, times of the run's own clock."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from app.domain.json import JSON, leaves
from app.domain.step import Run, Step
from app.replay.value_diff import ValueChange, ValueMark

SECOND = 1_000_000_000  # ns; recorded times are often cut to whole seconds
SINCE_1973 = 10**8  # smaller numbers are no times: there are too many of them
TRANSPORT = frozenset({"requestid", "correlationid", "traceid", "spanid", "parentspanid", "callid", "toolcallid"})
DISTINCT = 6  # characters of an id that no other word of a text happens to be

_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?\d*(?:Z|[+-]\d\d:?\d\d)?")
_ID = re.compile(
    r"\b(?:(?P<uuid>[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})"
    r"|(?P<prefix>[A-Za-z]{1,12}[_-])?(?=[A-Za-z0-9]*\d)(?=[A-Za-z0-9]*[A-Za-z])(?P<body>[A-Za-z0-9]{6,}))\b"
)
_HEX = re.compile(r"[0-9a-f]{8,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunIds:
    """One run: from when to when it went, in ns, and what both runs call the ids that its steps made.

    `asked` are the ids that arguments of either run name: whoever asks for an id means what it names.
    """

    clock: tuple[int, int] | None = None
    made: Mapping[str, str] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()

    def masked(self, value: JSON, *, free: bool) -> JSON:
        """The value without what means nothing; if `free`, without every id that looks drawn and nobody asks for."""
        if isinstance(value, str):
            return self._masked_text(value, free=free)
        if isinstance(value, int | float) and self._is_time(value):
            return "<time>"
        return value

    def _masked_text(self, text: str, *, free: bool) -> str:
        text = _TIME.sub(lambda found: "<time>" if self._in_run(_instant(found.group())) else found.group(), text)
        if self.made:
            text = re.sub(r"[\w-]+", lambda found: self.made.get(found.group(), found.group()), text)
        return _ID.sub(self._masked_id, text) if free else text

    def _masked_id(self, found: "re.Match[str]") -> str:
        return _form(found) if found.group() not in self.asked else found.group()

    def _is_time(self, value: float) -> bool:
        """Whether a number tells seconds, or thousandths or less, since 1970, within the run."""
        units = (SECOND, SECOND // 10**3, SECOND // 10**6, 1)
        return value >= SINCE_1973 and any(self._in_run(int(value * unit)) for unit in units)

    def _in_run(self, at_ns: int | None) -> bool:
        if at_ns is None or self.clock is None:
            return False
        began, ended = self.clock
        return began - SECOND <= at_ns <= ended + SECOND


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """Tells, of two runs, differences of meaning from those of ids and times."""

    before: RunIds = RunIds()
    after: RunIds = RunIds()

    @property
    def renamed(self) -> dict[str, str]:
        """Ids of the run before and of what they are the same as in the one after."""
        names = {name: after for after, name in self.after.made.items()}
        return {before: names[name] for before, name in self.before.made.items()}

    def of(self, changes: Sequence[ValueChange], *, result: JSON = None) -> list[ValueChange]:
        """Those of the changes that mean nothing. `result` is the later value where it is what a step brought back.

        In a result, ids that nobody asks for are noise where all else agrees, and that of a request always.
        """
        noise = [
            change for change in changes if self._same(change, free=False) or self._names_request(change, result)
        ]
        rest = [change for change in changes if change not in noise]
        agreed = len(changes) < _told(result) and all(self._same(change, free=True) for change in rest)
        return list(changes) if agreed else noise

    def _same(self, change: ValueChange, *, free: bool) -> bool:
        if change.mark is not ValueMark.CHANGED:
            return False
        before, after = self.before.masked(change.before, free=free), self.after.masked(change.after, free=free)
        return isinstance(before, str) and before == after

    def _names_request(self, change: ValueChange, result: JSON) -> bool:
        name = re.sub(r"[^a-z]", "", change.path.rpartition(".")[2].casefold())
        return result is not None and name.removeprefix("x") in TRANSPORT and self._same(change, free=True)


def noise_between(before: Run, after: Run, pairs: Iterable[tuple[int, int]]) -> Noise:
    """What to know of two runs; `pairs` are the numbers of their corresponding steps.

    An id was made by a step where the recording says that something came under that name which was not there. Two
    ids are the same where corresponding steps made them, and neither run knows that of the other.
    """
    created = [[_came(step) for step in run.steps] for run in (before, after)]
    known = [{name for names in side for _, name in names} for side in created]
    ours: dict[str, str] = {}
    theirs: dict[str, str] = {}
    for left, right in pairs:
        for (kind, mine), (same_kind, its) in zip(created[0][left - 1], created[1][right - 1], strict=False):
            if kind == same_kind and mine not in known[1] and its not in known[0]:
                ours[mine] = theirs[its] = f"<{kind} {len(ours) + 1}>"
    asked = frozenset(token for run in (before, after) for token in _asked(run))
    return Noise(before=_ids(before, ours, asked), after=_ids(after, theirs, asked))


def _ids(run: Run, made: Mapping[str, str], asked: frozenset[str]) -> RunIds:
    times = [time for step in run.steps for time in (step.started_ns, step.ended_ns)]
    return RunIds(clock=(min(times), max(times)) if times else None, made=made, asked=asked)


def _came(step: Step) -> list[tuple[str, str]]:
    """Kind and name of what was not there before, where the name is like no other word."""
    split = [change.key.rpartition("/") for change in step.state if change.before is None]
    return [(kind, name) for kind, _, name in split if len(name) >= DISTINCT and not name.isdigit()]


def _asked(run: Run) -> Iterator[str]:
    for step in run.steps:
        for text in leaves(step.input):
            yield from (found.group() for found in _ID.finditer(text))


def _form(found: "re.Match[str]") -> str:
    """What is left of an id: how it is built."""
    if found["uuid"]:
        return "<uuid>"
    body, prefix = found["body"], found["prefix"] or ""
    return f"<{prefix}{len(body)}>" if prefix or _HEX.fullmatch(body) else found.group()


def _instant(text: str) -> int | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return int(at.timestamp()) * SECOND


def _told(value: JSON) -> int:
    """How many scalars a value has."""
    if isinstance(value, Mapping):
        return sum(map(_told, value.values()))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return sum(map(_told, value))
    return 0 if value is None else 1
