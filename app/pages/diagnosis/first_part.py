"""The first part of a diagnosis as its form says it, and what is wrong with the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.claim import Evidence, Pin
from app.domain.diagnosis import MAX_CLAIMS, MAX_CLEARED, Cleared, Diagnosis, FailurePath, RankedClaim
from app.domain.fault import FAILURE_CLASSES
from app.pages.diagnosis.fields import Fields, pins_in
from app.pages.diagnosis.pins import key_of

RANKS = ("Root cause", "Alternative")
PATH = {"acted_on": "First acted on", "damage": "Damage done"}
SUSPECTS = ("First suspect", "Second suspect")


def read_fields(
    fields: Fields, *, draft: Diagnosis, pinned: Sequence[Evidence], frontier: int
) -> tuple[Diagnosis, dict[str, str]]:
    """The draft with what the form says, and the errors by field; with errors the diagnosis is not to be saved."""
    form = _FormReader(fields=fields, frontier=frontier)
    kept = replace(draft, explanation=fields.of("explanation"))
    if fields.no_fault == "yes":
        cleared = form.cleared(draft, pinned)
        blameless = replace(kept, claims=(), path=FailurePath(), failure_class=None)
        return replace(blameless, no_fault=True, cleared=cleared), form.errors
    blaming = replace(kept, claims=form.claims(), path=form.path(), failure_class=form.failure_class())
    return replace(blaming, no_fault=False, cleared=()), form.errors


def read_step(text: str, *, frontier: int) -> int | None:
    """A step number that the reader may name, or None."""
    number = text.strip().removeprefix("#")
    return int(number) if number.isdecimal() and len(number) < 10 and 1 <= int(number) <= frontier else None


def read_percent(text: str) -> float | None:
    """`70`, `70 %` and `12,5` -> a number from 0 to 100, or None."""
    try:
        percent = float(text.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        return None
    return percent if 0 <= percent <= 100 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _FormReader:
    """Reads the fields one after the other, and notes what is wrong with them."""

    fields: Fields
    frontier: int
    errors: dict[str, str] = field(default_factory=dict)

    def claims(self) -> tuple[RankedClaim, ...]:
        claims: dict[int, RankedClaim] = {}
        for place in range(1, MAX_CLAIMS + 1):
            rank, name = RANKS[place - 1], f"step_{place}"
            step = self._step(name, rank)
            confidence = self._confidence(f"confidence_{place}", f"Confidence ({rank.lower()})")
            if step in claims:
                self.errors[name] = f"{rank}: step {step} is named above already; name another one or none"
            elif step is not None:
                claims[step] = RankedClaim(step=step, confidence=confidence)
        return tuple(claims.values())

    def path(self) -> FailurePath:
        return FailurePath(**{name: self._step(name, words) for name, words in PATH.items()})

    def failure_class(self) -> str | None:
        chosen = self.fields.failure_class
        if chosen and chosen not in FAILURE_CLASSES:
            self.errors["failure_class"] = f"Failure class: {chosen!r} is not in the list; choose one of it"
        return chosen or None

    def cleared(self, draft: Diagnosis, pinned: Sequence[Evidence]) -> tuple[Cleared, ...]:
        pins = {key_of(each.pin): each.pin for each in pins_in(draft, pinned)}
        rows = (self._cleared(place, pins) for place in range(1, MAX_CLEARED + 1))
        return tuple(row for row in rows if row is not None)

    def _cleared(self, place: int, pins: Mapping[str, Pin]) -> Cleared | None:
        name, rank = f"cleared_{place}", SUSPECTS[place - 1]
        pin = pins.get(self.fields.of(f"ruled_out_by_{place}")) or self._ruling_out(place, rank)
        step = self._step(name, rank)
        if step is None and pin is not None and name not in self.errors:
            self.errors[name] = f"{rank}: which step looks wrong? Write 1 to {self.frontier}"
        return None if step is None else Cleared(step=step, ruled_out_by=pin)

    def _ruling_out(self, place: int, rank: str) -> Pin | None:
        """The passage that was typed for a suspect; None where none was."""
        name, quote = f"ruled_out_step_{place}", self.fields.of(f"ruled_out_quote_{place}")
        step = self._step(name, f"{rank}, ruled out at")
        if step is None and quote and name not in self.errors:
            self.errors[name] = f"{rank}: at which step does the passage stand? Write 1 to {self.frontier}"
        return None if step is None else Pin.typed(step, quote)

    def _step(self, name: str, words: str) -> int | None:
        typed = self.fields.of(name)
        step = read_step(typed, frontier=self.frontier)
        if typed and step is None:
            self.errors[name] = f"{words}: {typed!r} is no step you have seen; write 1 to {self.frontier}"
        return step

    def _confidence(self, name: str, words: str) -> float | None:
        """Between 0 and 1; nothing typed is no answer."""
        typed = self.fields.of(name)
        percent = read_percent(typed)
        if typed and percent is None:
            self.errors[name] = f"{words}: {typed!r} is no number from 0 to 100"
        return None if percent is None else percent / 100
