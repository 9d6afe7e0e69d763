"""The replay screen around a step: where it lies, what surrounds it, and where one can go from it."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.attempts.attempt_view import AttemptView
from app.domain.answer import Answer
from app.domain.header import StepHeader
from app.pages.diagnosis.claim_threads import threads
from app.pages.replay.list import WINDOW, ListRow, ReadingMarks, RowMark, window
from app.pages.replay.list_folds import BESIDE, ListItem, RowContext, listed
from app.pages.replay.step_names import title_of
from app.pages.replay.tabs import Tab, TabView, kept_by, tab_view
from app.pages.replay.views import RunView
from app.pages.reveal.steps import marked_steps
from app.reading.find_steps import Hit, SearchResult
from app.reading.read_words import HitPlace
from app.reading.window import StepView

NO_READING = ReadingMarks(marks={})
MOST_PARALLEL = 4  # steps that are named beside one; the bracket of the list shows all


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """All that the templates of the screen draw. `steps` is the address under which the run's steps stand.

    `length` is None while the reader may not know how long the run is. `neutral` shows an error status in words
    only: it is often not the fault. `last` is the step in whose row the last one stands.
    """

    steps: str
    view: StepView
    tab: Tab
    content: TabView
    rows: tuple[ListRow, ...]
    frontier: int
    last: int
    length: int | None
    neutral: bool
    reading: ReadingMarks = NO_READING
    listing: RunView = RunView.LIST
    found: SearchResult | None = None
    query: str = ""
    unfolded: bool = False
    beside: int = BESIDE

    @property
    def number(self) -> int:
        return self.view.step.number

    @property
    def row(self) -> ListRow:
        """The row that the step stands in."""
        return next(row for row in self.rows if row.current)

    @property
    def header(self) -> StepHeader:
        row = self.row
        return row.inner if row.inner is not None and row.last == self.number else row.header

    @property
    def listed(self) -> tuple[ListItem, ...]:
        """The rows of the list, the nearest of those around the step."""
        context = RowContext(
            window=self.view.window,
            steps=self.steps,
            query=self.kept,
            reading=self.reading,
            current=self.number,
            hits=self.hit_numbers,
            unfolded=self.unfolded,
            beside=self.beside,
        )
        return listed(self.rows, context)

    @property
    def inner(self) -> tuple[int, ...]:
        """The steps near this one that stand in the row of another: one press goes past them."""
        return tuple(row.last for row in self.rows if row.inner)

    @property
    def hits(self) -> tuple[Hit, ...] | None:
        """The hits that are listed; None while nothing is searched for."""
        return None if self.found is None else self.found.hits

    @property
    def hit_numbers(self) -> tuple[int, ...]:
        """The steps with a hit, up to 500 of them."""
        return () if self.found is None else self.found.numbers

    @property
    def previous(self) -> int | None:
        """The call before this one."""
        before = [row.first for row in self.rows if row.first < self.number]
        return before[-1] if before else None

    @property
    def next(self) -> int | None:
        """The call after this one."""
        return self.row.last + 1 if self.row.last < self.frontier else None

    @property
    def many_lanes(self) -> bool:
        return len({row.header.lane for row in self.rows}) > 1

    @property
    def marked(self) -> tuple[int, ...]:
        """The revealed steps that something was put on."""
        return tuple(sorted(step for step in self.reading.marks if step <= self.frontier))

    @property
    def marks(self) -> tuple[RowMark, ...]:
        """What was put on this call."""
        return self.row.marks

    @property
    def parallel(self) -> tuple[int, ...]:
        """The nearest steps that overlapped this one; one that is not revealed is not told of."""
        group = self.view.step.parallel_group
        others = [row.first for row in self.rows if row.header.parallel_group == group and not row.current]
        nearest = sorted(others, key=lambda number: abs(number - self.number))
        return () if group is None else tuple(sorted(nearest[:MOST_PARALLEL]))

    def at(self, number: int) -> str:
        """The address of another step, on the same tab and in the same search."""
        return f"{self.steps}/{number}{self.kept}"

    def hit_at(self, hit: Hit) -> str:
        """The address where the words of a hit stand: inside the step, where they stand there alone."""
        tab = Tab.DELTA if self.tab is Tab.INSIDE else self.tab
        return f"{self.steps}/{hit.number}{kept_by(Tab.INSIDE if hit.place is HitPlace.INSIDE else tab, self.query)}"

    def plain_at(self, number: int) -> str:
        """The same without the search."""
        return f"{self.steps}/{number}{kept_by(self.tab)}"

    @property
    def views(self) -> dict[RunView, str]:
        """Every view of the left pane, with the address that shows this step beside it."""
        joint = "&" if self.kept else "?"
        return {view: f"{self.at(self.number)}{joint}view={view}" for view in RunView}

    @property
    def kept(self) -> str:
        return kept_by(self.tab, self.query)

    @property
    def sentence(self) -> str:
        """What the live region says when the step is shown."""
        step = self.view.step
        failed = ", error" if step.failed else ""
        place = f"Step {step.number} of {self.length or 'an unknown number'}"
        return f"{place}: {step.kind.value} {title_of(self.header)}{failed}"


def screen(
    view: StepView,
    *,
    steps: str,
    tab: Tab,
    first: int | None = None,
    reading: ReadingMarks = NO_READING,
    neutral: bool = False,
    listing: RunView = RunView.LIST,
    found: SearchResult | None = None,
    query: str = "",
    rows: int = WINDOW,
    unfolded: bool = False,
    beside: int = BESIDE,
) -> Screen:
    """The screen of a step, told from so many rows around it, of which those `beside` it are not folded."""
    number, seen = view.step.number, view.window
    span = window(number, frontier=seen.frontier, size=rows)
    context = RowContext(window=seen, steps=steps, query=kept_by(tab, query), reading=reading, current=number)
    around = context.rows(*span)
    return Screen(
        steps=steps,
        view=view,
        tab=tab,
        content=tab_view(view, tab, steps=steps, first=first, query=query),
        rows=around,
        frontier=seen.frontier,
        last=around[-1].first if around[-1].last >= seen.frontier else seen.call_of(seen.frontier),
        length=seen.last_step if seen.complete else None,
        neutral=neutral,
        reading=reading,
        listing=listing,
        found=found,
        query=query,
        unfolded=unfolded,
        beside=beside,
    )


def reading_of(attempt: AttemptView, story: Answer | None) -> ReadingMarks:
    """What the reader put on the steps; after the reveal, the part that each step played as well."""
    marks: dict[int, list[RowMark]] = {}
    if attempt.suspect:
        marks.setdefault(attempt.suspect, []).append(RowMark("mark", "suspect"))
    for step in attempt.marks:
        marks.setdefault(step, []).append(RowMark("mark", "marked"))
    for step in dict.fromkeys(thread.claim.step for thread in threads(attempt.claims) if thread.stands):
        marks.setdefault(step, []).append(RowMark("claim", "claim"))
    for step in dict.fromkeys(each.pin.step for each in attempt.pins):
        marks.setdefault(step, []).append(RowMark("pin", "evidence"))
    for step, parts in _story_marks(attempt, story).items():
        marks.setdefault(step, []).extend(parts)
    return ReadingMarks(opened=attempt.opened, marks={step: tuple(found) for step, found in marks.items()})


def _story_marks(attempt: AttemptView, story: Answer | None) -> Mapping[int, list[RowMark]]:
    if story is None or attempt.submitted is None:
        return {}
    marked = marked_steps(story, attempt.submitted)
    return {step.number: [RowMark(part.mark, part.words) for part in step.parts] for step in marked}
