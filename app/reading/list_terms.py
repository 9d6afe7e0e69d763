"""List what a search can be narrowed by: what occurs in the revealed steps."""

from dataclasses import dataclass

from app.reading.window import Window

MOST_NAMES = 100  # of one sort; nobody scrolls through more


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The values that a search box suggests, each list in order of the alphabet."""

    kinds: tuple[str, ...]
    tools: tuple[str, ...]
    agents: tuple[str, ...]
    models: tuple[str, ...]


def list_terms(window: Window) -> Terms:
    """What occurs in the revealed steps."""
    names = window.work.search.names(window.run_id, last=window.frontier, running=window.running())
    return Terms(
        kinds=tuple(kind.value for kind in window.work.search.kinds(window.run_id, last=window.frontier)),
        tools=names.tools[:MOST_NAMES],
        agents=names.agents[:MOST_NAMES],
        models=names.models[:MOST_NAMES],
    )
