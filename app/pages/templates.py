"""Render a template: escaped, strict about names, with addresses of static files that change with their content."""

from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from app.http.visits import known_visit
from app.pages.assets import modules
from app.pages.diagnosis.claim_threads import SURENESS, threads
from app.pages.filters import FILTERS
from app.pages.guide import guide_line
from app.pages.icons import icon, kind_label
from app.pages.markdown import markdown, phrase
from app.pages.replay.filters import REPLAY_FILTERS
from app.pages.static import static
from app.scoring.weights import CLEAN_WEIGHTS, FAULT_WEIGHTS
from app.settings import bundled


def render(request: Request, name: str, /, *, status: int = 200, **context: Any) -> HTMLResponse:
    """The page made of a template under web/templates; it finds `request` and `status` beside the context."""
    body = environment().get_template(name).render(request=request, status=status, **context)
    return HTMLResponse(body.encode("utf-8", "replace"), status_code=status)


@cache
def environment() -> Environment:
    """The one environment; templates are compiled once in a process."""
    made = Environment(
        loader=FileSystemLoader(bundled("web") / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals |= {"visit_of": known_visit}
    made.globals |= {"static": static, "modules": modules, "icon": icon, "kind_label": kind_label}
    made.globals |= {"fault_weights": FAULT_WEIGHTS, "clean_weights": CLEAN_WEIGHTS}
    made.globals |= {"claim_threads": threads, "sureness_words": SURENESS}
    made.filters.update(FILTERS | REPLAY_FILTERS, markdown=markdown, phrase=phrase, guide_line=guide_line)
    return made
