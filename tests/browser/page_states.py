"""The states that pages can be in, each a function that brings a page of a new reader into one."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from browser_attempt import SLUG, WHOLE, BrowserAttempt, reading, sent
from claim_states import brief_of_an_attempt, claims_and_evidence, claims_drawer, ticket_folded
from diagnosis_states import DIAGNOSIS, classes_beside_the_run, diagnosis_beside_the_run
from imported_run import RUN, import_run, long_run
from more_parcels import OTHER


def catalog(page: Any) -> None:
    page.goto("/")


def catalog_without_a_match(page: Any) -> None:
    page.goto("/?difficulty=hard")


def catalog_with_an_open_attempt(page: Any) -> None:
    BrowserAttempt(page)
    page.goto("/")


def catalog_of_what_was_done(page: Any) -> None:
    BrowserAttempt(page).send(**WHOLE)
    BrowserAttempt(page, "forward").send(step_1="1")
    BrowserAttempt(page).lock(**WHOLE)
    page.goto("/")
    page.get_by_text("1 earlier").click()


def rules_of_the_comparison(page: Any) -> None:
    page.goto("/scoring")


def brief(page: Any) -> None:
    page.goto(f"/scenarios/{SLUG}")


def brief_with_attempts(page: Any) -> None:
    BrowserAttempt(page).send(**WHOLE)
    BrowserAttempt(page)
    page.goto(f"/scenarios/{SLUG}")


def model_step(page: Any) -> None:
    reading(page, "/steps/3")


def tool_step(page: Any) -> None:
    reading(page, "/steps/2")


def tree_of_the_run(page: Any) -> None:
    reading(page, "/steps/6?view=tree")


def timeline_of_the_run(page: Any) -> None:
    reading(page, "/steps/6?view=timeline&scale=time&chart=latency")


def search_with_hits(page: Any) -> None:
    reading(page, "/steps/3?find=bergamot")


def search_without_hits(page: Any) -> None:
    reading(page, "/steps/3?find=nowhere+to+be+found")


def search_that_cannot_be_read(page: Any) -> None:
    reading(page, "/steps/3?find=latency%3Efast")


def search_with_suggestions(page: Any) -> None:
    reading(page, "/steps/3")
    page.keyboard.press("/")
    page.get_by_role("option").first.wait_for()


def numbers_of_the_run(page: Any) -> None:
    reading(page, "/steps/numbers")


def failed_step(page: Any) -> None:
    reading(page, "/steps/6")


def context_tab(page: Any) -> None:
    reading(page, "/steps/8?tab=context")


def output_tab(page: Any) -> None:
    reading(page, "/steps/3?tab=output")


def state_tab(page: Any) -> None:
    reading(page, "/steps/2?tab=state")


def inside_tab(page: Any) -> None:
    reading(page, "/steps/2?tab=inside")


def raw_tab(page: Any) -> None:
    reading(page, "/steps/2?tab=raw")


def forward_only_step(page: Any) -> None:
    BrowserAttempt(page, "forward").go("/steps/1")


def keys_shown(page: Any) -> None:
    reading(page, "/steps/2")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def commands_shown(page: Any) -> None:
    reading(page, "/steps/2")
    page.keyboard.press("Control+k")
    page.keyboard.type("step")
    page.locator("#palette [aria-selected=true]").wait_for()


def task_beside_the_run(page: Any) -> None:
    reading(page, "/steps/2")
    page.locator("#ticket").get_by_text("What you hand in").click()


def links_shown(page: Any) -> None:
    reading(page, "/steps/2")
    page.get_by_role("button", name="Share").click()


def focus_mode(page: Any) -> None:
    reading(page, "/steps/2")
    page.keyboard.press("f")
    page.get_by_role("button", name="Leave focus").wait_for()


def playing(page: Any) -> None:
    reading(page, "/steps/1")
    page.get_by_role("button", name="Play").press("Enter")
    page.get_by_role("button", name="Pause").wait_for()


def steps_drawer(page: Any) -> None:
    reading(page, "/steps/2#steps")


def step_of_a_locked_attempt(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.lock(**WHOLE)
    attempt.go("/steps/2")


def reveal(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.post("claims", step="2", what="the unit is lost", would_expect="1250 euros are paid out")
    attempt.send(**WHOLE)
    attempt.post("key-points", point="1")
    attempt.post("disputes", commitment="path", text="Step 4 acted on it before.")
    attempt.go("/reveal")
    page.get_by_text("The guesses one by one").click()


def dispute_that_cannot_be_kept(page: Any) -> None:
    sent(page, "/reveal")
    page.get_by_text("Dispute the key").click()
    page.get_by_role("button", name="Send the dispute").click()
    page.get_by_role("alert").wait_for()


def disputes(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.send(**WHOLE)
    attempt.post("disputes", commitment="root cause", text="Step 1 asked for cents already.")
    page.goto("/disputes")


def reveal_of_a_missed_fault(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.send(no_fault="yes")
    attempt.go("/reveal")


def reveal_of_a_fix_that_was_tried(page: Any) -> None:
    sent(page, "/reveal?tried=passes:sealed-unit&remedy=sealed-retry&expect=passes")


def reveal_when_nothing_is_left(page: Any) -> None:
    BrowserAttempt(page, slug=OTHER).send(step_1="2")
    sent(page, "/reveal")


def step_after_the_reveal(page: Any) -> None:
    sent(page, "/steps/2")


def comparison(page: Any) -> None:
    sent(page, "/comparison/2")


def comparison_of_what_differs(page: Any) -> None:
    sent(page, "/comparison/3?arm=healthy&only=changed")


def comparison_with_a_fix(page: Any) -> None:
    sent(page, "/comparison/2?arm=sealed-retry&only=matched")


def comparison_keys(page: Any) -> None:
    sent(page, "/comparison/2")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()


def exported_file(page: Any) -> None:
    attempt = BrowserAttempt(page)
    attempt.send(**WHOLE)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "run.html"
        file.write_bytes(page.request.get(f"{attempt.home}/export").body())
        page.goto(file.as_uri())


def imported_run(page: Any) -> None:
    page.goto(f"{import_run(page, long_run(), RUN)}/1")


def table_of_a_value(page: Any) -> None:
    page.goto(f"{import_run(page, long_run(), RUN)}/2")


def condensed_context(page: Any) -> None:
    page.goto(f"{import_run(page, long_run(), RUN)}/4")


def runs(page: Any) -> None:
    page.goto("/runs")


def keys_of_programs(page: Any) -> None:
    page.goto("/workspace/keys")
    page.get_by_label("Name").fill("staging agents")
    page.get_by_role("button", name="Make the key").click()
    page.get_by_text("Revoke").first.click()


def key_that_cannot_be_made(page: Any) -> None:
    page.goto("/workspace/keys")
    page.get_by_label("Name").fill("an agent")
    page.get_by_label("Deliver traces").uncheck()
    page.get_by_role("button", name="Make the key").click()
    page.get_by_role("alert").wait_for()


def you_without_attempts(page: Any) -> None:
    page.goto("/you")


def you(page: Any) -> None:
    BrowserAttempt(page).send(**WHOLE)
    BrowserAttempt(page)
    page.goto("/you")


def you_before_a_deletion(page: Any) -> None:
    BrowserAttempt(page)
    page.goto("/you/deletion")


def not_found(page: Any) -> None:
    page.goto("/nowhere")


def step_that_is_not_there(page: Any) -> None:
    reading(page, "/steps/99")


READING: list[Callable[[Any], None]] = [
    model_step, tool_step, tree_of_the_run, timeline_of_the_run, search_with_hits, search_without_hits, search_that_cannot_be_read,
    search_with_suggestions, claims_and_evidence, numbers_of_the_run, failed_step, context_tab, output_tab, state_tab, inside_tab, raw_tab,
    forward_only_step, keys_shown, commands_shown, links_shown, focus_mode, playing, steps_drawer, claims_drawer, ticket_folded, task_beside_the_run,
    diagnosis_beside_the_run, classes_beside_the_run, step_of_a_locked_attempt, step_after_the_reveal, comparison, comparison_of_what_differs, comparison_with_a_fix, comparison_keys,
    imported_run, table_of_a_value, condensed_context,
]  # fmt: skip
OTHERS: list[Callable[[Any], None]] = [
    catalog, catalog_without_a_match, catalog_with_an_open_attempt, catalog_of_what_was_done, rules_of_the_comparison, brief, brief_with_attempts, brief_of_an_attempt,
    *DIAGNOSIS,
    reveal, dispute_that_cannot_be_kept, disputes, reveal_of_a_missed_fault, reveal_of_a_fix_that_was_tried, reveal_when_nothing_is_left, exported_file, you_without_attempts, you, you_before_a_deletion, runs, keys_of_programs, key_that_cannot_be_made, not_found, step_that_is_not_there,
]  # fmt: skip
STATES = READING + OTHERS
