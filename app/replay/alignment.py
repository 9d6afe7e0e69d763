"""Two runs side by side: which steps correspond, and where they first differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.json import JSON, canonical
from app.domain.step import Context, Run, Step, StepKind
from app.replay.delta import decision
from app.replay.sequence import common, gaps


class Relation(StrEnum):
    MATCHED = "matched"
    CHANGED = "changed"
    ONLY_LEFT = "only left"
    ONLY_RIGHT = "only right"


@dataclass(frozen=True, slots=True)
class Row:
    """A step of each run, or a gap on one side. `differs` names what is unlike: arguments, result, context, ..."""

    left: int | None
    right: int | None
    differs: tuple[str, ...] = ()

    @property
    def relation(self) -> Relation:
        if self.left is None:
            return Relation.ONLY_RIGHT
        if self.right is None:
            return Relation.ONLY_LEFT
        return Relation.CHANGED if self.differs else Relation.MATCHED


@dataclass(frozen=True, slots=True)
class Alignment:
    rows: tuple[Row, ...]

    @property
    def first_divergence(self) -> int | None:
        """Index of the first row that is not a match; None for runs that agree."""
        return next((i for i, row in enumerate(self.rows) if row.relation is not Relation.MATCHED), None)


def align(left: Run, right: Run) -> Alignment:
    """Pair the steps of two runs in order.

    Steps correspond by (kind, tool, argument shape, lane), in the longest common order; what is left between
    two correspondences is paired by (kind, tool, lane) alone, so that a call with one argument less stays a pair.
    """
    pairs = _pairs(left, right)
    rows: list[Row] = []
    i = j = 0
    for next_i, next_j in [*pairs, (len(left.steps), len(right.steps))]:
        rows += [Row(number + 1, None) for number in range(i, next_i)]
        rows += [Row(None, number + 1) for number in range(j, next_j)]
        if next_i < len(left.steps):
            rows.append(Row(next_i + 1, next_j + 1, differences(left, next_i + 1, right, next_j + 1)))
        i, j = next_i + 1, next_j + 1
    return Alignment(tuple(rows))


def differences(left: Run, ours: int, right: Run, theirs: int) -> tuple[str, ...]:
    """What is unlike in two steps, in the words of the Delta."""
    one, other = _content(left.steps[ours - 1]), _content(right.steps[theirs - 1])
    return tuple(name for name in one if one[name] != other[name])


def _pairs(left: Run, right: Run) -> list[tuple[int, int]]:
    ours, theirs = _shapes(left), _shapes(right)
    strong = common(ours, theirs)
    found = list(strong)
    for mine, other in gaps(strong, before=len(ours), after=len(theirs)):
        weak = common([key[:3] for key in ours[mine]], [key[:3] for key in theirs[other]])
        found += [(i + mine.start, j + other.start) for i, j in weak]
    return sorted(found)


def _shapes(run: Run) -> list[tuple[str, str, str, str]]:
    return [(step.kind.value, _tool(step), step.agent or "", _shape(step, run)) for step in run.steps]


def _tool(step: Step) -> str:
    """Models are named by their version, which is content: two runs correspond across a change of it."""
    return "" if step.kind is StepKind.MODEL else step.name


def _shape(step: Step, run: Run) -> str:
    if step.kind is StepKind.MODEL:
        return canonical([[call.name, _keys(call.arguments)] for call in decision(step, run.messages).calls])
    return canonical(_keys(step.input))


def _keys(value: JSON) -> JSON:
    """An argument's shape: the keys it has, at any depth; values and types are content."""
    if isinstance(value, Mapping):
        return {key: _keys(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [] if not value else [_keys(value[0])]
    return None


def _content(step: Step) -> dict[str, JSON]:
    context = step.context or Context()
    return {
        "context": list(context.messages),
        "tools": list(context.tools),
        "parameters": context.parameters,
        "arguments": step.input,
        "decision": list(step.output_messages),
        "result": step.output,
        "error": step.error,
        "state": [[change.key, change.before, change.after] for change in step.state],
    }
