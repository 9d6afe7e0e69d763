"""Whatever one presses on the replay screen is at least 24 by 24 px, or stands apart from the next (WCAG 2.5.8).

On a phone it is at least 44 by 44 px (WCAG 2.5.5), on every page.
"""

import pytest
from page_states import (
    READING,
    brief,
    catalog,
    catalog_of_what_was_done,
    claims_and_evidence,
    claims_drawer,
    commands_shown,
    exported_file,
    model_step,
    search_with_hits,
    steps_drawer,
    task_beside_the_run,
    timeline_of_the_run,
    tool_step,
    tree_of_the_run,
    you,
    you_before_a_deletion,
)

pytestmark = pytest.mark.browser

# A target may be smaller where a circle of 24 px around its middle meets no other target, where it stands in a
# sentence, or where another one does the same: rows and buttons lead where ticks and columns do, and commands move the
# edges of panes.
SMALL = """([LEAST, spaced]) => {
  const doubled = ".tick, .scrub-head, .arms-drawn a, [role=separator]";
  const inner = "a[href], button, summary, input:not([type=hidden]), select, textarea, [role=option], [role=slider], [role=separator], [role=treeitem], label:has(input)";
  const open = document.querySelector("dialog[open]");
  const shown = [...(open ?? document).querySelectorAll(inner)].filter((each) => {
    if (!each.checkVisibility({ visibilityProperty: true }) || each.closest(".visually-hidden, [inert]") || each.matches(doubled)) return false;
    const { x, y, width, height } = each.getBoundingClientRect();
    if (width < 2 || x + width / 2 < 0 || y + height / 2 < 0 || x + width / 2 > innerWidth || y + height / 2 > innerHeight) return false;
    const top = document.elementFromPoint(x + width / 2, y + height / 2);
    return top !== null && (each.contains(top) || top.contains(each));
  });
  const boxes = shown.map((each) => each.getBoundingClientRect());
  const wrapped = (each) => each.matches("input") && each.closest("label") !== null;
  const inline = (each) => each.closest(".fact") !== null || getComputedStyle(each).display === "inline" && /\\S/.test([...each.parentElement.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(""));
  const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];
  const near = ([x, y], box) => {
    const [dx, dy] = [Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)];
    return Math.hypot(dx, dy) < LEAST / 2;
  };
  const apart = (each, box) => spaced && shown.every((other, place) => {
    if (other === each || each.contains(other) || other.contains(each)) return true;
    const also = boxes[place];
    const [[x, y], [ox, oy]] = [middle(box), middle(also)];
    const tiny = also.width < LEAST || also.height < LEAST;
    return !near([x, y], also) && !(tiny && Math.hypot(x - ox, y - oy) < LEAST);
  });
  const named = (each) => `${each.tagName.toLowerCase()}.${each.getAttribute("class") ?? ""} ${(each.ariaLabel ?? each.textContent).trim().slice(0, 30)}`;
  return shown.flatMap((each, place) => {
    const box = boxes[place];
    if ((box.width >= LEAST && box.height >= LEAST) || wrapped(each) || inline(each) || apart(each, box)) return [];
    return [`${named(each)}: ${Math.round(box.width)} by ${Math.round(box.height)}`];
  });
}"""


@pytest.mark.parametrize("state", [*READING, exported_file], ids=lambda state: state.__name__)
def test_every_target_can_be_hit(newcomer, state):
    state(newcomer)
    found = []
    for width in (1440, 390):
        newcomer.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {target}" for target in newcomer.evaluate(SMALL, [24, True])]
    assert not found, "\n".join(found)


ON_A_PHONE = (
    catalog, catalog_of_what_was_done, brief, task_beside_the_run, model_step, tool_step, tree_of_the_run, timeline_of_the_run, search_with_hits, claims_and_evidence,
    steps_drawer, claims_drawer, commands_shown, you, you_before_a_deletion,
)  # fmt: skip


@pytest.fixture
def phone(chromium, address):
    """A page that is touched; a state is come to while it is wide."""
    context = chromium.new_context(base_url=address, viewport={"width": 1440, "height": 900}, has_touch=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("state", ON_A_PHONE, ids=lambda state: state.__name__)
def test_every_target_on_a_phone_is_as_large_as_a_finger(phone, state):
    state(phone)
    phone.set_viewport_size({"width": 390, "height": 844})
    if "/steps/" in phone.url and "#" not in phone.url and not phone.locator("dialog[open]").count():
        for drawer in ("#step", "#steps", "#diagnosis"):
            phone.evaluate("drawer => { location.hash = drawer }", drawer)
            assert phone.evaluate(SMALL, [44, False]) == [], drawer
    assert phone.evaluate(SMALL, [44, False]) == []
