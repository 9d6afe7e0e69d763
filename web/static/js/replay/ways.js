// Ways that the server knows from a step: over and out of an agent, to another lane, to a mark.

import { announce } from "./parts.js";
import { decide } from "./turns.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "over", keys: ["Shift+ArrowRight"], title: "Step over what begins here", section: "Move", run: (screen) => take(screen, "over") },
  { id: "out", keys: ["Shift+ArrowLeft"], title: "Step out of the agent", section: "Move", run: (screen) => take(screen, "out") },
  { id: "previous-lane", keys: ["h"], title: "Previous lane", section: "Move", run: (screen) => take(screen, "laneBefore") },
  { id: "next-lane", keys: ["l"], title: "Next lane", section: "Move", run: (screen) => take(screen, "laneAfter") },
  { id: "previous-mark", keys: ["["], title: "Previous mark", section: "Move", run: (screen) => take(screen, "markBefore") },
  { id: "next-mark", keys: ["]"], title: "Next mark", section: "Move", run: (screen) => take(screen, "markAfter") },
];

/** What is said where there is no such way. @type {Record<string, string>} */
const NOWHERE = {
  over: "What begins here is not over at the last revealed step",
  out: "No step further out called this one",
  laneBefore: "No earlier step is in another lane",
  laneAfter: "No later revealed step is in another lane",
  markBefore: "No earlier step is marked",
  markAfter: "No later step is marked",
};

/** The way from the step that is wanted, once it is there: quick keys may be ahead of it. @param {ReplayScreen} screen @param {string} way */
async function take(screen, way) {
  const led = await decide(async () => {
    await screen.arrived;
    const number = Number(screen.step.dataset[way]);
    if (number) screen.show(number);
    return number > 0;
  });
  if (led) return screen.arrived;
  await screen.told;
  const last = way === "over" && screen.number >= screen.frontier;
  announce(last ? "This is the last revealed step" : (NOWHERE[way] ?? ""));
}
