// What a reader sets for good, by name: the theme, and whether single keys act.

import { choose } from "../remember.js";
import { announce } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "theme-dark", keys: [], title: "Dark theme", section: "Screen", also: "settings", run: turnTheme, when: () => themeButton()?.value === "dark" },
  { id: "theme-light", keys: [], title: "Light theme", section: "Screen", also: "settings", run: turnTheme, when: () => themeButton()?.value === "light" },
  { id: "keys-off", keys: [], title: "Single-key shortcuts off", section: "Screen", also: "settings", run: (screen) => setKeys(screen, "off"), when: haveKeys },
  { id: "keys-on", keys: [], title: "Single-key shortcuts on", section: "Screen", also: "settings", run: (screen) => setKeys(screen, "on"), when: (screen) => !haveKeys(screen) },
];

/** @param {ReplayScreen} screen */
export function listenForSettings(screen) {
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.action === "shortcuts") setKeys(screen, target.checked ? "on" : "off");
  });
}

/** @param {ReplayScreen} screen */
function haveKeys(screen) {
  return screen.dataset.shortcuts !== "off";
}

/** @param {ReplayScreen} screen @param {"on" | "off"} shortcuts */
function setKeys(screen, shortcuts) {
  screen.dataset.shortcuts = shortcuts;
  choose("keys", shortcuts);
  announce(`Single-key shortcuts are ${shortcuts}`);
}

/** The switch above the step, which is there where there is no script as well. */
function themeButton() {
  const button = document.querySelector("theme-switch button");
  return button instanceof HTMLButtonElement ? button : undefined;
}

function turnTheme() {
  const button = themeButton();
  button?.form?.requestSubmit(button);
}
