// Rows of a value: walked with the arrow keys, each with a button for its path and one for its value.

import { answered } from "../fragment.js";
import { announce } from "../parts.js";

/** @typedef {import("../viewer.js").ValueViewer} ValueViewer */

const CELLS = "[data-path]:is(li, th, td)";
const ROWS = "[data-path]:is(li, th)";

/** The first row can be reached with the Tab key, the others from there. @param {ValueViewer} viewer */
export function offerRows(viewer) {
  const first = viewer.querySelector(ROWS);
  if (first && handle(first) === first && !first.hasAttribute("tabindex")) first.setAttribute("tabindex", "0");
}

/** @param {ValueViewer} viewer */
export function listenForRows(viewer) {
  const actions = buttons();
  /** @param {Event} event */
  const follow = (event) => {
    const row = event.target instanceof Element ? event.target.closest(CELLS) : null;
    if (!row || row.closest("value-viewer") !== viewer || actions.contains(document.activeElement)) return;
    const home = row.querySelector(":scope > details > summary") ?? row;
    if (actions.parentElement !== home) home.append(actions);
  };
  let byKey = false;
  let pointed = "";
  viewer.addEventListener("pointerover", (event) => {
    const before = pointed;
    pointed = `${event.screenX} ${event.screenY}`;
    const scrolled = pointed === before; // the rows moved below a pointer at rest
    if (!scrolled || !byKey || !viewer.contains(document.activeElement)) follow(event);
  });
  viewer.addEventListener("focusin", follow);
  viewer.addEventListener("pointerleave", () => {
    if (!viewer.contains(document.activeElement)) actions.remove();
  });
  viewer.addEventListener("focusin", () => {
    byKey = !viewer.matches(":active"); // `:focus-visible` does not tell: it holds from the first key on
  });
  viewer.addEventListener("keydown", (event) => byKey && walk(viewer, event));
  actions.addEventListener("click", (event) => copy(viewer, actions, event));
}

/** What of a row takes the focus. @param {Element} row @returns {Element} */
function handle(row) {
  return row.querySelector(":scope > details > summary") ?? row;
}

/** The arrow keys, where the focus came by key: after a click they still lead to the next step. @param {ValueViewer} viewer @param {KeyboardEvent} event */
function walk(viewer, event) {
  const { target, key } = event;
  if (!/^Arrow(Up|Down|Left|Right)$/.test(key) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!(target instanceof HTMLElement)) return;
  const at = target.closest(CELLS);
  if (!at || at.closest("value-viewer") !== viewer || handle(at) !== target) return;
  event.preventDefault();
  const fold = at.querySelector(":scope > details");
  const wanted = { ArrowRight: true, ArrowLeft: false }[key];
  if (fold instanceof HTMLDetailsElement && wanted !== undefined && fold.open !== wanted) {
    fold.open = wanted;
    return;
  }
  const next = neighbour(viewer, at, key);
  const focused = next && handle(next);
  if (!(focused instanceof HTMLElement)) return;
  if (focused.localName !== "summary") focused.tabIndex = -1;
  focused.focus();
}

/** @param {ValueViewer} viewer @param {Element} at @param {string} key @returns {Element | null | undefined} */
function neighbour(viewer, at, key) {
  const sideways = key === "ArrowRight" || key === "ArrowLeft";
  if (sideways && at.matches("th, td")) {
    const cells = [...(at.parentElement?.querySelectorAll(`:scope > ${CELLS}`) ?? [])];
    return cells[cells.indexOf(at) + (key === "ArrowRight" ? 1 : -1)];
  }
  if (key === "ArrowLeft") return at.parentElement?.closest(CELLS);
  if (key === "ArrowRight" && handle(at) === at) return undefined;
  const rows = [...viewer.querySelectorAll(ROWS)].filter((row) => row.checkVisibility());
  const row = at.matches("td") ? at.parentElement?.querySelector("th") : at;
  const place = rows.findIndex((each) => each === row);
  return rows[key === "ArrowUp" ? place - 1 : place + 1];
}

/** Two buttons whose words are drawn by the style sheet, so that they are no part of the text. */
function buttons() {
  const actions = document.createElement("span");
  actions.className = "value-actions";
  for (const [name, word] of [["path", "Copy path"], ["value", "Copy value"]]) {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.copy = name;
    button.setAttribute("aria-label", word ?? "");
    actions.append(button);
  }
  return actions;
}

/** @param {ValueViewer} viewer @param {HTMLElement} actions @param {MouseEvent} event */
async function copy(viewer, actions, event) {
  const button = event.target instanceof HTMLElement ? event.target.closest("button") : null;
  const row = actions.closest(CELLS);
  if (!button || !(row instanceof HTMLElement)) return;
  event.preventDefault();
  event.stopPropagation();
  const path = row.dataset.path ?? "";
  try {
    const text = button.dataset.copy === "path" ? path : await answered(viewer.address, { path });
    await navigator.clipboard.writeText(text);
    announce(button.dataset.copy === "path" ? `Copied ${path}` : "Value copied");
    button.dataset.done = "";
    setTimeout(() => delete button.dataset.done, 1200);
  } catch {
    announce("The browser did not allow copying");
  }
}
