"""The head of a step in narrow panes: title, tabs and actions are all there, and nothing that one goes to hides under it."""

import pytest
from page_states import condensed_context, model_step
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

INSIDE = """node => {
  const [box, pane] = [node.getBoundingClientRect(), node.closest('.step-head').getBoundingClientRect()];
  return box.width > 0 && box.left >= pane.left && box.right <= pane.right;
}"""
CLEAR = """node => node.getBoundingClientRect().top >= document.querySelector('.step-head').getBoundingClientRect().bottom"""


@pytest.mark.parametrize(
    ("width", "view"), [(1440, "list"), (1100, "list"), (1100, "timeline"), (700, "timeline"), (390, "list")]
)
def test_title_tabs_and_actions_have_room(new_page, width, view):
    page = new_page()
    model_step(page)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{page.url}?view={view}")
    head = page.locator(".step-head")
    for role, name in (("link", "Delta"), ("link", "Raw"), ("button", "Suspect"), ("button", "Pin")):
        part = head.get_by_role(role, name=name)
        expect(part).to_be_visible()
        assert part.evaluate(INSIDE), name
    assert page.locator(".step-heading").evaluate(
        "node => node.clientWidth > 150 && node.scrollHeight <= node.clientHeight + 1"
    )


def test_what_a_link_leads_to_stands_clear_of_the_head(new_page):
    page = new_page()
    condensed_context(page)
    page.get_by_role("link", name="See what left").click()
    title = page.locator(".compaction-title")
    expect(title).to_be_in_viewport()
    assert title.evaluate(CLEAR)
