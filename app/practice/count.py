"""Count what the database holds, for whoever watches over it."""

from app.store.work import Work


def figures(work: Work) -> dict[str, tuple[int, str]]:
    """A number and what it counts, by name."""
    inbox = work.inbox.count_all()
    return {
        "imported_runs": (work.runs.count("imported"), "Runs that were imported."),
        "scenarios": (work.reservations.count_open(), "Scenarios that are open to everybody."),
        "attempts_started": (work.attempts.count(), "Attempts that were started."),
        "attempts_submitted": (work.attempts.count_submitted(), "Attempts whose diagnosis was submitted."),
        "traces_waiting": (inbox.waiting, "Delivered traces that are not runs yet."),
        "traces_tried_again": (inbox.tried_again, "Of these, traces that could not become runs at the last try."),
        "traces_set_aside": (inbox.set_aside, "Delivered traces that were set aside, as they cannot become runs."),
    }
