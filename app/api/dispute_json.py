"""Disputes as JSON, the same for the routes and for `misstep pack disputes --json`."""

from dataclasses import asdict
from typing import Any

from app.store.disputes import DisputedAnswer, DisputeList


def dispute_list_json(found: DisputeList) -> dict[str, Any]:
    """The latest disputes, and how many there are."""
    return {"disputes": list(map(_disputed_json, found.shown)), "count": found.count}


def _disputed_json(dispute: DisputedAnswer) -> dict[str, Any]:
    return asdict(dispute) | {"diagnosis": dispute.diagnosis.in_short}
