// How the scrubber is drawn: by steps or in time, and with which chart; remembered in cookies that the server reads.

import { announce, swap } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const YEAR = 60 * 60 * 24 * 365;

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "scale", keys: [], title: "Draw the scrubber by steps or in time", section: "Look", run: (screen) => next(screen, "scale") },
  { id: "chart", keys: [], title: "Next chart: context, cost, latency, none", section: "Look", run: (screen) => next(screen, "chart") },
  { id: "numbers", keys: [], title: "Numbers of the run", section: "Look", run: (screen) => location.assign(`${screen.steps}/numbers`) },
];

/** @param {ReplayScreen} screen */
export function listenForScale(screen) {
  screen.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-scrub]") : null;
    if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    choose(screen, link.dataset.scrub ?? "");
  });
}

/** @param {ReplayScreen} screen @param {string} what */
function next(screen, what) {
  const links = [...screen.querySelectorAll(`[data-scrub^="${what}="]`)].filter((link) => link instanceof HTMLElement);
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  return choose(screen, links[(at + 1) % links.length]?.dataset.scrub ?? "");
}

/** @param {ReplayScreen} screen @param {string} choice like `chart=cost` */
async function choose(screen, choice) {
  document.cookie = `misstep_${choice}; path=/; max-age=${YEAR}; samesite=lax`;
  try {
    swap(await screen.parts.steps(screen.address(screen.number)), ["scrubber"]);
  } catch {
    return announce("The timeline could not be loaded: is the server still there?");
  }
  const link = screen.querySelector(`[data-scrub="${choice}"]`);
  if (link instanceof HTMLElement && document.activeElement === document.body) link.focus();
  announce(screen.querySelector(".chart")?.getAttribute("aria-label") ?? "No chart");
}
