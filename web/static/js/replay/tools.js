// The buttons above the step: keys, go to step, copy link, the right pane.

import { pin } from "./forms.js";
import { openHelp } from "./help.js";
import { announce } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "copy-link", keys: ["y"], title: "Copy the link to this step", section: "Screen", run: copyLink },
  { id: "pane", keys: [], title: "Show or hide the right pane", section: "Screen", run: togglePane },
];

const YEAR = 60 * 60 * 24 * 365;

/** @param {ReplayScreen} screen */
export function listenForTools(screen) {
  const acts = { help: openHelp, copy: copyLink, pane: togglePane, pin };
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-action]") : null;
    const name = button instanceof HTMLElement ? button.dataset.action : undefined;
    if (name === "help" || name === "copy" || name === "pane" || name === "pin") acts[name](screen);
  });
  document.addEventListener("pointerdown", (event) => {
    const pinning = event.target instanceof Element && event.target.closest("[data-action='pin']");
    if (pinning) event.preventDefault(); // the selection stays
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.dataset.action !== "shortcuts") return;
    screen.dataset.shortcuts = box.checked ? "on" : "off";
    remember("misstep_keys", box.checked ? "on" : "off");
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(".goto")) return;
    screen.show(Number(/** @type {HTMLInputElement} */ (document.getElementById("goto-number")).value));
  });
}

/** @param {string} name @param {string} value */
function remember(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${YEAR}; samesite=lax`;
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
  try {
    await navigator.clipboard.writeText(new URL(screen.address(screen.number), location.href).href);
    announce("Link copied");
    const word = screen.querySelector("[data-action='copy'] span");
    if (word) word.textContent = "Copied";
  } catch {
    announce("The browser did not allow copying: the link is in the address bar");
  }
}

function togglePane() {
  const closed = document.body.classList.toggle("replay-body--wide");
  remember("misstep_pane", closed ? "closed" : "open");
}
