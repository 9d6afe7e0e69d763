// From key presses to commands; none acts inside an input, and the keys of a focused part stay its own.

import { perform } from "./command.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const PAUSE = 1500; // milliseconds between the presses of a sequence such as gg: what GitHub allows, and slow hands need

/** @param {ReplayScreen} screen */
export function listenForKeys(screen) {
  let before = { key: "", at: 0 };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || isTaken(event)) return;
    const key = pressed(event);
    if (key.length === 1 && screen.dataset.shortcuts === "off") return;
    screen.held = event.repeat;
    const sequence = event.timeStamp - before.at < PAUSE ? `${before.key} ${key}` : key;
    before = { key, at: event.timeStamp };
    const command = commandOf(screen, sequence) ?? commandOf(screen, key);
    if (!command) return;
    event.preventDefault();
    before.key = "";
    if (!event.repeat || command.held) perform(screen, command);
  });
  for (const target of [document, window]) {
    target.addEventListener(target === window ? "blur" : "keyup", () => {
      screen.held = false;
    });
  }
}

/** @param {ReplayScreen} screen @param {string} key */
function commandOf(screen, key) {
  return screen.commands.find(({ keys, when }) => keys.includes(key) && (!when || when(screen)));
}

/** The key as commands name it. A character already says whether Shift was held. @param {KeyboardEvent} event */
function pressed(event) {
  const mod = event.ctrlKey || event.metaKey ? "Mod+" : "";
  const shift = event.shiftKey && (event.key.length > 1 || mod) ? "Shift+" : "";
  return `${mod}${shift}${event.key}`;
}

/** Whether the key belongs to what has the focus. @param {KeyboardEvent} event */
function isTaken(event) {
  const target = focused(event);
  if (target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog")) return true;
  if (event.key === " " && target.closest("button, a, summary, input, [role=separator]")) return true;
  if (event.key.startsWith("Arrow") || event.key === "Home" || event.key === "End") {
    return target.closest(".value-frame, .value-whole, [role=tree], [role=separator], [role=slider], [role=listbox], input") !== null;
  }
  return false;
}

/**
 * What has the focus. A part that was hidden, such as a dialog that was closed, still gets keys until the next frame is
 * drawn: they are the screen's. @param {KeyboardEvent} event
 */
function focused({ target }) {
  return target instanceof Element && target.checkVisibility() ? target : document.body;
}
