"""The steps that a step lies inside, as one query however many there are."""

from typing import Any

from sqlalchemy import select

from app.store.tables import STEP


def steps_around(run_id: Any, number: Any) -> Any:
    """The numbers of the steps that this one began inside of; some of them may have ended before it."""
    own = select(STEP.inside.label("number")).where(STEP.run_id == run_id, STEP.number == number)
    around = own.cte("around", recursive=True)
    further = select(STEP.inside).join(around, STEP.number == around.c.number).where(STEP.run_id == run_id)
    return select(around.union_all(further).c.number)
