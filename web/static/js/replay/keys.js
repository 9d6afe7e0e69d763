// The keys of UI.md; none of them acts inside an input or together with another modifier.

import { claim, pin, review, suspect } from "./forms.js";
import { nextHit, openSearch } from "./search.js";
import { askForStep, copyLink, openHelp } from "./tools.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const TABS = ["delta", "context", "output", "state", "raw"];
const SECOND_G = 800; // milliseconds between the two presses of gg

/** Keys that carry no character: they stay when single-key shortcuts are off. @type {Record<string, (screen: ReplayScreen) => unknown>} */
const MOVES = {
  ArrowRight: forward,
  ArrowLeft: (screen) => screen.show(screen.number - 1),
  Home: (screen) => screen.show(1),
  End: (screen) => screen.show(screen.frontier),
};

/** @type {Record<string, (screen: ReplayScreen) => unknown>} */
const CHARACTERS = {
  j: forward,
  k: (screen) => screen.show(screen.number - 1),
  G: (screen) => screen.show(screen.frontier),
  ":": askForStep,
  h: (screen) => jump(screen, -1, (link, lane) => link.dataset.lane !== lane),
  l: (screen) => jump(screen, 1, (link, lane) => link.dataset.lane !== lane),
  "[": (screen) => jump(screen, -1, marked),
  "]": (screen) => jump(screen, 1, marked),
  "/": openSearch,
  n: (screen) => nextHit(screen, 1),
  N: (screen) => nextHit(screen, -1),
  m: suspect,
  p: pin,
  c: claim,
  y: copyLink,
  "?": openHelp,
  ...Object.fromEntries(TABS.map((tab, index) => [String(index + 1), (/** @type {ReplayScreen} */ screen) => screen.show(screen.number, tab)])),
};

/** @param {ReplayScreen} screen */
export function listenForKeys(screen) {
  let pressedG = 0;
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || taken(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return withModifier(screen, event);
    if (event.key === "g") {
      if (event.timeStamp - pressedG < SECOND_G && characters(screen)) screen.show(1);
      pressedG = event.timeStamp;
      return;
    }
    const act = MOVES[event.key] ?? (characters(screen) ? CHARACTERS[event.key] : undefined);
    if (!act || (event.shiftKey && event.key in MOVES)) return;
    event.preventDefault();
    act(screen);
  });
}

/** @param {ReplayScreen} screen */
function characters(screen) {
  return screen.dataset.shortcuts !== "off";
}

/** @param {ReplayScreen} screen @param {KeyboardEvent} event */
function withModifier(screen, event) {
  if (event.altKey || event.shiftKey || (event.ctrlKey && event.metaKey)) return;
  const act = { Enter: review, g: askForStep }[event.key];
  if (!act) return;
  event.preventDefault();
  act(screen);
}

/** Whether the key belongs to what has the focus. @param {KeyboardEvent} event */
function taken(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  if (target.closest("input:not([type=checkbox]), textarea, select, [contenteditable], dialog")) return true;
  return event.key.startsWith("Arrow") && target.closest(".value-frame, .message-whole") !== null;
}

/** The next step; at the frontier of a run read forward only, the next is revealed. @param {ReplayScreen} screen */
function forward(screen) {
  if (screen.number < screen.frontier) return screen.show(screen.number + 1);
  const reveal = screen.querySelector("[data-action='reveal']");
  if (reveal instanceof HTMLButtonElement) reveal.click();
}

/** @param {HTMLElement} link */
function marked(link) {
  return link.querySelector(".step-marks") !== null;
}

/**
 * Goes to the nearest listed step, before or after this one, that fits.
 * @param {ReplayScreen} screen
 * @param {1 | -1} direction
 * @param {(link: HTMLElement, lane: string | undefined) => boolean} fits
 */
function jump(screen, direction, fits) {
  const links = /** @type {HTMLElement[]} */ ([...screen.querySelectorAll(".row-link")]);
  const lane = links.find((link) => Number(link.dataset.step) === screen.number)?.dataset.lane;
  const ahead = links.filter((link) => (Number(link.dataset.step) - screen.number) * direction > 0);
  const found = (direction > 0 ? ahead : ahead.reverse()).find((link) => fits(link, lane));
  if (found) screen.show(Number(found.dataset.step));
}
