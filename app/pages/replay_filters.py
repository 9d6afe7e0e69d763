"""The filters of the replay screen's templates."""

from collections.abc import Callable
from typing import Any

from app.pages.replay_figures import clock, count, duration, instant, money, short_count, size
from app.pages.replay_text import sentence, spelled, visible
from app.pages.replay_value import shown_value

REPLAY_FILTERS: dict[str, Callable[..., Any]] = {
    "clock": clock,
    "count": count,
    "duration": duration,
    "instant": instant,
    "money": money,
    "short_count": short_count,
    "sentence": sentence,
    "shown_value": shown_value,
    "size": size,
    "spelled": spelled,
    "visible": visible,
}
