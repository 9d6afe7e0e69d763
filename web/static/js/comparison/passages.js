// The passages in which two steps differ: one of them is at hand, marked and in sight.

import { announce } from "../replay/parts.js";

/** Takes up the first or last passage of a step, if it has one. @param {Element} step @param {1 | -1} direction */
export function takeUpFirst(step, direction) {
  const passage = passagesOf(step).at(direction > 0 ? 0 : -1);
  if (passage) takeUp(step, passage);
}

/** Goes on to the next passage of a step; false past its last one. @param {Element} step @param {1 | -1} direction */
export function goOn(step, direction) {
  const passages = passagesOf(step);
  const place = passages.findIndex((passage) => passage.hasAttribute("aria-current"));
  const next = place < 0 ? undefined : passages[place + direction];
  if (!next) return false;
  takeUp(step, next);
  announce(`Difference ${place + direction + 1} of ${passages.length}: ${next.textContent?.trim().slice(0, 200)}`);
  return true;
}

/** @param {Element} step @param {Element} passage */
function takeUp(step, passage) {
  for (const other of passagesOf(step)) other.removeAttribute("aria-current");
  passage.setAttribute("aria-current", "true");
  passage.scrollIntoView({ block: "nearest" });
}

/** @param {Element} step */
function passagesOf(step) {
  return [...step.querySelectorAll("[data-passage]")];
}
