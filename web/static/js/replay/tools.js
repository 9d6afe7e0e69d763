// The buttons around the step: commands, keys, go to step, links, panes.

import { showNotes } from "./diagnosing.js";
import { pin } from "./forms.js";
import { openHelp } from "./help.js";
import { openPalette } from "./palette.js";
import { describe, toggleFocus, togglePane } from "./panes.js";
import { announce } from "./parts.js";
import { quoteOf } from "./quote.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "copy-link", keys: ["y"], title: "Copy the link to this step, or to the selected words", section: "Screen", run: copyLink },
];

/** @type {Record<string, (screen: ReplayScreen) => unknown>} */
const ACTS = {
  help: openHelp,
  palette: openPalette,
  copy: copyLink,
  pin,
  notes: showNotes,
  focus: toggleFocus,
  "pane-list": () => togglePane("list"),
  "pane-aside": () => togglePane("aside"),
};

/** @param {ReplayScreen} screen */
export function listenForTools(screen) {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-action]") : null;
    if (button instanceof HTMLElement) ACTS[button.dataset.action ?? ""]?.(screen);
  });
  document.addEventListener("pointerdown", (event) => {
    const keeps = event.target instanceof Element && event.target.closest("[data-action='pin'], [data-action='copy']");
    if (keeps) event.preventDefault(); // the selection stays
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(".goto")) return;
    screen.show(Number(/** @type {HTMLInputElement} */ (document.getElementById("goto-number")).value));
  });
  document.addEventListener("swapped", describe);
  describe();
}

/** @param {ReplayScreen} screen */
export function askForStep(screen) {
  const box = document.getElementById("goto");
  const input = document.getElementById("goto-number");
  if (!(box instanceof HTMLDialogElement) || !(input instanceof HTMLInputElement)) return;
  input.max = String(screen.frontier);
  input.value = "";
  box.showModal();
}

/** @param {ReplayScreen} screen */
async function copyLink(screen) {
  const quote = quoteOf(screen);
  const { number, tab } = screen.place;
  const address = new URL(screen.address(number, tab) + quote, location.href).href;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    return announce("The browser did not allow copying: the link is in the address bar");
  }
  const said = quote ? "Link to the selected words copied" : "Link copied";
  announce(said);
  for (const word of document.querySelectorAll("[data-action='copy'] .copy-word")) word.textContent = said;
}
