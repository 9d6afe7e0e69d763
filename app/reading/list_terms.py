"""List what a search can be narrowed by: what occurs in the revealed steps."""

from dataclasses import dataclass

from app.reading.attempt_view import window_on
from app.reading.view_run import imported_window
from app.reading.window import Window
from app.store.work import Work

MOST_NAMES = 100  # of one sort; nobody scrolls through more


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The values that a search box suggests, each list in order of the alphabet."""

    kinds: tuple[str, ...]
    tools: tuple[str, ...]
    agents: tuple[str, ...]
    models: tuple[str, ...]


def list_terms(work: Work, *, reader: str, attempt_id: str) -> Terms:
    """What occurs in an attempt's revealed steps."""
    return _terms(window_on(work, work.attempts.of(reader, attempt_id)))


def list_run_terms(work: Work, *, run: str) -> Terms:
    """What occurs in an imported run."""
    return _terms(imported_window(work, run))


def _terms(window: Window) -> Terms:
    names = window.work.search.names(window.run_id, last=window.frontier)
    return Terms(
        kinds=tuple(kind.value for kind in window.work.search.kinds(window.run_id, last=window.frontier)),
        tools=names.tools[:MOST_NAMES],
        agents=names.agents[:MOST_NAMES],
        models=names.models[:MOST_NAMES],
    )
