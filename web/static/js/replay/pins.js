// Evidence: pinning selected words, and the way back from a pinned passage to where it stands.

import { fetchLeftOut } from "./content.js";
import { close, write } from "./drawer.js";
import { CHROME, mark, passageIn, reveal } from "./passages.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const TABS = ["delta", "output", "context", "state", "inside", "raw"];
const MOST_PARTS = 40; // messages, branches and cut texts that are fetched to find a passage in them
const BLOCKS = "p, li, td, th, dd, dt, pre, tr, div, h1, h2, h3, h4, summary, blockquote";

/** @param {ReplayScreen} screen */
export function listenForPins(screen) {
  screen.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[data-quote]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    goTo(screen, Number(link.dataset.step), link.dataset.quote ?? "");
  }, { capture: true });
  screen.addEventListener("step-shown", () => mark("passage", []));
}

/** Pins the selected words; without a selection the form waits for a passage. @param {ReplayScreen} screen */
export function pin(screen) {
  const form = screen.querySelector("[data-pin]");
  if (!(form instanceof HTMLFormElement)) return;
  const selected = selectedIn(screen.step);
  if (!selected) return write(screen, "[data-pin] textarea");
  field(form, "quote").value = selected.quote;
  field(form, "step").value = String(selected.step ?? screen.number);
  form.requestSubmit();
}

/**
 * Shows where a passage stands: on the tab that is open, else on the first that has it, and if none does as it is drawn,
 * then in what a tab leaves out.
 * @param {ReplayScreen} screen @param {number} number @param {string} quote
 */
async function goTo(screen, number, quote) {
  close(screen);
  const here = screen.place.tab;
  const tabs = [here, ...TABS.filter((each) => each !== here)];
  for (const [tab, parts] of [0, MOST_PARTS].flatMap((most) => tabs.map((each) => /** @type {[string, number]} */ ([each, most])))) {
    await screen.show(number, tab);
    const content = screen.querySelector("#content");
    if (content && parts > 0) await fetchLeftOut(content, parts);
    const ranges = content ? passageIn(content, quote) : [];
    if (!ranges[0]) continue;
    mark("passage", ranges);
    reveal(ranges[0]);
    screen.remark = "The passage is marked";
    return;
  }
  await screen.show(number, here);
  screen.remark = "The passage stands in a part of the step that is not opened here";
}

/**
 * The selected words of the trace without what the page says around them, and the step they came from where that is
 * another one.
 * @param {HTMLElement} step
 */
function selectedIn(step) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const content = step.querySelector("#content");
  if (!content || !range.intersectsNode(content)) return undefined;
  const quote = wordsOf(range, content).trim();
  const start = range.startContainer;
  const back = (start instanceof Element ? start : start.parentElement)?.closest("[data-of]");
  const of = back instanceof HTMLElement && back.contains(range.endContainer) ? Number(back.dataset.of) : undefined;
  return quote ? { quote, step: of } : undefined;
}

/** @param {Range} range @param {Element} root */
function wordsOf(range, root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let words = "";
  /** @type {Element | null | undefined} */
  let block;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    if (!range.intersectsNode(node) || !around || around.closest(CHROME) || !around.checkVisibility()) continue;
    const data = node.textContent ?? "";
    const end = node === range.endContainer ? range.endOffset : data.length;
    const said = data.slice(node === range.startContainer ? range.startOffset : 0, end);
    const hidden = around.matches(".hidden-character") ? String.fromCodePoint(Number.parseInt(data.slice(2), 16)) : said;
    const next = around.closest(BLOCKS);
    words += (block && block !== next ? "\n" : "") + hidden;
    block = next;
  }
  return words.replace(/[ \t]*\n\s*/g, "\n");
}

/** @param {HTMLFormElement} form @param {string} name */
function field(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
}
