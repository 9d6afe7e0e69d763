// Pinned words are marked in the step that is shown, wherever its page holds them; pressing a mark leads to its pin.

import { write } from "./drawer.js";
import { afterPaint } from "./parts.js";
import { mark, passagesIn } from "./passages.js";

/**
 * @typedef {import("./screen.js").ReplayScreen} ReplayScreen
 * @typedef {{range: Range, link: HTMLElement}} Marked a place, and what leads to it from the right pane
 */

/** @type {Marked[]} */
let marked = [];

/** @param {ReplayScreen} screen */
export function listenForPinnedWords(screen) {
  let due = false;
  const again = () => {
    if (due) return;
    due = true;
    afterPaint(() => {
      due = false;
      markPins(screen);
    });
  };
  screen.addEventListener("step-shown", again);
  document.addEventListener("content-fetched", again);
  document.addEventListener("swapped", (event) => {
    if (/** @type {CustomEvent} */ (event).detail.includes("diagnosis")) again();
  });
  screen.addEventListener("click", (event) => press(screen, event));
  again();
}

/** @param {ReplayScreen} screen */
function markPins(screen) {
  const content = screen.querySelector("#content");
  if (!content) return;
  marked = [];
  for (const [step, root] of [[screen.number, content], ...othersIn(content)]) {
    const links = [...screen.querySelectorAll(`a[data-quote][data-step="${step}"]`)];
    const quotes = links.map((link) => (link instanceof HTMLElement ? link.dataset.quote : undefined) ?? "");
    const found = quotes.length > 0 ? passagesIn(/** @type {Element} */ (root), quotes) : [];
    marked.push(...found.flatMap((ranges, place) => ranges.map((range) => ({ range, link: /** @type {HTMLElement} */ (links[place]) }))));
  }
  mark("pinned", marked.map(({ range }) => range));
  tellFolds(content);
}

/** What the page shows of other steps. @param {Element} content @returns {[number, Element][]} */
function othersIn(content) {
  return [...content.querySelectorAll("[data-of]")].map((part) => [Number(part.getAttribute("data-of")), part]);
}

/** A fold that is closed says that pinned words are in it. @param {Element} content */
function tellFolds(content) {
  for (const fold of content.querySelectorAll("details[data-pinned]")) fold.removeAttribute("data-pinned");
  for (const { range } of marked) {
    for (let fold = range.startContainer.parentElement?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      fold.setAttribute("data-pinned", "");
    }
  }
}

/** A click, not the end of a selection, and on nothing that does something itself. @param {ReplayScreen} screen @param {MouseEvent} event */
function press(screen, { target, clientX, clientY }) {
  if (!(target instanceof Element) || target.closest("a, button, summary, input, textarea") || !target.closest("#content")) return;
  if (getSelection()?.isCollapsed === false) return;
  const at = marked.find(({ range }) => [...range.getClientRects()].some(({ left, right, top, bottom }) =>
    left <= clientX && clientX <= right && top <= clientY && clientY <= bottom));
  if (at) write(screen, at.link.closest(".pinned")?.querySelector("form[action$='/removal'] button") ?? at.link);
}
