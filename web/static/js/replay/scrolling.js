// The keys that scroll, scroll the step, wherever the focus is that has no use for them.

import { scrollerOf } from "./scroller.js";
import { inTurn } from "./turns.js";

/** @typedef {{step: HTMLElement}} Screen the replay's or the comparison's */

const LINE = 40; // pixels, as browsers go by an arrow key
const PAGE = 0.875; // of what is in view, as they go by a page
const OWN = "#step, .list-scroll, .list-hits, .replay-aside, dialog"; // what scrolls by itself while the focus is in it

/** @type {[string, string, (height: number) => number][]} */
const WAYS = [
  ["ArrowDown", "Scroll the step down", () => LINE],
  ["ArrowUp", "Scroll the step up", () => -LINE],
  ["PageDown", "A page down in the step", (height) => PAGE * height],
  ["PageUp", "A page up in the step", (height) => -PAGE * height],
];

export const scrolling = WAYS.map(([key, title, by]) => ({
  id: `scroll-${key}`,
  keys: [key],
  title,
  section: /** @type {const} */ ("Move"),
  run: (/** @type {Screen} */ screen) => scroll(screen, by),
  when: isMissed,
  listed: true,
  held: true,
}));

/** Home and End go to the ends of the step first, and from there on. @param {Screen} screen @param {() => unknown} onward */
export function toTop({ step }, onward) {
  return inTurn(() => (scrollTo(scrollerOf(step), 0) ? undefined : onward()));
}

/** @param {Screen} screen @param {() => unknown} onward */
export function toBottom({ step }, onward) {
  const box = scrollerOf(step);
  return inTurn(() => (scrollTo(box, box.scrollHeight - box.clientHeight) ? undefined : onward()));
}

/** Whether it was elsewhere. @param {Element} box @param {number} top */
function scrollTo(box, top) {
  if (Math.abs(box.scrollTop - top) <= 1) return false;
  box.scrollTo({ top, behavior: "instant" });
  return true;
}

/** Whether a scrolling key would do nothing by itself. @param {Screen} screen */
function isMissed({ step }) {
  return !document.activeElement?.closest(OWN) && scrollerOf(step) === step;
}

/** @param {Screen} screen @param {(height: number) => number} by */
function scroll({ step }, by) {
  step.scrollBy({ top: by(step.clientHeight), behavior: "instant" });
  if (document.activeElement === document.body) step.focus({ preventScroll: true });
}
