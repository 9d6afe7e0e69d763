// The right pane as a place to write in: opened where it is a drawer or closed, with the cursor in a field.

import { showNotes } from "./diagnosing.js";
import { openPane } from "./panes.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @param {ReplayScreen} screen @param {string | Element | null} wanted what gets the cursor, or the focus */
export function write(screen, wanted) {
  showNotes(screen);
  if (matchMedia("(width < 1100px)").matches) location.hash = "diagnosis";
  openPane("aside");
  const field = typeof wanted === "string" ? screen.querySelector(wanted) : wanted;
  const fold = field?.closest("details");
  if (fold) fold.open = true;
  if (field instanceof HTMLElement) field.focus();
}

/** Back to the step; what is written stays. @param {ReplayScreen} screen */
export function leave(screen) {
  close(screen);
  screen.step.focus({ preventScroll: true });
}

/** The step is seen again where the drawer lay over it. @param {ReplayScreen} screen */
export function close(screen) {
  if (openDrawer(screen)) location.hash = "step";
}

/** After something was noted: the drawer that is open has the focus, else the step. @param {ReplayScreen} screen */
export function rest(screen) {
  const open = matchMedia("(width < 1100px)").matches ? openDrawer(screen) : null;
  const fold = open?.querySelector("#claim summary");
  (fold instanceof HTMLElement ? fold : screen.step).focus({ preventScroll: true });
}

/** A drawer is open where the address points at it or at a part of it. @param {ReplayScreen} screen */
function openDrawer(screen) {
  return screen.querySelector("#diagnosis:is(:target, :has(:target))");
}
