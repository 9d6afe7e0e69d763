// Which view of the run stands in the left pane: the links switch it in place, t goes through them.

import { announce, swap } from "./parts.js";
import { heightOf, putAt } from "./scroller.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "view", keys: ["t"], title: "Next view of the run: list, tree, timeline", section: "Look", run: nextView, when: hasViews },
];

/** @param {ReplayScreen} screen */
export function listenForViews(screen) {
  screen.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest(".view-link") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showView(screen, link.dataset.view ?? "list");
  });
  window.addEventListener("hashchange", () => look(screen));
  window.addEventListener("load", () => look(screen));
}

/** Where the pane is one that opens, it opens at the shown step. @param {ReplayScreen} screen */
function look(screen) {
  if (location.hash !== "#steps") return;
  currentRow(screen)?.scrollIntoView({ block: "center" });
}

/** @param {ReplayScreen} screen */
function currentRow(screen) {
  return screen.querySelector("#steps .row-link[aria-current]");
}

/** @param {ReplayScreen} screen @returns {HTMLAnchorElement[]} */
function links(screen) {
  return [...screen.querySelectorAll("a.view-link")].filter((link) => link instanceof HTMLAnchorElement);
}

/** @param {ReplayScreen} screen */
function hasViews(screen) {
  return links(screen).length > 1;
}

/** @param {ReplayScreen} screen */
function nextView(screen) {
  const all = links(screen);
  const at = all.findIndex((link) => link.hasAttribute("aria-current"));
  return showView(screen, all[(at + 1) % all.length]?.dataset.view ?? "list");
}

let latest = 0;

/** The server draws it, and remembers that it was asked for. @param {ReplayScreen} screen @param {string} view */
async function showView(screen, view) {
  const focused = document.activeElement instanceof HTMLElement && document.activeElement.matches(".view-link");
  const { number } = screen;
  const address = screen.address(number);
  const asked = ++latest;
  try {
    const part = await screen.parts.steps(`${address}${address.includes("?") ? "&" : "?"}view=${view}`);
    if (asked !== latest) return; // a later choice overtook this one
    if (number !== screen.number) return showView(screen, view);
    const height = heightOf(currentRow(screen));
    swap(part, ["steps"]);
    putAt(currentRow(screen), height);
  } catch {
    return announce("The view could not be loaded: is the server still there?");
  }
  const link = links(screen).find((each) => each.dataset.view === view);
  if (focused) link?.focus();
  announce(`${link?.textContent ?? view} of the run`);
}
