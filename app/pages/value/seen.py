"""Texts that a reader has met at an earlier step: told where, and folded, so that each is read once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.json import JSON, text_of
from app.domain.message import Message, part_content
from app.replay.arrivals import ArrivalKind, Arrivals, FirstArrival, value_key

_WHOLE = {
    ArrivalKind.GIVEN: "entered at",
    ArrivalKind.SAID: "decided at",
    ArrivalKind.ASKED: "asked at",
    ArrivalKind.OUTPUT: "output of",
}
_PART = {
    ArrivalKind.GIVEN: "part of what entered at",
    ArrivalKind.SAID: "part of what was decided at",
    ArrivalKind.ASKED: "part of what was asked at",
    ArrivalKind.OUTPUT: "part of the output of",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenText:
    """Where a text stands unfolded: in words, and the step with its address. `open` where it is searched for."""

    words: str
    step: int
    address: str
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenTexts:
    """What of a step's content had arrived before it. `steps` and `kept` make the address of a step.

    A text that holds one of the `sought` words, in small letters, is not folded.
    """

    arrivals: Arrivals = field(default_factory=dict)
    steps: str = ""
    kept: str = ""
    sought: Sequence[str] = ()

    def of(self, value: JSON) -> SeenText | None:
        """None where the value is new here."""
        return self._told(self.arrivals.get(value_key(value)), value) if self.arrivals else None

    def of_message(self, message: Message) -> SeenText | None:
        """The same of a whole message, whose parts may come from several steps."""
        return (
            self._told(self.arrivals.get(message.hash), *map(part_content, message.parts)) if self.arrivals else None
        )

    def _told(self, ways: Sequence[Sequence[FirstArrival]] | None, *values: JSON) -> SeenText | None:
        if not ways:
            return None
        came = ways[0]
        step = came[-1].step
        return SeenText(
            words=f"= {', '.join(map(_worded, came))}, unchanged",
            step=step,
            address=f"{self.steps}/{step}{self.kept}",
            open=any(word in text_of(value).casefold() for value in values for word in self.sought),
        )


NOTHING_SEEN = SeenTexts()


def _worded(arrival: FirstArrival) -> str:
    words: Mapping[ArrivalKind, str] = _PART if arrival.part else _WHOLE
    return f"{words[arrival.kind]} step {arrival.step}"
