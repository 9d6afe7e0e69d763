"""Criterion proof: whether the pinned passages show what is wrong, and what would have been right."""

from app.domain.answer import Place
from app.domain.answer_key import AnswerKey
from app.domain.claim import Pin, ProofRole
from app.domain.score import Verdict
from app.scoring.case import ScoringCase, judged, unanswered
from app.scoring.places import Placement, placement
from app.scoring.weights import ONE_ROLE, PROOF

_SHOWS = {ProofRole.WRONG: "what is wrong", ProofRole.RIGHT: "what would have been right"}
_SHOWN = 80  # characters of a passage in a sentence


def proof(case: ScoringCase) -> Verdict:
    """One passage in a place of each role earns all, of one role about half."""
    if case.diagnosis.no_fault:
        return judged(PROOF, 0.0, "You said that nothing is wrong, which no passage of this run can prove.")
    told = " ".join(_told(case, role) for role in ProofRole if places(case.key, role))
    if not case.diagnosis.proof.pins:
        return unanswered(PROOF, f"You pinned no passage as proof. {told}")
    met = [role for role in ProofRole if proves(case, role)]
    asked = [role for role in ProofRole if places(case.key, role)]
    return judged(PROOF, (0.0, ONE_ROLE, 1.0)[len(met) + 2 - len(asked)] if met else 0.0, told)


def places(key: AnswerKey, role: ProofRole) -> tuple[Place, ...]:
    """The places of the key for one role, of which any is enough."""
    return key.wrong if role is ProofRole.WRONG else key.right


def proves(case: ScoringCase, role: ProofRole) -> bool:
    """Whether a pin of this role lies in one of the places for it."""
    return any(_placed(case, role, pin)[0] is Placement.MET for pin in case.diagnosis.proof.of(role))


def _placed(case: ScoringCase, role: ProofRole, pin: Pin) -> tuple[Placement, Place | None]:
    return placement(pin, places(case.key, role), case.values)


def _told(case: ScoringCase, role: ProofRole) -> str:
    """What was pinned for a role and why it counts or does not; where none counts, a place that does."""
    placed = [(pin, *_placed(case, role, pin)) for pin in case.diagnosis.proof.of(role)]
    for pin, _, met in placed:
        if met is not None:
            return f"{_quoted(pin)} at step {pin.step} shows {_SHOWS[role]}: {met.why}"
    misses = "".join(f" {_quoted(pin)} at step {pin.step} does not count: {why.value}." for pin, why, _ in placed)
    first = places(case.key, role)[0]
    shown = f"“{_short(first.quote)}”" if first.quote else f"where {first.missing} is missing"
    pinned = "nothing that counts" if placed else "nothing"
    it_is = f"{_capital(shown)} at {case.named(first.step)} shows it: {first.why}"
    return f"For {_SHOWS[role]} you pinned {pinned}.{misses} {it_is}"


def _quoted(pin: Pin) -> str:
    if pin.missing is not None:
        return f"Missing: “{_short(pin.missing)}”"
    return "The pin" if pin.quote is None else f"“{_short(pin.quote)}”"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[:_SHOWN].rstrip()}…"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
