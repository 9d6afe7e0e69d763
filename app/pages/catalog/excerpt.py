"""The beginning of a ticket, for a card: what the customer says, without Markdown, cut at a word."""

import re

LENGTH = 160  # characters: about three lines of a card

_QUOTED = re.compile(r"^>[ ]?(.*)$", re.MULTILINE)
_MARKS = re.compile(r"[*_`#>]+|\[([^\]]*)\]\([^)]*\)")


def excerpt(ticket: str) -> str:
    """The first words of what is quoted in the ticket, or of the ticket where nothing is."""
    said = "\n".join(_QUOTED.findall(ticket)).strip() or ticket
    text = " ".join(_MARKS.sub(lambda found: found[1] or "", said).split())
    if len(text) <= LENGTH:
        return text
    return text[: LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:.–") + " …"
