"""Waiting for what a page tells, asked from outside: the page's policy forbids it to evaluate text by itself."""

import pytest

PATIENCE = 20_000  # milliseconds: long enough for a machine that does much else, and nothing lost where all goes well
LOOK = 50
HOUR = 3_600_000


def until(page, expression):
    """Wait until a JavaScript expression holds."""
    for _ in range(PATIENCE // LOOK):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(LOOK)
    pytest.fail(f"it never came to be that {expression}")


def stand_still(page):
    """Stop the time of a page whose clock was installed; it goes on only where a test runs it."""
    page.clock.pause_at(page.evaluate("Date.now()") + HOUR)  # nearer, it might be past before the browser hears of it


def held_back(page, pattern):
    """Hold back what is asked of the server; gives a function that waits until so much was asked, and lets it go on."""
    waiting = []

    def hold(route):
        waiting.append(route)

    page.route(pattern, hold)

    def release(number):
        while len(waiting) < number:
            page.wait_for_timeout(LOOK)
        for route in waiting:
            route.continue_()

    return release
