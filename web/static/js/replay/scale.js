// How the scrubber is drawn: by steps or in time, and with which chart; remembered in cookies that the server reads.

import { choose as remember } from "../remember.js";
import { announce, swap } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

let latest = 0;

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "scale", keys: [], title: "Draw the scrubber by steps or in time", section: "Look", also: "settings", run: (screen) => next(screen, "scale") },
  { id: "chart", keys: [], title: "Next chart: context, cost, latency, none", section: "Look", also: "settings", run: (screen) => next(screen, "chart") },
  { id: "numbers", keys: [], title: "Numbers of the run", section: "Look", run: (screen) => location.assign(`${screen.steps}/numbers`) },
];

/** @param {ReplayScreen} screen */
export function listenForScale(screen) {
  screen.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!(button instanceof HTMLButtonElement) || !button.matches(".scrub-choice")) return;
    event.preventDefault();
    choose(screen, button.name, button.value);
  });
}

/** @param {ReplayScreen} screen @param {string} name */
function next(screen, name) {
  const choices = [...screen.querySelectorAll(`.scrub-choice[name="${name}"]`)];
  const at = choices.findIndex((choice) => choice.getAttribute("aria-pressed") === "true");
  return choose(screen, name, choices[(at + 1) % choices.length]?.getAttribute("value") ?? "");
}

/** @param {ReplayScreen} screen @param {string} name @param {string} value */
async function choose(screen, name, value) {
  const focused = document.activeElement instanceof Element && document.activeElement.matches(".scrub-choice");
  remember(name, value);
  const chosen = ++latest;
  try {
    const part = await screen.parts.steps(screen.searched(screen.address(screen.number)));
    if (chosen !== latest) return; // a later choice overtook this one
    swap(part, ["scrubber"]);
  } catch {
    return announce("The scrubber could not be drawn anew: is the server still there?");
  }
  const choice = screen.querySelector(`.scrub-choice[name="${name}"][value="${value}"]`);
  if (focused && choice instanceof HTMLElement) choice.focus();
  announce((name === "chart" && screen.querySelector(".chart")?.getAttribute("aria-label")) || `Scrubber: ${choice?.textContent}`);
}
