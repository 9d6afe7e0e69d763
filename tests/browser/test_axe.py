"""No page, in no state and in neither theme, has a fault that axe-core finds."""

import pytest
from account_states import ACCOUNT_STATES
from axe_playwright_python.base import AXE_FILE_PATH
from page_states import STATES, not_found, step_that_is_not_there

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SETTINGS = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
FAULTS = """async (settings) => {
  const { violations } = await axe.run(document, settings);
  const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target}`));
  if (document.documentElement.scrollWidth > innerWidth) faults.push("the page is wider than the window");
  return faults;
}"""
READER = {"bypass_csp": True, "reduced_motion": "reduce"}  # axe measures with styles


@pytest.mark.parametrize("state", STATES, ids=[state.__name__ for state in STATES])
def test_axe_finds_nothing_in_light_on_a_desk_and_in_dark_on_a_phone(newcomer, state):
    page = newcomer
    state(page)
    lost = page.get_by_role("heading", name="Not found").count()
    assert lost == (state in (not_found, step_that_is_not_there))
    assert_no_faults(page)


@pytest.mark.parametrize("state", ACCOUNT_STATES, ids=[state.__name__ for state in ACCOUNT_STATES])
def test_axe_finds_nothing_on_a_page_of_accounts(owned_page, state):
    state(owned_page)
    assert_no_faults(owned_page)


def assert_no_faults(page):
    page.evaluate(AXE_FILE_PATH.read_text())
    found = []
    for width, theme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=theme)
        found += [f"{width} {theme}: {fault}" for fault in page.evaluate(FAULTS, SETTINGS)]
    assert not found, "\n".join(found)
