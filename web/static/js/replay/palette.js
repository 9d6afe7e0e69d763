// The command palette: every command by its name, a step by its number, words to be found. An ARIA combobox.

import { perform } from "./command.js";
import { choices, noteUse } from "./palette/choices.js";
import { drawChoices } from "./palette/list.js";

/**
 * @typedef {import("./screen.js").ReplayScreen} ReplayScreen
 * @typedef {import("./palette/choices.js").Choice} Choice
 */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "palette", keys: ["Mod+k"], title: "All commands", section: "Screen", run: openPalette },
];

/** @type {Choice[]} */
let shown = [];
let at = 0;

/** @param {ReplayScreen} screen */
export function listenForPalette(screen) {
  const { box, input, list } = parts();
  input?.addEventListener("input", () => fill(screen));
  input?.addEventListener("keydown", (event) => press(screen, event));
  list?.addEventListener("click", ({ target }) => {
    const option = target instanceof Element ? target.closest("[role=option]") : null;
    if (option) choose(screen, Number(option.getAttribute("data-place")));
  });
  list?.addEventListener("pointerdown", (event) => event.preventDefault()); // the input keeps the focus
  box?.addEventListener("click", (event) => event.target === box && box.close());
}

/** @param {ReplayScreen} screen */
export function openPalette(screen) {
  const { box, input } = parts();
  if (!box || !input) return;
  input.value = "";
  fill(screen);
  box.showModal();
}

function parts() {
  const [box, input] = [document.getElementById("palette"), document.getElementById("palette-input")];
  return {
    box: box instanceof HTMLDialogElement ? box : undefined,
    input: input instanceof HTMLInputElement ? input : undefined,
    list: document.getElementById("palette-list"),
  };
}

/** @param {ReplayScreen} screen */
function fill(screen) {
  shown = choices(screen, parts().input?.value ?? "");
  draw(0);
}

/** @param {number} place */
function draw(place) {
  at = shown.length ? (place + shown.length) % shown.length : 0;
  const { input, list } = parts();
  if (!input || !list) return;
  drawChoices(list, shown, at);
  const current = list.querySelector("[aria-selected='true']");
  input.setAttribute("aria-activedescendant", current?.id ?? "");
  current?.scrollIntoView({ block: "nearest" });
}

/** @param {ReplayScreen} screen @param {KeyboardEvent} event */
function press(screen, event) {
  if (event.isComposing) return;
  const moves = /** @type {Record<string, number>} */ ({ ArrowDown: at + 1, ArrowUp: at - 1, PageDown: Math.min(at + 8, shown.length - 1), PageUp: Math.max(at - 8, 0) });
  const to = moves[event.key];
  if (to !== undefined) draw(to);
  else if (event.key === "Enter") choose(screen, at);
  else if (event.key === "Escape" || (event.key === "k" && (event.ctrlKey || event.metaKey))) parts().box?.close();
  else return;
  event.preventDefault();
}

/** The palette closes first, so that what the command puts the cursor into keeps it. @param {ReplayScreen} screen @param {number} place */
function choose(screen, place) {
  const choice = shown[place];
  if (!choice) return undefined;
  parts().box?.close();
  if (!choice.command) return choice.run?.();
  noteUse(choice.command);
  return perform(screen, choice.command);
}
