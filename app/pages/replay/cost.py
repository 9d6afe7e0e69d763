"""What a step took, beside what was taken up to it: a column for each figure that the trace knows."""

from dataclasses import dataclass

from app.domain.duration import duration
from app.pages.replay.figures import count, money
from app.replay.delta import Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class CostColumn:
    """A figure of the step and the same up to it; blank where it is not known. `note` is how it is known."""

    title: str
    step: str
    so_far: str = ""
    note: str = ""


def cost_columns(cost: Cost, *, running: bool) -> tuple[CostColumn, ...]:
    """Only what is known of the step or of the run up to it. Times are not summed: steps may run side by side."""
    usage, totals = cost.usage, cost.totals
    source = "recorded" if cost.cost_recorded else "computed"
    columns = (
        CostColumn(title="Time", step="running" if running else duration(cost.duration_ms)),
        CostColumn(title="Tokens in", step=count(usage.input_tokens), so_far=count(totals.input_tokens)),
        CostColumn(title="cached", step=count(usage.cached_tokens), so_far=count(totals.cached_tokens)),
        CostColumn(title="written to cache", step=count(usage.cache_write_tokens)),
        CostColumn(title="Tokens out", step=count(usage.output_tokens), so_far=count(totals.output_tokens)),
        CostColumn(title="reasoning", step=count(usage.reasoning_tokens)),
        CostColumn(
            title="Money",
            step=money(cost.cost_usd),
            so_far=money(totals.cost_usd),
            note="" if cost.cost_usd is None else source,
        ),
    )
    return tuple(column for column in columns if column.step or column.so_far)
