// Links to a passage: the words stand in the address after `#quote=`, and are selected where they are found.

import { announce } from "./parts.js";
import { rangeOf, selectWords, selectedWords } from "./words.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const MARK = "#quote=";
const LONGEST = 400; // characters of a passage: addresses have their limits

/** @param {ReplayScreen} screen */
export function listenForQuotes(screen) {
  window.addEventListener("hashchange", () => showQuote(screen));
  showQuote(screen);
}

/** What the address of the step gets where words of it are selected. @param {ReplayScreen} screen */
export function quoteOf(screen) {
  const content = screen.step.querySelector("#content");
  const text = content ? selectedWords(content)?.text.trim() : undefined;
  return text && text.length <= LONGEST ? MARK + encodeURIComponent(text) : "";
}

/** @param {ReplayScreen} screen */
function showQuote(screen) {
  const content = screen.step.querySelector("#content");
  if (!content || !location.hash.startsWith(MARK)) return;
  const words = { start: 0, text: read(location.hash.slice(MARK.length)) };
  const range = rangeOf(content, words);
  if (!range) return announce("The quoted words are not in this view of the step");
  for (let fold = range.startContainer.parentElement; fold && fold !== content; fold = fold.parentElement) {
    if (fold instanceof HTMLDetailsElement) fold.open = true;
  }
  range.startContainer.parentElement?.scrollIntoView({ block: "center" });
  selectWords(content, words);
}

/** @param {string} encoded */
function read(encoded) {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}
