"""What differs between the healthy and the broken run, and what of it the key says nothing of."""

from app.domain.answer_key import AnswerKey
from app.domain.step import Run
from app.replay.alignment import align


def acted_otherwise(shown: Run, healthy: Run) -> tuple[int, ...]:
    """The steps of the shown run that did or got something else than in the healthy one, or are in it alone.

    A step that was only given another context, and did the same, inherits a difference and makes none.
    """
    rows = align(shown, healthy).rows
    return tuple(row.left for row in rows if row.left is not None and row.acted_otherwise)


def unclassified(key: AnswerKey, *, shown: Run, healthy: Run) -> tuple[int, ...]:
    """The differing steps of which the key says nothing: neither cause, chain, consequence, noise nor red herring."""
    told = {*key.root, *key.accepted_roots, *key.near, *key.chain, *key.symptom, *key.consequences, *key.noise}
    told |= {herring.step for herring in key.red_herrings}
    return tuple(step for step in acted_otherwise(shown, healthy) if step not in told)
