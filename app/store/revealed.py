"""The columns of the step list as far as they may be told: `app.replay.redaction` for whole sums, in SQL."""

from collections.abc import Collection

from sqlalchemy import Double, and_, case, cast, func

from app.domain.step import StepKind
from app.store.tables import STEP


class RevealedColumns:
    """Columns in which a step that runs has neither end nor outcome; a model step keeps what it said."""

    def __init__(self, running: Collection[int]) -> None:
        runs = STEP.number.in_(sorted(running))
        unsaid = and_(runs, STEP.kind != StepKind.MODEL.value)
        self.model = case((unsaid, None), else_=STEP.model)
        self.time = case((runs, None), else_=STEP.ended_ns - STEP.started_ns)
        self.cost = case((unsaid, None), else_=STEP.cost_usd)
        tokens = case((unsaid, None), else_=STEP.input_tokens)
        said = case((unsaid, None), else_=STEP.output_tokens)
        failed = case((runs, 0), (STEP.failed, 1), else_=0)
        self.context = case((STEP.kind == StepKind.MODEL.value, STEP.input_tokens), else_=None)
        self.sums = (
            func.count().label("steps"),
            func.sum(failed).label("errors"),
            func.sum(tokens).label("input_tokens"),
            func.sum(said).label("output_tokens"),
            func.sum(self.cost).label("cost_usd"),
            func.sum(cast(self.time, Double)).label("time_ns"),  # SQLite stops at a sum past 64 bits: 292 years
        )
