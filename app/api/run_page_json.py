"""A page of the list of runs as JSON, the same for the route and for `misstep runs list --json`."""

from dataclasses import asdict
from typing import Any

from app.store.run_list import RunPage


def run_page_json(page: RunPage) -> dict[str, Any]:
    """The runs, and the keys of the pages beside this one; null where there is none."""
    beside = {name: key and str(key) for name, key in (("newer", page.newer), ("older", page.older))}
    return {"runs": [asdict(run) for run in page.runs]} | beside
