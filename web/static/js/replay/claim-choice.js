// Which claim the next pins belong to: the one last made, unless the reader has chosen another since.

import { keep, recall } from "../remember.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

/** @param {ReplayScreen} screen */
export function listenForClaimChoice(screen) {
  const key = `misstep claim ${screen.dataset.attempt}`;
  screen.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target === choiceIn(screen)) keep("sessionStorage", key, { latest: target.dataset.latest, chosen: target.value });
  });
  const restore = () => {
    const choice = choiceIn(screen);
    const { latest, chosen } = recall("sessionStorage", key, /** @type {Partial<Record<string, string>>} */ ({}));
    const there = [...(choice?.options ?? [])].some(({ value }) => value === chosen);
    if (choice && there && choice.dataset.latest === latest) choice.value = chosen ?? "";
  };
  document.addEventListener("swapped", restore);
  restore();
}

/** @param {ReplayScreen} screen */
function choiceIn(screen) {
  return /** @type {HTMLSelectElement | null} */ (screen.querySelector("[data-pin] select[name='claim']"));
}
