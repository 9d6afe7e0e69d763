"""Count what the database holds, for whoever watches over it."""

from app.store.work import Work


def figures(work: Work) -> dict[str, tuple[int, str]]:
    """A number and what it counts, by name."""
    return {
        "imported_runs": (work.runs.count("imported"), "Runs that were imported."),
        "scenarios": (len(work.catalog.scenarios()), "Scenarios in the catalog."),
        "attempts_started": (work.attempts.count(), "Attempts that were started."),
        "attempts_submitted": (work.attempts.count_submitted(), "Attempts whose diagnosis was submitted."),
        "traces_waiting": (work.inbox.count_waiting(), "Delivered traces that are not runs yet."),
    }
