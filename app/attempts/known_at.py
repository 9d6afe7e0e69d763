"""When the root cause was known: how far the run was revealed when a claim that stood to the end first named it."""

from collections.abc import Collection, Iterable

from app.domain.change import ClaimLogged, ClaimWithdrawn, DiagnosisLocked, DiagnosisSubmitted, StepRevealed
from app.domain.claim import Claim
from app.domain.event import Event


def known_at(events: Iterable[Event], root: Collection[int]) -> int | None:
    """The last step that was revealed then; None where no claim that stood to the end named the root.

    A claim that is revised and still names it has named it since its first wording. What comes after the lock does
    not count. It means something where steps are revealed one by one: elsewhere everything could be seen at once.
    """
    frontier, named = 1, dict[str, int]()
    for event in events:
        match event.change:
            case StepRevealed(step=step):
                frontier = max(frontier, step)
            case ClaimLogged(claim=claim):
                _log(named, claim, frontier, root)
            case ClaimWithdrawn(claim_id=claim_id):
                named.pop(claim_id, None)
            case DiagnosisLocked() | DiagnosisSubmitted():
                break
            case _:
                pass
    return min(named.values(), default=None)


def _log(named: dict[str, int], claim: Claim, frontier: int, root: Collection[int]) -> None:
    since = named.pop(claim.revises or "", frontier)
    if claim.step in root:
        named[claim.id] = since
