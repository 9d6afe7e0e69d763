// What a reader left of a step, and finds again there: the scroll position, opened folds, selected words.

import { keep, recall } from "../remember.js";
import { foldsOf, openFolds } from "./folds.js";
import { parse } from "./parts.js";
import { scrollerOf } from "./scroller.js";
import { selectWords, selectedWords } from "./words.js";

const CONTENTS = 24; // contents that the reader changed, held as they were
const PLACES = 400; // steps and tabs that something is remembered of

/**
 * @typedef {object} Place
 * @property {number} scroll
 * @property {import("./folds.js").Folds} [folds]
 * @property {import("./words.js").Words} [words] the selection
 * @property {string} [html] what the server sent
 * @property {Element} [content] what became of it under the reader's hands
 * @property {[Element, number, number][]} [inner] how far parts of it were scrolled
 */

export class Kept {
  /** @type {Map<string, Place>} */
  #places = new Map();
  /** @type {Map<string, number>} where each tab was last, for steps that were not there yet */
  #scroll = new Map();
  /** @type {() => string} */
  #html;
  #touched = false;
  /** What scrolls in the step's place, in a low window. @type {Element | undefined} */
  #page;
  /** @type {Set<Element>} */
  #scrolled = new Set();

  /** @param {HTMLElement} screen */
  constructor(screen) {
    for (const kind of ["click", "input", "change"]) {
      screen.addEventListener(kind, (event) => this.#touch(event), { capture: true });
    }
    screen.addEventListener("scroll", (event) => this.#touch(event), { capture: true, passive: true });
    const sent = screen.querySelector("#content")?.innerHTML ?? "";
    this.#html = () => sent;
    this.#places = new Map(recall("sessionStorage", storeKey(), []));
    window.addEventListener("pagehide", () => this.#store(screen));
  }

  /** A page that was open before is shown as it was left. @param {HTMLElement} step */
  resume(step) {
    const folds = this.#places.get(keyOf(step))?.folds;
    const content = step.querySelector("#content");
    if (folds && content) openFolds(content, folds);
    this.#touched = folds !== undefined;
    this.#look(step);
    this.restore(step);
  }

  /** Remembers how the reader leaves a step. @param {HTMLElement} step */
  leave(step) {
    const content = step.querySelector("#content");
    /** @type {Place} */
    const place = { scroll: this.#look(step).scrollTop };
    if (content) place.words = selectedWords(content);
    if (content && this.#touched) Object.assign(place, { html: this.#html(), content, folds: foldsOf(content), inner: this.#inner() });
    this.#scroll.set(step.dataset.tab ?? "", place.scroll);
    this.#places.delete(keyOf(step));
    this.#places.set(keyOf(step), place);
    this.#prune();
  }

  /**
   * Before a part of the server is shown. Where it says what it said before, the content is put back as it was left;
   * else the same folds are opened in the new one.
   * @param {import("./parts.js").Part} part
   */
  prepare({ html, content: from }) {
    const step = from.querySelector("#step");
    const content = step?.querySelector("#content");
    const place = step instanceof HTMLElement ? this.#places.get(keyOf(step)) : undefined;
    const sent = html ? "" : (content?.innerHTML ?? "");
    this.#html = () => sent || (parse(html).querySelector("#content")?.innerHTML ?? "");
    this.#scrolled = new Set();
    this.#touched = place?.folds !== undefined;
    if (!content || !place?.folds) return;
    if (place.content && place.html === content.innerHTML) content.replaceWith(place.content);
    else openFolds(content, place.folds);
  }

  /** Once it is in the page. @param {HTMLElement} step */
  restore(step) {
    const place = this.#places.get(keyOf(step));
    const content = step.querySelector("#content");
    const scroll = place?.scroll ?? this.#scroll.get(step.dataset.tab ?? "") ?? 0;
    if (this.#page) this.#turnPage(step, this.#page, place?.scroll);
    else if (scroll) step.scrollTop = scroll;
    for (const [element, top, left] of place?.inner ?? []) {
      element.scrollTo({ top, left, behavior: "instant" });
      this.#scrolled.add(element);
    }
    if (content && place?.words) selectWords(content, place.words);
  }

  /** What scrolls, asked while the page is laid out already. @param {HTMLElement} step */
  #look(step) {
    const box = scrollerOf(step);
    this.#page = box === step ? undefined : box;
    return box;
  }

  /** Where the page itself scrolls, a step begins at its own top. @param {HTMLElement} step @param {Element} page @param {number | undefined} scroll */
  #turnPage(step, page, scroll) {
    if (scroll !== undefined) page.scrollTop = scroll;
    else if (step.getBoundingClientRect().top < 0) step.scrollIntoView({ block: "start", behavior: "instant" });
  }

  /** A step that is new to the reader begins at its top. @param {string} tab */
  begin(tab) {
    this.#scroll.set(tab, 0);
  }

  /** @param {Event} event */
  #touch({ type, target }) {
    if (!(target instanceof Element) || !target.closest("#content")) return;
    this.#touched = true;
    if (type === "scroll") this.#scrolled.add(target);
  }

  /** @returns {[Element, number, number][]} */
  #inner() {
    return [...this.#scrolled].map((element) => [element, element.scrollTop, element.scrollLeft]);
  }

  #prune() {
    const held = [...this.#places.values()].filter(({ content }) => content);
    for (const place of held.slice(0, -CONTENTS)) delete place.content;
    const [oldest] = this.#places.keys();
    if (this.#places.size > PLACES && oldest !== undefined) this.#places.delete(oldest);
  }

  /** For the way back from another page: not the contents, which the server may tell anew. @param {HTMLElement} screen */
  #store(screen) {
    const step = screen.querySelector("#step");
    if (step instanceof HTMLElement) this.leave(step);
    const places = [...this.#places].map(([key, { scroll, folds, words }]) => [key, { scroll, folds, words }]);
    keep("sessionStorage", storeKey(), places);
  }
}

/** @param {HTMLElement} step */
function keyOf({ dataset }) {
  return `${dataset.number} ${dataset.tab}`;
}

/** One memory a run. */
function storeKey() {
  return `misstep ${location.pathname.replace(/\/\d+$/, "")}`;
}
