"""Make text from traces fit for a terminal."""

_CONTROL = dict.fromkeys((*range(32), 127, *range(128, 160)), "�")


def printable(text: str) -> str:
    """One line of `text`; control characters, which could steer the terminal, are shown as �."""
    return unsteered(" ".join(text.split()))


def unsteered(text: str) -> str:
    """`text` as it is spaced, its control characters shown as �."""
    return text.translate(_CONTROL)
