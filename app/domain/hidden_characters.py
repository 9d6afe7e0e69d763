"""Characters that nobody sees as what they are: they steer a terminal, turn others around, or hide a text."""

import re

# Control characters but tab and newline; zero-width, bidirectional, soft-hyphen, separators, lone surrogates; blanks
# that pass for letters; tags and variation selectors that can carry a text nobody sees. Those that choose between an
# emoji and its plain form (U+FE0E, U+FE0F) are left alone.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0d\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff\ud800-\udfff]"
)


def half_pair(text: str) -> int | None:
    """Where, counted from 1, half a surrogate pair stands: JSON can write one, and no page can show it."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start + 1
    return None
