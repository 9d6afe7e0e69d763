"""The State tab: every key as it stands at a step, who wrote it, what it was before, and the memory that was used."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.step import StateChange, Step
from app.pages.value.fields import FieldLine, field_lines
from app.pages.value.seen import NOTHING_SEEN, SeenTexts
from app.pages.value.view import ValueView, value_view
from app.reading.read_state import MOST_KEYS, read_state
from app.reading.window import StepView
from app.replay.state import KeyState, StateWrite

_DID = {
    "read": re.compile(r"search|get|read|retrieve|recall|query|list|load|find|lookup"),
    "wrote": re.compile(r"create|update|upsert|delete|add|save|write|put|remember|insert|append|clear"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteView:
    """One write: `lines` tell what it changed where it changed a value, `value` what it made where there was none."""

    step: int
    made: bool
    removed: bool
    lines: tuple[FieldLine, ...]
    value: ValueView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """What the step at hand did to one key."""

    key: str
    write: WriteView


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A key. `value` is None where it was removed; `history` are its writes, the last one first."""

    key: str
    value: ValueView | None
    step: int
    here: bool
    history: tuple[WriteView, ...]
    earlier: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryView:
    """A memory step. `did` is `read` or `wrote`, by the first word of its name that tells, else `used`."""

    step: int
    name: str
    did: str
    here: bool
    asked: ValueView
    found: ValueView
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTab:
    """`next` and `previous` are the first keys of the pages around this one, None where there is none."""

    keys: tuple[KeyView, ...]
    changed: int
    count: int
    previous: int | None
    next: int | None
    memory: tuple[MemoryView, ...]
    hidden_memory: int


def state_tab(view: StepView, *, steps: str, first: int | None) -> StateTab:
    """The state at the end of the step, from the `first` key on; `steps` is where the run's steps stand."""
    number, start = view.step.number, max(1, first or 1)
    seen = read_state(view.window, number, first=start)
    return StateTab(
        keys=tuple(_key(key, number, steps) for key in seen.keys),
        changed=len(view.step.state),
        count=seen.hidden_before + len(seen.keys) + seen.hidden_after,
        previous=max(1, seen.hidden_before + 1 - MOST_KEYS) if seen.hidden_before else None,
        next=seen.hidden_before + len(seen.keys) + 1 if seen.hidden_after else None,
        memory=tuple(_memory(step, number, steps) for step in seen.memory),
        hidden_memory=seen.hidden_memory,
    )


def change_views(
    changes: Sequence[StateChange], *, step: int, steps: str, seen: SeenTexts = NOTHING_SEEN
) -> tuple[ChangeView, ...]:
    """The changes of state of one step, for its Delta."""
    writes = (
        StateWrite(step=step, place=n, before=each.before, after=each.after) for n, each in enumerate(changes, 1)
    )
    return tuple(
        ChangeView(key=each.key, write=_write(write, steps, seen))
        for each, write in zip(changes, writes, strict=True)
    )


def _key(state: KeyState, number: int, steps: str) -> KeyView:
    last = state.last
    return KeyView(
        key=state.key,
        value=None if state.removed else _value(last, "after", steps),
        step=last.step,
        here=last.step == number,
        history=tuple(_write(write, steps) for write in state.writes),
        earlier=state.earlier,
    )


def _write(write: StateWrite, steps: str, seen: SeenTexts = NOTHING_SEEN) -> WriteView:
    made, removed = write.before is None, write.after is None
    side = "before" if removed else "after"
    return WriteView(
        step=write.step,
        made=made,
        removed=removed,
        lines=() if made or removed else field_lines(write.before, write.after),
        value=_value(write, side, steps, seen) if made or removed else None,
    )


def _value(write: StateWrite, side: str, steps: str, seen: SeenTexts = NOTHING_SEEN) -> ValueView:
    value = write.after if side == "after" else write.before
    return value_view(side, value, address=f"{steps}/{write.step}/content/state-{write.place}-{side}", seen=seen)


def _memory(step: Step, number: int, steps: str) -> MemoryView:
    here = f"{steps}/{step.number}/content"
    return MemoryView(
        step=step.number,
        name=step.name,
        did=_did(step.name),
        here=step.number == number,
        asked=value_view("asked", step.input, address=f"{here}/input"),
        found=value_view("found", step.output, address=f"{here}/output"),
        error=step.error,
    )


def _did(name: str) -> str:
    words = re.split(r"[\W_]+", name.casefold())
    return next((did for word in words for did, verbs in _DID.items() if verbs.fullmatch(word)), "used")
