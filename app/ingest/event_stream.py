"""Read what a server sent event by event: the lines after `data:`, with everything else blank."""

import re

_FIELD = rb"(?:event|id|retry|):[^\n]*"  # without a name it is a comment
_BEGINS = re.compile(rb"\s*+(?:" + _FIELD + rb"\n\s*+)*+data:")
_SIGNS = re.compile(rb"^(?:data:(?:[ ]*+\[DONE\][^\n]*)?|" + _FIELD + rb")", re.MULTILINE)


def is_event_stream(body: bytes) -> bool:
    """Whether the first line that is more than a name, a number or a comment begins with `data:`."""
    return _BEGINS.match(body) is not None


def only_data(body: bytes) -> bytes:
    """The data of a stream, each byte where it was, so that lines and columns stay; any other text as it is."""
    if not is_event_stream(body):
        return body
    return _SIGNS.sub(lambda found: b" " * len(found.group()), body)
