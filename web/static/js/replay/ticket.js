// The ticket in the right pane: its key leads to it and back, and a cookie tells the server whether it is folded.

import { choose } from "../remember.js";
import { leave, write } from "./drawer.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "ticket", keys: ["b"], title: "The ticket, and back to the step", section: "Look", run: turn, when: hasTicket },
  { id: "brief", keys: [], title: "Open the whole brief", section: "Look", run: openBrief, when: hasTicket },
];

/** @param {ReplayScreen} screen */
export function listenForTicket(screen) {
  screen.addEventListener("toggle", ({ target }) => {
    if (!(target instanceof HTMLDetailsElement) || target.id !== "ticket") return;
    const drawn = document.cookie.includes("misstep_ticket=folded") ? "folded" : "open"; // it is told of that too
    const now = target.open ? "open" : "folded";
    if (now !== drawn) choose("ticket", now);
  }, { capture: true });
}

/** An imported run has none. @param {ReplayScreen} screen */
function hasTicket(screen) {
  return screen.querySelector("#ticket") !== null;
}

/** @param {ReplayScreen} screen */
function turn(screen) {
  if (screen.querySelector("#ticket")?.contains(document.activeElement)) leave(screen);
  else write(screen, "#ticket > summary");
}

/** @param {ReplayScreen} screen */
function openBrief(screen) {
  const link = screen.querySelector("#ticket a[href$='/brief']");
  if (link instanceof HTMLAnchorElement) location.assign(link.href);
}
