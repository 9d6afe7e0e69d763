"""The headers of the few steps that a page names."""

from collections.abc import Iterable

from app.domain.header import StepHeader
from app.domain.step import StepKind
from app.reading.list_steps import list_steps
from app.store.work import Work

MOST = 500  # what list_steps gives at once


def headers_of(work: Work, *, reader: str, attempt_id: str, numbers: Iterable[int]) -> dict[int, StepHeader]:
    """The header of each of these steps that the reader may see."""
    wanted = sorted(set(numbers))
    found: dict[int, StepHeader] = {}
    for number in wanted:
        if number not in found:
            last = max(near for near in wanted if near < number + MOST)
            steps = list_steps(work, reader=reader, attempt_id=attempt_id, first=number, last=last)
            found |= {step.number: step for step in steps}
    return {number: found[number] for number in wanted if number in found}


def named(header: StepHeader) -> str:
    """Like `tool · get_invoice INV-7` or `model · The invoice is paid`."""
    return f"{header.kind.value} · {title_of(header)}"


def title_of(header: StepHeader) -> str:
    """A model step by what it said, any other by its name and what it was asked."""
    if header.kind is StepKind.MODEL and header.gist:
        return header.gist
    return f"{header.name} {header.gist}".rstrip()
