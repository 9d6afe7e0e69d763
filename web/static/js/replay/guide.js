// The line of a warm-up that says what to do next: asked for again once a step was opened, and told when it is another.

import { afterPaint, announce, parse, swap } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

let latest = 0;

/** @param {ReplayScreen} screen */
export function listenForGuide(screen) {
  let told = line();
  if (told === undefined) return; // no warm-up
  screen.addEventListener("step-noted", () => {
    if (document.querySelector("#guide[data-walking]")) renew(screen);
  });
  screen.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-guide]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    renew(screen, link.dataset.guide);
  });
  document.addEventListener("swapped", () => {
    const now = line();
    if (now === told) return;
    told = now;
    if (now) afterPaint(() => announce([document.getElementById("live")?.textContent, now].filter(Boolean).join(". ")));
  });
}

/** What is said now; empty while it is hidden, undefined where nothing is. */
function line() {
  const guide = document.getElementById("guide");
  return guide ? (guide.querySelector(".guide-line")?.textContent?.trim().replace(/\s+/g, " ") ?? "") : undefined;
}

/** @param {ReplayScreen} screen @param {string} [choice] whether it is to be shown from now on */
async function renew(screen, choice) {
  const asked = ++latest;
  const address = screen.address(screen.number);
  const url = choice ? `${address}${address.includes("?") ? "&" : "?"}guide=${choice}` : address;
  const answer = await fetch(url, { headers: { Accept: "text/html", "Misstep-Part": "guide" } }).catch(() => undefined);
  if (!answer?.ok) return;
  const html = await answer.text();
  if (asked === latest) swap(parse(html), ["guide"]);
}
