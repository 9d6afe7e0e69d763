// One tab stop for each list and each row of buttons: the arrows go from one to the next, Escape back to the step.

import { afterPaint } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const WHOLE = ".list-scroll:not(:has(> step-tree)), .hit-list, [role=toolbar]"; // the tree has keys of its own
const STOPS = "a[href], summary, button";
const LEFT_OUT = "[data-more] a, [role=toolbar] *"; // rows come by themselves; a toolbar in a list is a stop of its own
const CURRENT = "[aria-current]";
const STOP = "[tabindex='0']";

/** @param {ReplayScreen} screen */
export function listenForRoving(screen) {
  new MutationObserver((changes) => changes.some(({ target, addedNodes }) => concerns(target, addedNodes)) && settle(screen))
    .observe(screen, { childList: true, subtree: true });
  screen.addEventListener("step-shown", () => afterPaint(() => settle(screen, CURRENT)));
  screen.addEventListener("focusin", ({ target }) => target instanceof HTMLElement && rove(target));
  screen.addEventListener("keydown", (event) => press(screen, event));
  settle(screen);
}

/** @param {Node} target @param {NodeList} added */
function concerns(target, added) {
  if (target instanceof Element && target.closest(WHOLE)) return true;
  return [...added].some((node) => node instanceof Element && (node.matches(WHOLE) || node.querySelector(WHOLE) !== null));
}

/** Leaves each list the one stop that it has, or its current row. @param {ReplayScreen} screen @param {string} [wanted] */
function settle(screen, wanted = STOP) {
  for (const list of screen.querySelectorAll(WHOLE)) {
    const stops = stopsOf(list);
    const standing = list.contains(document.activeElement) ? document.activeElement : null;
    const find = (/** @type {string} */ selector) => stops.find((each) => each.matches(selector));
    const stop = stops.find((each) => each === standing) ?? find(wanted) ?? find(STOP) ?? find(CURRENT) ?? stops[0];
    for (const each of stops) {
      const place = each === stop ? 0 : -1;
      if (each.getAttribute("tabindex") !== String(place)) each.tabIndex = place;
    }
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-more] a"))) each.tabIndex = -1;
  }
}

/** @param {Element} list @returns {HTMLElement[]} */
function stopsOf(list) {
  const within = list.matches("[role=toolbar]") ? "" : LEFT_OUT;
  const all = /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll(STOPS));
  return [...all].filter((each) => !within || !each.matches(within));
}

/** What has the focus is where Tab leads back to. @param {HTMLElement} target */
function rove(target) {
  const list = target.closest(WHOLE);
  if (!list || target.tabIndex === 0 || !target.matches(STOPS)) return;
  for (const old of list.querySelectorAll(STOP)) if (old.closest(WHOLE) === list) old.setAttribute("tabindex", "-1");
  target.tabIndex = 0;
}

/** @param {ReplayScreen} screen @param {KeyboardEvent} event */
function press(screen, event) {
  const { target, key } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !(target instanceof HTMLElement)) return;
  const list = target.closest(WHOLE);
  if (!list) return;
  const seen = stopsOf(list).filter((each) => each.checkVisibility());
  const at = seen.indexOf(target);
  const [back, on] = list.matches("[role=toolbar]") ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const to = /** @type {Record<string, number>} */ ({ [back]: Math.max(0, at - 1), [on]: Math.min(at + 1, seen.length - 1), Home: 0, End: seen.length - 1 })[key];
  if (to !== undefined) seen[to]?.focus();
  else if (key === " " && target.dataset.step) screen.show(Number(target.dataset.step), undefined, { stay: true });
  else if (key === "Escape") screen.step.focus({ preventScroll: true });
  else return;
  event.preventDefault();
}
