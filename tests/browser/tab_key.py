"""Reaching what a page offers with Tab, Enter and the arrows, as somebody without a mouse does."""


def tab_to(page, element):
    """Press Tab until the element has the focus, as a person would."""
    for _ in range(120):
        if element.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key never reached {element}")


def press(page, element, key="Enter"):
    tab_to(page, element)
    page.keyboard.press(key)


def write(page, element, text):
    tab_to(page, element)
    page.keyboard.type(text)


def forecast(page, change, said):
    """Walk the scale of a change with the arrow keys up to what is said of it."""
    scale = page.get_by_role("group", name=change)
    tab_to(page, scale.get_by_role("radio", checked=True))
    for _ in range(6):
        if scale.get_by_role("radio", name=said, exact=True).is_checked():
            return
        page.keyboard.press("ArrowRight")
    raise AssertionError(f"{said} cannot be reached by arrow keys")
