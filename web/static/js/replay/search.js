// Search in the revealed steps: the server finds, the list shows, n and N walk.

import { announce, swap } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @type {import("./command.js").Command[]} */
export const commands = [
  { id: "find", keys: ["/"], title: "Find in the revealed steps", section: "Find", run: openSearch },
  { id: "next-hit", keys: ["n"], title: "Next hit", section: "Find", run: (screen) => nextHit(screen, 1) },
  { id: "previous-hit", keys: ["N"], title: "Previous hit", section: "Find", run: (screen) => nextHit(screen, -1) },
];

/** @param {ReplayScreen} screen */
export function listenForSearch(screen) {
  screen.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.getAttribute("role") !== "search") return;
    event.preventDefault();
    find(screen, String(new FormData(form).get("find") ?? "").trim());
  });
  screen.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("[data-clear]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    find(screen, "");
  }, { capture: true });
  screen.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target instanceof HTMLElement && event.target.matches(".list-find")) {
      event.target.blur();
      screen.step.focus({ preventScroll: true });
    }
  });
}

/** @param {ReplayScreen} screen */
function openSearch(screen) {
  if (matchMedia("(width < 700px)").matches) location.hash = "steps";
  const input = screen.querySelector(".list-find");
  if (input instanceof HTMLInputElement) {
    input.focus();
    input.select();
  }
}

/** @param {ReplayScreen} screen @param {string} text */
async function find(screen, text) {
  const address = screen.address(screen.number);
  const joint = address.includes("?") ? "&" : "?";
  swap(await screen.parts.steps(text ? `${address}${joint}find=${encodeURIComponent(text)}` : address), ["steps"]);
  const hits = hitNumbers(screen);
  if (text) announce(`${hits.length} steps found`);
  const first = hits.find((number) => number >= screen.number) ?? hits[0];
  if (first !== undefined) await screen.show(first);
  screen.step.focus({ preventScroll: true });
}

/** @param {ReplayScreen} screen @param {1 | -1} direction */
function nextHit(screen, direction) {
  const ahead = hitNumbers(screen).filter((number) => (number - screen.number) * direction > 0);
  const next = direction > 0 ? ahead[0] : ahead.at(-1);
  if (next !== undefined) screen.show(next);
}

/** @param {ReplayScreen} screen */
function hitNumbers(screen) {
  const hits = /** @type {NodeListOf<HTMLElement>} */ (screen.querySelectorAll(".hit"));
  return [...hits].map((hit) => Number(hit.dataset.step));
}
