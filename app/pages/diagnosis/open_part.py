"""Which part of a diagnosis is open, and where the pages of the other part lead."""

from fastapi.responses import RedirectResponse

from app.attempts.attempt_view import AttemptView


def elsewhere(attempt: AttemptView, *, forecasting: bool = False) -> RedirectResponse | None:
    """Where a page of one part leads once, or as long as, the other part is the open one; None where it is open."""
    if attempt.done:
        page = "reveal"
    elif attempt.locked is forecasting:
        return None
    else:
        page = "forecast" if attempt.locked else "diagnosis"
    return RedirectResponse(f"/attempts/{attempt.id}/{page}", status_code=303)
