"""Whether a pinned passage lies in one of the places of the key."""

from collections.abc import Iterable, Iterator
from enum import Enum

from app.domain.answer import Place
from app.domain.claim import Pin
from app.domain.passage import bare_forms, values_alone
from app.scoring.step_values import StepValues
from app.scoring.weights import MAX_PASSAGE, MIN_PASSAGE


class Placement(Enum):
    """How a pin stands to the places of its role; the value is why it does not count."""

    MET = ""
    WHOLE_STEP = "it pins a whole step: pin the words, or say what is missing there"
    NOT_MISSING = "nothing that was needed is missing there"
    NOT_THERE = "the step does not show these words"
    TOO_SHORT = (
        f"it is shorter than {MIN_PASSAGE} letters or digits, which stand in too many places to prove anything"
    )
    TOO_LONG = f"it is longer than {MAX_PASSAGE} characters, and no whole field or row of a result: pin the words"
    ELSEWHERE = "these words do not prove it"


def placement(pin: Pin, places: Iterable[Place], values: StepValues) -> tuple[Placement, Place | None]:
    """How `pin` stands to `places`, any of which is enough, and the place that it meets."""
    places = tuple(places)
    if pin.missing is not None:
        met = next((each for each in places if each.missing is not None and each.step == pin.step), None)
        return (Placement.NOT_MISSING if met is None else Placement.MET), met
    if pin.quote is None:
        return Placement.WHOLE_STEP, None
    met = next((each for each in places if each.quote and _meets(pin.step, pin.quote, each, values)), None)
    if met is None:
        return (Placement.ELSEWHERE if _stands(pin.step, pin.quote, values) else Placement.NOT_THERE), None
    if _too_long(pin.step, pin.quote, values):
        return Placement.TOO_LONG, None
    if len(bare_forms(pin.quote)[0]) < MIN_PASSAGE and bare_forms(pin.quote)[0] != bare_forms(met.quote or "")[0]:
        return Placement.TOO_SHORT, None
    return Placement.MET, met


def _too_long(step: int, quote: str, values: StepValues) -> bool:
    return len(quote.strip()) > MAX_PASSAGE and not (set(bare_forms(quote)) & values.fields(step))


def _meets(step: int, quote: str, place: Place, values: StepValues) -> bool:
    """Whether the passages overlap in a value that both steps show."""
    pinned, lines = bare_forms(quote), list(map(bare_forms, _lines(quote)))
    wanted, in_a_row = bare_forms(place.quote or ""), bare_forms(values_alone(place.quote or ""))[0]
    there = None if step == place.step else {*values.of(place.step), *values.rows(place.step)}
    return any(
        _overlap(pinned[side], [line[side] for line in lines], wanted[side], value[side])
        for value in values.of(step)
        if there is None or value in there
        for side in (0, 1)
    ) or any(
        _overlap(pinned[0], [line[0] for line in lines], in_a_row, row)
        for json, row in values.rows(step)
        if wanted[0] in json and (there is None or (json, row) in there)
    )


def _stands(step: int, quote: str, values: StepValues) -> bool:
    """Whether the quote, or each of its lines, is a passage of the step."""
    shown = [form for value in values.of(step) for form in value] + [row for _, row in values.rows(step)]

    def found(text: str) -> bool:
        return any(form and form in value for form in bare_forms(text) for value in shown)

    lines = _lines(quote)
    return found(quote) or (bool(lines) and all(map(found, lines)))


def _lines(quote: str) -> list[str]:
    """The lines of a quote of several: a table shows columns in an order of its own."""
    lines = [line for line in quote.splitlines() if bare_forms(line)[0]]
    return lines if len(lines) > 1 else []


def _overlap(whole: str, lines: list[str], wanted: str, value: str) -> bool:
    """Whether the passage, or its lines together, share at least half of the shorter of the two with `wanted`."""
    for start in _occurrences(wanted, value):
        for pieces in ([whole], lines):
            shared = sum(_shared(piece, start, start + len(wanted), value) for piece in pieces)
            if pieces and 2 * shared >= min(sum(map(len, pieces)), len(wanted)) > 0:
                return True
    return False


def _shared(piece: str, start: int, end: int, value: str) -> int:
    """How many characters between `start` and `end` the nearest occurrence of `piece` covers at most."""
    around = max(0, start - len(piece) + 1)
    found = _occurrences(piece, value[around : end + len(piece) - 1])
    return max((min(end, around + at + len(piece)) - max(start, around + at) for at in found), default=0)


def _occurrences(piece: str, text: str) -> Iterator[int]:
    at = text.find(piece) if piece else -1
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)
