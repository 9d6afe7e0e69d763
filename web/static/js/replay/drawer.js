// The right pane as a place to write in: opened where it is a drawer or closed, with the cursor in a field.

import { openPane } from "./panes.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @param {ReplayScreen} screen @param {string} selector */
export function write(screen, selector) {
  if (matchMedia("(width < 1100px)").matches) location.hash = "diagnosis";
  openPane("aside");
  const field = screen.querySelector(selector);
  const fold = field?.closest("details");
  if (fold) fold.open = true;
  if (field instanceof HTMLElement) field.focus();
}

/** Back to the step; what is written stays. @param {ReplayScreen} screen */
export function leave(screen) {
  if (location.hash === "#diagnosis" || location.hash === "#claim") location.hash = "step";
  screen.step.focus({ preventScroll: true });
}

/** After something was noted: the drawer that is open has the focus, else the step. @param {ReplayScreen} screen */
export function rest(screen) {
  const open = matchMedia("(width < 1100px)").matches && screen.querySelector("#diagnosis:target");
  const fold = open ? open.querySelector("summary") : null;
  (fold ?? screen.step).focus({ preventScroll: true });
}
