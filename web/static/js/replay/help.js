// The overlay that lists every key, made from the table of commands.

import { SECTIONS, caps } from "./command.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */
/** @typedef {import("./command.js").Command} Command */

/** @type {Command[]} */
export const commands = [{ id: "help", keys: ["?"], title: "List the keys", section: "Screen", run: openHelp }];

/** @param {ReplayScreen} screen */
export function openHelp(screen) {
  fill(screen);
  const box = document.querySelector("[data-action='shortcuts']");
  if (box instanceof HTMLInputElement) box.checked = screen.dataset.shortcuts !== "off";
  const help = document.getElementById("help");
  if (help instanceof HTMLDialogElement) help.showModal();
}

/** @param {ReplayScreen} screen */
function fill(screen) {
  const list = document.querySelector("#help .help-sections");
  const known = screen.commands.filter(({ keys, listed, when }) => keys.length && (listed || !when || when(screen)));
  const sections = SECTIONS.map((name) => section(name, known.filter((command) => command.section === name)));
  list?.replaceChildren(...sections.flatMap((found) => found ?? []));
}

/** @param {string} name @param {Command[]} listed */
function section(name, listed) {
  if (listed.length === 0) return undefined;
  const whole = element("section", "help-section");
  const title = element("h3", "help-section-title");
  title.textContent = name;
  const keys = element("dl", "help-keys");
  keys.append(...listed.map(line));
  whole.append(title, keys);
  return whole;
}

/** @param {Command} command */
function line(command) {
  const pair = document.createElement("div");
  const keys = document.createElement("dt");
  keys.append(...command.keys.flatMap((key, place) => (place ? [" or ", ...caps(key)] : caps(key))));
  const title = document.createElement("dd");
  title.textContent = command.title;
  pair.append(keys, title);
  return pair;
}

/** @param {string} tag @param {string} className */
function element(tag, className) {
  const made = document.createElement(tag);
  made.className = className;
  return made;
}
