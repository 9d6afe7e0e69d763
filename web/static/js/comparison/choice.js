// What is chosen beside the comparison: the other arm, the keys' help, single-key shortcuts.

import { openHelp } from "../replay/help.js";

/** @typedef {import("./screen.js").ComparisonScreen} ComparisonScreen */

const YEAR = 60 * 60 * 24 * 365;

/** @param {ComparisonScreen} screen */
export function listenForChoice(screen) {
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-action='help']") : null;
    if (button) openHelp(/** @type {any} */ (screen));
  });
  document.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || box.dataset.action !== "shortcuts") return;
    screen.dataset.shortcuts = box.checked ? "on" : "off";
    document.cookie = `misstep_keys=${box.checked ? "on" : "off"}; path=/; max-age=${YEAR}; samesite=lax`;
  });
}
