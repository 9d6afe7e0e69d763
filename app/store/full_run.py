"""A run as a whole, for what needs all of it: scoring and alignment, never a page of one step."""

from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.step import Run
from app.store.lazy import LazyContents
from app.store.pool import ContentPool
from app.store.runs import Runs, container_of
from app.store.steps import Steps
from app.store.tables import CONTAINER, RUN, ContainerRow


def full_run(session: Session, run_id: str) -> Run:
    """Every step of a run; its messages and inner spans are read as they are looked at. Raises NotFound."""
    pool, runs, reader = ContentPool(session), Runs(session), Steps(session)
    shape = runs.shape(run_id)
    steps = reader.all(run_id)
    contexts = [step.context for step in steps if step.context]
    spoken = [key for step in steps for key in step.output_messages]
    messages = LazyContents(
        [*spoken, *(key for context in contexts for key in context.messages)], partial(pool.messages, run_id)
    )
    messages.want(spoken)
    containers = select(ContainerRow).where(CONTAINER.run_id == run_id).order_by(CONTAINER.place)
    return Run(
        trace_id=session.scalar(select(RUN.trace_id).where(RUN.id == run_id)) or "",
        steps=steps,
        messages=messages,
        tools=LazyContents([key for context in contexts for key in context.tools], partial(pool.tools, run_id)),
        lanes=shape.lanes,
        containers=tuple(map(container_of, session.scalars(containers))),
        repairs=shape.repairs,
        inside=LazyContents(
            [step.number for step in steps if step.inside and not step.inside.none], partial(reader.insides, run_id)
        ),
    )
