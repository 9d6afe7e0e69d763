"""How pages word numbers, times and names: the filters of every template."""

from collections.abc import Callable
from datetime import UTC, datetime

from app.domain.duration import whole_minutes
from app.pages.diagnosis.claim_threads import percent, sureness
from app.scoring.weights import CLEARING, FAILURE_CLASS, NOTHING_WRONG, ROOT_CAUSE

_SHORT = {ROOT_CAUSE: "root", FAILURE_CLASS: "class", NOTHING_WRONG: "nothing wrong", CLEARING: "suspects"}


def points(value: float) -> str:
    """`21.0` -> `21`, `17.25` -> `17.3`."""
    return f"{round(value, 1):g}"


def day(moment: datetime) -> str:
    """A time for people, in UTC: `22 Nov 2026, 19:46`."""
    at = moment.astimezone(UTC)
    return f"{at.day} {at:%b %Y, %H:%M}"


def moment(time_ns: int) -> str:
    """Nanoseconds since the Unix epoch as `day` words them."""
    return day(datetime.fromtimestamp(time_ns / 1e9, tz=UTC))


def words(name: str) -> str:
    """A name of the code as words: `root_cause` -> `Root cause`."""
    return name.replace("_", " ").capitalize()


def criterion_name(criterion: str) -> str:
    """A criterion in a row of five: `root cause` -> `root`; those of earlier rules keep their names."""
    return _SHORT.get(criterion, criterion)


FILTERS: dict[str, Callable[..., str]] = {
    "points": points,
    "day": day,
    "moment": moment,
    "words": words,
    "criterion_name": criterion_name,
    "percent": percent,
    "sureness": sureness,
    "whole_minutes": whole_minutes,
}
