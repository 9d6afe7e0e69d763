"""The filters of the replay screen's templates."""

from collections.abc import Callable
from typing import Any

from app.domain.duration import duration
from app.pages.replay.access import access_of
from app.pages.replay.chart import chart_value
from app.pages.replay.figures import bytes_, clock, count, instant, money, short_count, size
from app.pages.replay.scrubber import scrubber_of
from app.pages.replay.step_names import step_title
from app.pages.replay.tick_marks import tick_marks
from app.pages.replay.timeline import timeline_of
from app.pages.replay.tree import tree
from app.pages.replay.ways import trail
from app.pages.value.markdown import trace_markdown
from app.pages.value.path import part_address
from app.pages.value.shape import is_complete, is_large
from app.pages.value.text import highlighted, sentence, spelled, visible
from app.pages.value.tree import shown_value

REPLAY_FILTERS: dict[str, Callable[..., Any]] = {
    "access": access_of,
    "bytes": bytes_,
    "chart_value": chart_value,
    "clock": clock,
    "count": count,
    "duration": duration,
    "highlighted": highlighted,
    "instant": instant,
    "is_complete": is_complete,
    "is_large": is_large,
    "money": money,
    "short_count": short_count,
    "part_address": part_address,
    "scrubber": scrubber_of,
    "sentence": sentence,
    "shown_value": shown_value,
    "size": size,
    "spelled": spelled,
    "trace_markdown": trace_markdown,
    "step_title": step_title,
    "tick_marks": tick_marks,
    "trail": trail,
    "timeline": timeline_of,
    "tree": tree,
    "visible": visible,
}
