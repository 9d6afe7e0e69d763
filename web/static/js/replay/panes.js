// Which panes are open and how large they are, remembered in this browser; `early.js` reads it before the first paint.

import { keep, recall } from "../remember.js";
import { announce } from "./parts.js";

/**
 * @typedef {"list" | "timeline" | "aside" | "scrubber"} Pane
 * @typedef {{sizes: Record<string, number>, closed: string[]}} Panes
 */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "list-pane", keys: [], title: "Show or hide the list of steps", section: "Screen", also: "settings", run: () => togglePane("list") },
  { id: "pane", keys: [], title: "Show or hide the right pane", section: "Screen", also: "settings", run: () => togglePane("aside") },
  { id: "reset-panes", keys: [], title: "Give all panes their usual size", section: "Screen", also: "settings", run: resetPanes },
  { id: "focus", keys: ["f"], title: "Focus mode: only the step", section: "Look", run: toggleFocus },
  { id: "close", keys: ["Escape"], title: "Close what is open; leave focus mode", section: "Screen", run: close, when: isOpen, listed: true },
];

const root = document.documentElement;
const PANES = "misstep.panes";
const FOCUS = "misstep.focus";

/** @returns {Panes} */
function read() {
  const { sizes = {}, closed = [] } = recall("localStorage", PANES, /** @type {Partial<Panes>} */ ({}));
  return { sizes, closed };
}

/** @param {Panes} panes */
function write(panes) {
  root.dataset.closed = panes.closed.join(" ");
  describe();
  keep("localStorage", PANES, panes);
}

/** The size that a pane was given, if it was given one. @param {Pane} pane @returns {number | undefined} */
export function sizeOf(pane) {
  return read().sizes[pane];
}

/** @param {Pane} pane @param {number} [size] none for the usual one */
export function resize(pane, size) {
  const panes = read();
  if (size === undefined) {
    delete panes.sizes[pane];
    root.style.removeProperty(`--pane-${pane}`);
  } else {
    panes.sizes[pane] = size;
    root.style.setProperty(`--pane-${pane}`, `${size}px`);
  }
  write(panes);
}

/** Makes sure that a pane can be seen. @param {"list" | "aside"} pane */
export function openPane(pane) {
  if ("focus" in root.dataset) toggleFocus();
  const panes = read();
  if (panes.closed.includes(pane)) write({ ...panes, closed: panes.closed.filter((each) => each !== pane) });
}

/** @param {"list" | "aside"} pane */
export function togglePane(pane) {
  if ("focus" in root.dataset || read().closed.includes(pane)) return openPane(pane);
  const panes = read();
  write({ ...panes, closed: [...panes.closed, pane] });
  keepFocus();
}

function resetPanes() {
  for (const pane of Object.keys(read().sizes)) root.style.removeProperty(`--pane-${pane}`);
  write({ sizes: {}, closed: [] });
  window.dispatchEvent(new Event("resize"));
}

export function toggleFocus() {
  const on = root.toggleAttribute("data-focus");
  keep("sessionStorage", FOCUS, on);
  describe();
  keepFocus();
  announce(on ? "Focus mode: only the step. Press f or Escape to leave." : "All panes are back");
}

/** What is hidden with the focus in it gives it to the step. */
function keepFocus() {
  const { activeElement } = document;
  if (activeElement && !activeElement.checkVisibility()) document.getElementById("step")?.focus({ preventScroll: true });
}

/** Tells the buttons what they would do. */
export function describe() {
  const closed = new Set(root.dataset.closed?.split(" "));
  for (const pane of ["list", "aside"]) {
    document.querySelector(`[data-action="pane-${pane}"]`)?.setAttribute("aria-expanded", String(!closed.has(pane)));
  }
  for (const button of document.querySelectorAll("[data-action='focus']")) {
    button.setAttribute("aria-pressed", String("focus" in root.dataset));
  }
}

/** A drawer is the target of the address. */
function isOpen() {
  return "focus" in root.dataset || document.querySelector(":is(.replay-aside, .replay-list):target, .replay-aside :target") !== null;
}

/** @param {import("./screen.js").ReplayScreen} screen */
function close(screen) {
  if ("focus" in root.dataset) return toggleFocus();
  location.hash = "step";
  screen.step.focus({ preventScroll: true });
}
