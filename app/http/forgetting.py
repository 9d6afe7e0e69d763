"""Let a browser forget who read in it, once that reader's attempts are deleted."""

from fastapi import Request, Response

from app.http.cookies import forget_cookie, forget_layout
from app.http.dependencies import COOKIE

GUIDE_COOKIE = "misstep_guide"  # the attempt whose lines of guidance are hidden


def forget_reader(request: Request, response: Response) -> None:
    """The cookies that name the reader or an attempt, and what scripts keep: drafts of claims, places in a text.

    Browsers do the latter for pages with TLS and for this machine's own.
    """
    forget_cookie(request, response, COOKIE)
    forget_layout(request, response, GUIDE_COOKIE)
    response.headers["Clear-Site-Data"] = '"storage"'
