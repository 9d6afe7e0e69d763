"""Waiting for what a page tells, asked from outside: the page's policy forbids it to evaluate text by itself."""

import pytest

PATIENCE = 20_000  # milliseconds: long enough for a machine that does much else, and nothing lost where all goes well
LOOK = 50


def until(page, expression):
    """Wait until a JavaScript expression holds."""
    for _ in range(PATIENCE // LOOK):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(LOOK)
    pytest.fail(f"it never came to be that {expression}")
