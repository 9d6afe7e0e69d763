// From step to step.

import { announce } from "./parts.js";
import { toBottom, toTop } from "./scrolling.js";
import { askForStep } from "./tools.js";
import { inTurn } from "./turns.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "next", keys: ["j", "ArrowRight"], title: "Next step; at the last one, reveal the next", section: "Move", run: (screen) => inTurn(() => forward(screen)), held: true },
  { id: "previous", keys: ["k", "ArrowLeft"], title: "Previous step", section: "Move", run: (screen) => inTurn(() => screen.show(screen.beside(screen.place.number, -1))), held: true },
  { id: "first", keys: ["g g"], title: "First step", section: "Move", run: (screen) => inTurn(() => screen.show(1)) },
  { id: "last", keys: ["G"], title: "Last revealed step", section: "Move", run: (screen) => inTurn(() => screen.show(screen.last)) },
  { id: "top", keys: ["Home"], title: "Top of the step; from there, the first step", section: "Move", run: (screen) => toTop(screen, () => screen.show(1)) },
  { id: "bottom", keys: ["End"], title: "End of the step; from there, the last revealed step", section: "Move", run: (screen) => toBottom(screen, () => screen.show(screen.last)) },
  { id: "go-to", keys: [":", "Mod+g"], title: "Go to a step by its number", section: "Move", run: askForStep },
];

/** The next step; at the frontier of a run read forward only, the next is revealed. @param {ReplayScreen} screen */
export function forward(screen) {
  const next = screen.beside(screen.place.number, 1);
  if (next <= screen.frontier) return screen.show(next);
  const reveal = screen.querySelector("[data-action='reveal']");
  if (reveal && screen.held) return announce("This is the last revealed step: press again to reveal the next");
  if (reveal instanceof HTMLButtonElement) reveal.click();
}
