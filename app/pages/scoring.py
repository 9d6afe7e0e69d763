"""How a diagnosis is compared: the documented rules as a page, so that nobody has to look for them elsewhere."""

import re
from functools import cache

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from app.http.viewers import MayBrowse
from app.pages.markdown import markdown
from app.pages.templates import render
from app.settings import bundled

router = APIRouter()

_TITLE = re.compile(r"\A# .*\n")
_LINK_WITHIN = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]+\)")  # to another file of the docs, which no server serves
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_FRAME = Markup('<div class="table-frame" tabindex="0" role="group" aria-label="Table">{}</div>')


@router.get("/scoring")
def scoring(request: Request, viewer: MayBrowse) -> HTMLResponse:  # noqa: ARG001  # who may browse may read it
    return render(request, "scoring.html", rules=rules())


@cache
def rules() -> Markup:
    """`docs/scoring.md` without its title; a table scrolls within its own frame."""
    text = (bundled("docs") / "scoring.md").read_text(encoding="utf-8")
    html = markdown(_LINK_WITHIN.sub(r"\1", _TITLE.sub("", text)))
    return Markup(_TABLE.sub(lambda found: _FRAME.format(Markup(found[0])), html))  # noqa: S704  # cleaned before
