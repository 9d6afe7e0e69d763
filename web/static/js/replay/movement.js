// From step to step, lane to lane, mark to mark.

import { announce } from "./parts.js";
import { askForStep } from "./tools.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "next", keys: ["j", "ArrowRight"], title: "Next step; at the last one, reveal the next", section: "Move", run: forward, held: true },
  { id: "previous", keys: ["k", "ArrowLeft"], title: "Previous step", section: "Move", run: (screen) => screen.show(screen.place.number - 1), held: true },
  { id: "first", keys: ["g g", "Home"], title: "First step", section: "Move", run: (screen) => screen.show(1) },
  { id: "last", keys: ["G", "End"], title: "Last revealed step", section: "Move", run: (screen) => screen.show(screen.frontier) },
  { id: "go-to", keys: [":", "Mod+g"], title: "Go to a step by its number", section: "Move", run: askForStep },
  { id: "previous-lane", keys: ["h"], title: "Previous lane", section: "Move", run: (screen) => jump(screen, -1, otherLane) },
  { id: "next-lane", keys: ["l"], title: "Next lane", section: "Move", run: (screen) => jump(screen, 1, otherLane) },
  { id: "previous-mark", keys: ["["], title: "Previous mark", section: "Move", run: (screen) => jump(screen, -1, marked) },
  { id: "next-mark", keys: ["]"], title: "Next mark", section: "Move", run: (screen) => jump(screen, 1, marked) },
];

/** The next step; at the frontier of a run read forward only, the next is revealed. @param {ReplayScreen} screen */
export function forward(screen) {
  const next = screen.place.number + 1;
  if (next <= screen.frontier) return screen.show(next);
  const reveal = screen.querySelector("[data-action='reveal']");
  if (reveal && screen.held) return announce("This is the last revealed step: press again to reveal the next");
  if (reveal instanceof HTMLButtonElement) reveal.click();
}

/** @param {HTMLElement} link */
function marked(link) {
  return link.querySelector(".step-marks") !== null;
}

/** @param {HTMLElement} link @param {string | undefined} lane */
function otherLane(link, lane) {
  return link.dataset.lane !== lane;
}

/**
 * Goes to the nearest listed step, before or after this one, that fits.
 * @param {ReplayScreen} screen
 * @param {1 | -1} direction
 * @param {(link: HTMLElement, lane: string | undefined) => boolean} fits
 */
function jump(screen, direction, fits) {
  const links = /** @type {HTMLElement[]} */ ([...screen.querySelectorAll(".row-link")]);
  const lane = links.find((link) => Number(link.dataset.step) === screen.place.number)?.dataset.lane;
  const ahead = links.filter((link) => (Number(link.dataset.step) - screen.place.number) * direction > 0);
  const found = (direction > 0 ? ahead : ahead.reverse()).find((link) => fits(link, lane));
  if (found) screen.show(Number(found.dataset.step));
}
