// Search in the revealed steps: the server finds, the list shows, n and N walk, and the step marks the words.

import { mark, placesOf, reveal } from "./passages.js";
import { openPane } from "./panes.js";
import { announce, swap } from "./parts.js";
import { listenForSuggestions } from "./suggest.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "find", keys: ["/"], title: "Find in the revealed steps", section: "Find", run: openSearch },
  { id: "next-hit", keys: ["n"], title: "Next hit", section: "Find", run: (screen) => nextHit(screen, 1) },
  { id: "previous-hit", keys: ["N"], title: "Previous hit", section: "Find", run: (screen) => nextHit(screen, -1) },
  { id: "clear-search", keys: [], title: "Clear the search", section: "Find", run: (screen) => find(screen, ""), when: hasHits },
];

/** @param {ReplayScreen} screen */
export function listenForSearch(screen) {
  screen.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.matches(".list-search form")) return;
    event.preventDefault();
    find(screen, String(new FormData(form).get("find") ?? "").trim());
  });
  screen.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-clear], [data-more-hits]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (link.dataset.clear === undefined) more(screen, link.href);
    else find(screen, "");
  }, { capture: true });
  screen.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || !(event.target instanceof Element)) return;
    if (event.target.matches(".list-find")) screen.step.focus({ preventScroll: true });
  });
  screen.addEventListener("step-shown", () => markSoon(screen));
  new MutationObserver(() => markSoon(screen)).observe(screen, { childList: true, subtree: true });
  listenForSuggestions(screen);
  markSoon(screen);
}

/** @param {ReplayScreen} screen */
function openSearch(screen) {
  openPane("list");
  if (matchMedia("(width < 700px)").matches) location.hash = "steps";
  const input = screen.querySelector(".list-find");
  if (input instanceof HTMLInputElement) {
    input.focus();
    input.select();
  }
}

/** Searches, and goes to the first hit from here on; a search that cannot be read stays to be mended. @param {ReplayScreen} screen @param {string} text */
export async function find(screen, text) {
  const before = screen.dataset.find ?? "";
  screen.dataset.find = text;
  const part = await screen.parts.steps(screen.searched(screen.address(screen.number))).catch(() => undefined);
  if (screen.dataset.find !== text) return; // a later search overtook this one
  if (!part) {
    screen.dataset.find = before;
    return announce("The search could not be sent: is the server still there?");
  }
  swap(part, ["steps", "scrubber"]);
  history.replaceState(history.state, "", screen.searched(screen.address(screen.number)));
  const problem = screen.querySelector("#find-problem");
  if (problem) {
    announce([...problem.childNodes].map((node) => (node.nodeName === "A" ? "" : node.textContent)).join("").trim());
    return openSearch(screen);
  }
  const numbers = hitNumbers(screen);
  const first = numbers.find((number) => number >= screen.number) ?? numbers[0];
  if (first !== undefined) await screen.show(first, tabOf(screen, first));
  const told = screen.querySelector(".hits-note span")?.textContent ?? "Nothing found";
  if (first !== undefined) screen.remark = told;
  else announce(text ? told : "Search cleared");
  screen.step.focus({ preventScroll: true });
  showMark(screen);
}

/** @param {ReplayScreen} screen @param {string} address */
async function more(screen, address) {
  const listed = screen.querySelectorAll(".hit").length;
  const part = await screen.parts.steps(address).catch(() => undefined);
  if (!part) return announce("Further hits could not be loaded: is the server still there?");
  swap(part, ["hits"]);
  const next = screen.querySelectorAll(".hit")[listed];
  if (next instanceof HTMLElement) next.focus();
}

/** @param {ReplayScreen} screen @param {1 | -1} direction */
async function nextHit(screen, direction) {
  const { number } = screen.place;
  const ahead = hitNumbers(screen).filter((each) => (each - number) * direction > 0);
  const next = direction > 0 ? ahead[0] : ahead.at(-1);
  if (!hasHits(screen)) return openSearch(screen);
  if (next === undefined) {
    await screen.told; // the step that a quick hand has just come to
    return announce(direction > 0 ? "No further hit" : "No earlier hit");
  }
  await screen.show(next, tabOf(screen, next));
  showMark(screen);
}

/** @param {ReplayScreen} screen */
function hasHits(screen) {
  return screen.querySelector("#hits") !== null;
}

/** The steps with a hit, or those where the words stand inside alone. @param {ReplayScreen} screen @param {"numbers" | "inside"} which */
function hitNumbers(screen, which = "numbers") {
  const hits = screen.querySelector("#hits");
  return hits instanceof HTMLElement ? (hits.dataset[which] ?? "").split(" ").filter(Boolean).map(Number) : [];
}

/** The tab where the words of a hit stand. @param {ReplayScreen} screen @param {number} number */
function tabOf(screen, number) {
  if (hitNumbers(screen, "inside").includes(number)) return "inside";
  return screen.place.tab === "inside" ? "delta" : screen.place.tab;
}

/** @param {ReplayScreen} screen */
function marks(screen) {
  const hits = screen.querySelector("#hits");
  const content = screen.querySelector("#content");
  if (!(hits instanceof HTMLElement) || !content) return [];
  return placesOf(content, JSON.parse(hits.dataset.words ?? "[]"));
}

let soon = 0;

/** @param {ReplayScreen} screen */
function markSoon(screen) {
  clearTimeout(soon);
  soon = setTimeout(() => mark("hit", marks(screen)), 30); // once the step is painted
}

/** @param {ReplayScreen} screen */
function showMark(screen) {
  const [first] = marks(screen);
  if (first) reveal(first);
}
