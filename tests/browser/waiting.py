"""Waiting for what a page tells, asked from outside: the page's policy forbids it to evaluate text by itself."""

import pytest

PATIENCE = 200  # looks, 50 ms apart: as long as a locator waits


def until(page, expression):
    """Wait until a JavaScript expression holds."""
    for _ in range(PATIENCE):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"it never came to be that {expression}")
