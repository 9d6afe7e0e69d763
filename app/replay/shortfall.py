"""Where a model was shown less of a result than the step that brought it returned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.json import text_of
from app.domain.message import ToolResult
from app.domain.step import Step
from app.replay.context_diff import PlacedMessage

MARKER = 200  # characters at the end of a cut text that may say that it was cut
LEAST = 40  # characters that must agree before the cut


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Message `place` holds `shown` of the `returned` characters that `step` brought."""

    place: int
    step: int
    shown: int
    returned: int


def shortfalls(entered: Sequence[PlacedMessage], results: Sequence[Step]) -> tuple[Shortfall, ...]:
    """The results among the entered messages that are the beginning of what came back, and not all of it."""
    returned = {step.call_id: step for step in results if step.call_id and step.output is not None}
    return tuple(_found(entered, returned))


def _found(entered: Sequence[PlacedMessage], returned: dict[str, Step]) -> Iterator[Shortfall]:
    for item in entered:
        for part in item.message.parts:
            if isinstance(part, ToolResult) and part.id in returned:
                step = returned[part.id]
                shown, whole = text_of(part.result), text_of(step.output)
                if len(shown) < len(whole) and _begins(shown, whole):
                    yield Shortfall(item.place, step.number, len(shown), len(whole))


def _begins(shown: str, whole: str) -> bool:
    """White space is no difference: one side may be the other's JSON, laid out."""
    start, rest = "".join(shown.split()), "".join(whole.split())
    agreed = start if rest.startswith(start) else start[: max(LEAST, len(start) - MARKER)]
    return LEAST <= len(agreed) < len(rest) and rest.startswith(agreed)
