// Search inside one value: the server finds, however large it is, and the branches that match are shown.

import { fetched } from "../fragment.js";

/** @typedef {import("../viewer.js").ValueViewer} ValueViewer */

const PAUSE = 150; // milliseconds after the last letter

/** @param {ValueViewer} viewer */
export function listenForFinding(viewer) {
  let timer = 0;
  const box = viewer.querySelector(".viewer-find");
  if (!(box instanceof HTMLInputElement)) return;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => find(viewer, box), PAUSE);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (!box.value) return box.blur();
    box.value = "";
    find(viewer, box);
  });
}

/** @param {ValueViewer} viewer @param {HTMLInputElement} box */
async function find(viewer, box) {
  const words = box.value.trim();
  if (!words) return show(viewer, undefined, "");
  const content = await fetched(viewer.address, { find: words }).catch(() => undefined);
  if (box.value.trim() !== words) return; // typed on since
  const found = content?.querySelector("[data-matches]");
  if (!(found instanceof HTMLElement)) return show(viewer, undefined, "not searched");
  const count = Number(found.dataset.matches);
  show(viewer, found, `${count}${found.dataset.capped === undefined ? "" : "+"} match${count === 1 ? "" : "es"}`);
}

/** @param {ValueViewer} viewer @param {HTMLElement | undefined} found @param {string} told */
function show(viewer, found, told) {
  const natural = viewer.querySelector(".viewer-natural");
  const count = viewer.querySelector(".viewer-count");
  viewer.querySelector(".viewer-found")?.remove();
  natural?.toggleAttribute("hidden", found !== undefined);
  if (count) count.textContent = told;
  if (!found) return;
  found.className = "viewer-found";
  natural?.after(found);
}
