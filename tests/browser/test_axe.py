"""No page, in no state and in neither theme, has a fault that axe-core finds."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WHOLE = {
    "step_1": "8",
    "confidence_1": "60",
    "step_2": "2",
    "failure_class": "tool.schema_drift",
    "explanation": "the cents were read as euros",
    "evidence_step": "3",
}


class Sitting:
    """An attempt, and the small verbs that bring its pages into a state."""

    def __init__(self, page: Any, reveal: str = "open") -> None:
        self.page = page
        page.goto("/scenarios/late-parcel")
        page.locator(f"input[name=reveal][value={reveal}]").check()
        page.get_by_role("button", name="Start reading").click()
        self.home = page.url.rpartition("/steps/")[0]

    def go(self, path: str) -> None:
        self.page.goto(self.home + path)

    def write(self, **fields: str) -> None:
        self.page.request.post(f"{self.home}/diagnosis", form={**fields, "then": "save"})

    def send(self, **fields: str) -> None:
        self.write(**fields)
        self.page.request.post(f"{self.home}/submission")


def catalogue(page):
    page.goto("/")


def catalogue_without_a_match(page):
    page.goto("/?difficulty=hard")


def catalogue_with_an_open_attempt(page):
    Sitting(page)
    page.goto("/")


def brief(page):
    page.goto("/scenarios/late-parcel")


def brief_with_attempts(page):
    Sitting(page).send(**WHOLE)
    Sitting(page)
    page.goto("/scenarios/late-parcel")


def model_step(page):
    Sitting(page).go("/steps/3")


def tool_step(page):
    Sitting(page).go("/steps/2")


def tree_of_the_run(page):
    Sitting(page).go("/steps/6?view=tree")


def timeline_of_the_run(page):
    Sitting(page).go("/steps/6?view=timeline&scale=time&chart=latency")


def search_with_hits(page):
    Sitting(page).go("/steps/3?find=bergamot")


def search_that_cannot_be_read(page):
    Sitting(page).go("/steps/3?find=latency%3Efast")


def search_with_suggestions(page):
    Sitting(page).go("/steps/3")
    page.keyboard.press("/")
    page.get_by_role("option").first.wait_for()


def claims_and_evidence(page):
    sitting = Sitting(page)
    for what in ("the unit is lost", "the lookup lost the unit"):
        logged = page.request.get(sitting.home.replace("/attempts/", "/api/attempts/")).json()["claims"]
        revises = logged[-1]["id"] if logged else ""
        page.request.post(f"{sitting.home}/claims", form={"step": "2", "what": what, "revises": revises})
    page.request.post(f"{sitting.home}/evidence", form={"step": "2", "quote": "total: 1250"})
    sitting.go("/steps/3")
    page.locator(".claim-history summary").click()


def numbers_of_the_run(page):
    Sitting(page).go("/steps/numbers")


def failed_step(page):
    Sitting(page).go("/steps/6")


def context_tab(page):
    Sitting(page).go("/steps/8?tab=context")


def output_tab(page):
    Sitting(page).go("/steps/3?tab=output")


def state_tab(page):
    Sitting(page).go("/steps/2?tab=state")


def raw_tab(page):
    Sitting(page).go("/steps/2?tab=raw")


def forward_only_step(page):
    Sitting(page, "forward").go("/steps/1")


def keys_shown(page):
    Sitting(page).go("/steps/2")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def commands_shown(page):
    Sitting(page).go("/steps/2")
    page.keyboard.press("Control+k")
    page.keyboard.type("step")
    page.locator("#palette [aria-selected=true]").wait_for()


def links_shown(page):
    Sitting(page).go("/steps/2")
    page.get_by_role("button", name="Share").click()


def focus_mode(page):
    Sitting(page).go("/steps/2")
    page.keyboard.press("f")
    page.get_by_role("button", name="Leave focus").wait_for()


def playing(page):
    Sitting(page).go("/steps/1")
    page.get_by_role("button", name="Play").press("Enter")
    page.get_by_role("button", name="Pause").wait_for()


def diagnosis_untouched(page):
    Sitting(page).go("/diagnosis")


def diagnosis_written(page):
    sitting = Sitting(page)
    sitting.write(**WHOLE)
    sitting.go("/diagnosis")


def diagnosis_with_errors(page):
    Sitting(page).go("/diagnosis")
    page.get_by_label("First step", exact=True).fill("99")
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("alert").wait_for()


def diagnosis_searching(page):
    Sitting(page).go("/diagnosis")
    page.get_by_role("combobox", name="What kind of failure it is").fill("index")
    page.get_by_role("listbox", name="Failure classes").wait_for()


def diagnosis_of_no_fault(page):
    Sitting(page).go("/diagnosis")
    page.get_by_role("radio", name="No fault").check()


def review_of_nothing(page):
    Sitting(page).go("/review")


def review_with_gaps(page):
    sitting = Sitting(page)
    sitting.write(step_1="2")
    sitting.go("/review")


def review_of_everything(page):
    sitting = Sitting(page)
    sitting.write(**WHOLE, fix_lever="tool")
    sitting.go("/review")


def reveal(page):
    sitting = Sitting(page)
    sitting.send(**WHOLE)
    sitting.go("/reveal")
    page.get_by_text("The guesses one by one").click()


def reveal_of_a_missed_fault(page):
    sitting = Sitting(page)
    sitting.send(no_fault="yes")
    sitting.go("/reveal")


def reveal_of_a_fix_that_was_tried(page):
    sitting = Sitting(page)
    sitting.send(**WHOLE)
    sitting.go("/reveal?tried=sealed-unit&remedy=sealed-retry")


def step_after_the_reveal(page):
    sitting = Sitting(page)
    sitting.send(**WHOLE)
    sitting.go("/steps/2")


def comparison(page):
    sitting = Sitting(page)
    sitting.send(**WHOLE)
    sitting.go("/comparison/2")


def runs(page):
    page.goto("/runs")


def not_found(page):
    page.goto("/nowhere")


STATES: list[Callable[[Any], None]] = [
    catalogue, catalogue_without_a_match, catalogue_with_an_open_attempt, brief, brief_with_attempts,
    model_step, tool_step, tree_of_the_run, timeline_of_the_run, search_with_hits, search_that_cannot_be_read, search_with_suggestions, claims_and_evidence, numbers_of_the_run, failed_step, context_tab, output_tab, state_tab, raw_tab, forward_only_step, keys_shown,
    commands_shown, links_shown, focus_mode, playing,
    diagnosis_untouched, diagnosis_written, diagnosis_with_errors, diagnosis_searching, diagnosis_of_no_fault,
    review_of_nothing, review_with_gaps, review_of_everything,
    reveal, reveal_of_a_missed_fault, reveal_of_a_fix_that_was_tried, step_after_the_reveal, comparison, runs, not_found,
]  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=[state.__name__ for state in STATES])
def test_axe_finds_nothing_in_light_on_a_desk_and_in_dark_on_a_phone(open_page, state):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(bypass_csp=True, reduced_motion="reduce")  # axe measures with styles of its own
    state(page)
    page.wait_for_load_state("networkidle")
    assert page.get_by_role("heading", name="Not found").count() == (state is not_found)
    found = []
    for width, theme in ((1440, "light"), (390, "dark")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=theme)
        results = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"], "preload": False})
        for violation in results.response["violations"]:
            found += [f"{width} {theme}: {violation['id']} at {node['target']}" for node in violation["nodes"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{width} {theme}: the page is wider than the window")
    assert found == []
