"""What of a run may be seen: everything up to a frontier, and nothing that lies past it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from app.domain.errors import NotRevealed
from app.domain.header import StepHeader
from app.domain.inside import NOTHING_INSIDE, Inside
from app.domain.message import Message, ToolDefinition
from app.domain.span import Span
from app.domain.step import Container, Context, Lane, Step, StepKind
from app.replay.arrivals import Arrivals
from app.replay.basis import Basis
from app.replay.context_diff import MessagePool
from app.replay.delta import DeltaInputs
from app.replay.redaction import (
    SeenContainer,
    redacted_header,
    redacted_span,
    redacted_step,
    redacted_totals,
    seen_container,
)
from app.replay.repetition import seen_repetition
from app.replay.totals import NOTHING_USED, Totals
from app.store.lazy import LazyContents
from app.store.steps import StoredStep
from app.store.work import Work

MOST_ROWS = 500  # rows of the step list in one answer; a screen shows fifty


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A run as far as `frontier`. The run's id and its last step stay on this side of it.

    Without `aids` what is shown draws no conclusions: it does not say that a result is incomplete, nor what a summary
    lost. While a diagnosis is open they would be half of it.
    """

    work: Work
    run_id: str
    frontier: int
    last_step: int
    aids: bool = True

    @classmethod
    def full(cls, work: Work, run_id: str, *, steps: int) -> "Window":
        """A run of so many steps, all of them revealed."""
        return cls(work=work, run_id=run_id, frontier=steps, last_step=steps)

    @property
    def complete(self) -> bool:
        return self.frontier >= self.last_step

    def check(self, number: int) -> None:
        """Raises NotRevealed past the frontier, in the same words whether or not there is such a step."""
        if not 1 <= number <= self.frontier:
            raise NotRevealed.step()

    def headers(self, first: int, last: int) -> tuple[StepHeader, ...]:
        """Rows of the step list, at most MOST_ROWS; steps that are still open show no end."""
        last = min(last, self.frontier, max(first, 1) + MOST_ROWS - 1)
        if last < first:
            return ()
        return self._told(self.work.steps.headers(self.run_id, first=max(first, 1), last=last))

    def headers_at(self, numbers: Collection[int]) -> tuple[StepHeader, ...]:
        """The rows of some steps, as far as they are revealed, in order; at most MOST_ROWS."""
        seen = sorted(number for number in set(numbers) if 1 <= number <= self.frontier)
        if not seen:
            return ()
        return self._told(self.work.steps.headers_at(self.run_id, seen[:MOST_ROWS]))

    def step(self, number: int) -> Step:
        """The step as far as it may be seen."""
        return self._seen(self.work.steps.one(self.run_id, number))

    def view(self, number: int) -> "StepView":
        """One step and all that its page is made of."""
        self.check(number)
        stored = self.work.steps.one(self.run_id, number)
        step = self._seen(stored)
        asked_by = None if step.turn in {None, number} else self._turn_start(step)
        basis = stored.relations.basis
        return StepView(
            window=self,
            step=step,
            running=self._runs(stored),
            basis=basis,
            before=None if basis is None else self.step(basis.step),
            asked_by=asked_by,
            results=self.results(step),
            awaiting=self._awaiting(stored),
            containers=self.containers(number),
            totals=self.totals(number),
            places=stored.places,
            arrivals=self._told_arrivals(stored.arrivals),
        )

    def inside(self, step: Step) -> Inside:
        """The inner spans of a step that was read here: while it is open, nothing of what happens in it is known."""
        if step.inside is None or step.inside.none:
            return NOTHING_INSIDE
        return self.work.steps.insides(self.run_id, [step.number]).get(step.number, NOTHING_INSIDE)

    def call_of(self, number: int) -> int:
        """The step in whose row a revealed step stands: the tool's call for the one access that it consists of.

        A call and its access are revealed together, and then the call is over: what it returned came from there.
        """
        header = self.headers_at([number])[0]
        return header.outer or number

    def call_after(self, number: int) -> tuple[int, ...]:
        """The steps of the call that begins next, both of one that consists of an access; none at the end."""
        found = self.work.steps.headers(self.run_id, first=number + 1, last=number + 1)
        return tuple(each for header in found for each in (header.number, header.inner) if each is not None)

    def totals(self, number: int) -> Totals:
        """The sums up to a step, without what its open steps will have brought."""
        if number < 1:
            return NOTHING_USED
        return redacted_totals(self.work.steps.relations(self.run_id, number).totals, self._open())

    def totals_at(self, numbers: Collection[int]) -> dict[int, Totals]:
        """The same for several steps at once, as far as they are revealed; nothing before the first."""
        seen = [number for number in set(numbers) if 1 <= number <= self.frontier]
        found, still_open = self.work.trees.sums(self.run_id, seen), self._open()
        return {0: NOTHING_USED} | {number: redacted_totals(totals, still_open) for number, totals in found.items()}

    def containers(self, number: int) -> tuple[SeenContainer, ...]:
        """The agents, chains and workflows around a step, outermost first."""
        return self.seen(self.work.runs.containers(self.run_id, around=number))

    def seen(self, containers: Iterable[Container]) -> tuple[SeenContainer, ...]:
        """Containers that begin up to the frontier, as far as they are revealed."""
        return tuple(seen_container(each, over=self.is_over(each.last)) for each in containers)

    def is_over(self, last: int) -> bool:
        """Whether what ends with this step is over: the last step inside does not tell that it was the last."""
        return self.complete or last < self.frontier

    def lanes(self) -> tuple[Lane, ...]:
        """The lanes of the run, once all of it is revealed."""
        return self.work.runs.shape(self.run_id).lanes if self.complete else ()

    def repairs(self) -> tuple[str, ...]:
        """What was repaired in the whole recording, once all of it is revealed."""
        return self.work.runs.shape(self.run_id).repairs if self.complete else ()

    def running(self) -> frozenset[int]:
        """The revealed steps that are not over."""
        return frozenset(header.number for header in self._open())

    def _told(self, found: Iterable[StepHeader]) -> tuple[StepHeader, ...]:
        running, lone = self.running(), self._lone()
        shown = (replace(header, parallel_group=None) if header.number in lone else header for header in found)
        seen = (header if header.repetition is None else self._repeated(header, running) for header in shown)
        return tuple(redacted_header(header) if header.number in running else header for header in seen)

    def _repeated(self, header: StepHeader, running: frozenset[int]) -> StepHeader:
        told = header.repetition and seen_repetition(
            header.repetition, header.number, frontier=self.frontier, running=running, complete=self.complete
        )
        return replace(header, repetition=told)

    def _open(self) -> tuple[StepHeader, ...]:
        """The steps that are not over. A call whose one access is the last that is revealed is: see `call_of`."""
        if self.complete:
            return ()
        still_open = self.work.steps.open_at(self.run_id, self.frontier)
        return tuple(header for header in still_open if header.inner != self.frontier)

    def _lone(self) -> frozenset[int]:
        """The steps whose parallel group is not revealed but for them: that others run beside them is not told."""
        return frozenset() if self.complete else self.work.steps.alone_in_group(self.run_id, last=self.frontier)

    def _told_arrivals(self, arrivals: Arrivals) -> Arrivals:
        """For each, the first of the ways to tell it that names nothing which a step still has to bring."""
        running = self.running()
        told = {
            key: next(
                (came for came in ways if not any(each.at_the_end and each.step in running for each in came)), ()
            )
            for key, ways in arrivals.items()
        }
        return {key: (came,) for key, came in told.items() if came}

    def _runs(self, stored: StoredStep) -> bool:
        number, last = stored.step.number, stored.relations.closes_at
        return number < last and not self.is_over(last) and not number < self.frontier == stored.step.same_call

    def _seen(self, stored: StoredStep) -> Step:
        return redacted_step(stored.step) if self._runs(stored) else stored.step

    def _turn_start(self, step: Step) -> Step | None:
        return None if step.turn is None or step.turn > self.frontier else self.step(step.turn)

    def results(self, step: Step) -> tuple[Step, ...]:
        """The revealed steps that a model step asked for; none for any other step."""
        if step.kind is not StepKind.MODEL:
            return ()
        found = self.work.steps.of_turn(self.run_id, step.number, first=step.number + 1, last=self.frontier)
        running = self.running()
        return tuple(redacted_step(item) if item.number in running else item for item in found)

    def _awaiting(self, stored: StoredStep) -> bool:
        """Whether more of the step may lie past the frontier: its own end, or answers to what it asked for."""
        if self.complete:
            return False
        if stored.step.kind is not StepKind.MODEL:
            return self._runs(stored)
        number = stored.step.number
        return self.work.steps.only_of_turn(self.run_id, number, first=number + 1, last=self.frontier)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """One step, and around it only what lies before the frontier.

    `before` is the step that `basis` names; `asked_by` the model step that asked for this one; `results` are the
    revealed steps that this one asked for. `awaiting` is true while more of it may come. `arrivals` are what of its
    content had come at an earlier step.
    """

    window: Window
    step: Step
    running: bool
    basis: Basis | None
    before: Step | None
    asked_by: Step | None
    results: tuple[Step, ...]
    awaiting: bool
    containers: tuple[SeenContainer, ...]
    totals: Totals
    places: tuple[tuple[int, int], ...]
    arrivals: Arrivals

    @property
    def delta_inputs(self) -> DeltaInputs:
        """What `replay.delta.delta` reads; messages that both contexts share are read only when looked at."""
        return DeltaInputs(
            pool=self.pool(),
            basis=self.basis,
            before=self.before,
            asked_by=self.asked_by,
            results=self.results,
            awaiting=self.awaiting,
            totals=self.totals,
        )

    def pool(self) -> MessagePool:
        """The messages and tools of this step and of the one it is compared with, by hash."""
        ours, theirs = self.step.context or Context(), (self.before and self.before.context) or Context()
        said = (*self.step.output_messages, *(self.before.output_messages if self.before else ()))
        messages = LazyContents([*said, *ours.messages, *theirs.messages], self.messages)
        messages.want([*said, *_odd(ours.messages, theirs.messages)])
        tools = LazyContents([*ours.tools, *theirs.tools], self.tools)
        tools.want(_odd(ours.tools, theirs.tools))
        return MessagePool(messages=messages, tools=tools)

    def messages(self, hashes: Collection[str]) -> dict[str, Message]:
        return self.window.work.pool.messages(self.window.run_id, hashes)

    def tools(self, hashes: Collection[str]) -> dict[str, ToolDefinition]:
        return self.window.work.pool.tools(self.window.run_id, hashes)

    def inside(self) -> Inside:
        return self.window.inside(self.step)

    def spans(self) -> tuple[Span, ...]:
        """The raw spans of the step; of one that still runs, only what was known when it began."""
        places = self.places[:1] if self.running else self.places
        found = self.window.work.steps.spans(self.window.run_id, places)
        return tuple(map(redacted_span, found)) if self.running else found


def _odd(ours: Iterable[str], theirs: Iterable[str]) -> set[str]:
    """What is in one of the two only."""
    return set(ours) ^ set(theirs)
