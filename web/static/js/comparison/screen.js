// Goes from row to row in place, with the list and the timeline where they were.

import { announce, parse, swap } from "../replay/parts.js";
import { goOn, takeUpFirst } from "./passages.js";

const SWAPPED = ["top", "steps", "step", "scrubber"];
const SCROLLED = [".list-scroll", ".arms-scroll"];

/** @type {Record<string, 1 | -1>} */
const DIFFERENCES = { "next-difference": 1, "previous-difference": -1 };

export class ComparisonScreen extends HTMLElement {
  /** @type {import("./commands.js").Command[]} */
  commands = [];
  held = false;
  #turn = 0;
  #shown = location.pathname + location.search;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#click(event));
    window.addEventListener("popstate", () => this.#comeBack());
    this.#settle("center");
  }

  get step() {
    return /** @type {HTMLElement} */ (this.querySelector("#step"));
  }

  get place() {
    return Number(this.step.dataset.place);
  }

  get last() {
    return Number(this.step.dataset.last);
  }

  /** @param {number} place */
  address(place) {
    return `${this.dataset.rows}/${place}${this.dataset.kept}`;
  }

  /** @param {number} place */
  async show(place) {
    if (place >= 1 && place <= this.last && place !== this.place) await this.go(this.address(place));
  }

  /** Goes where one of the links under the timeline leads; to a difference passage by passage. @param {string} move */
  async follow(move) {
    const direction = DIFFERENCES[move];
    if (direction && goOn(this.step, direction)) return;
    const link = this.querySelector(`[data-move="${move}"]`);
    if (!(link instanceof HTMLAnchorElement && link.href)) return;
    await this.go(link.pathname + link.search);
    if (direction) takeUpFirst(this.step, direction);
  }

  /** To the next or previous step of the causal chain. @param {1 | -1} direction */
  async alongChain(direction) {
    const links = /** @type {HTMLAnchorElement[]} */ ([...this.querySelectorAll(".arms-chain a")]);
    const places = links.map((link) => Number(link.pathname.split("/").at(-1)));
    const ahead = places.filter((place) => (place - this.place) * direction > 0);
    const found = direction > 0 ? ahead[0] : ahead.at(-1);
    if (found) await this.show(found);
  }

  /** @param {string} url @param {{keep?: boolean}} [how] `keep` leaves the history as it is */
  async go(url, { keep = false } = {}) {
    const turn = ++this.#turn;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
      const page = parse(await answer.text());
      if (turn !== this.#turn) return; // a later key press overtook this one
      this.#replace(page);
      this.#shown = url;
      if (!keep) history.pushState(null, "", url);
      this.#settle();
      announce(this.step.dataset.sentence ?? "");
    } catch {
      location.assign(url);
    }
  }

  /** @param {DocumentFragment} page */
  #replace(page) {
    const scrolled = SCROLLED.map((part) => ({ part, ...scrollOf(this.querySelector(part)) }));
    const inside = this.contains(document.activeElement);
    const fresh = page.querySelector("comparison-screen");
    if (fresh instanceof HTMLElement) this.dataset.kept = fresh.dataset.kept;
    swap(page, SWAPPED);
    for (const { part, left, top } of scrolled) this.querySelector(part)?.scrollTo(left, top);
    if (inside) this.step.focus({ preventScroll: true });
  }

  /** @param {ScrollLogicalPosition} [block] where in the list the row comes to lie */
  #settle(block = "nearest") {
    document.title = document.title.replace(/^Comparison \d+/, `Comparison ${this.place}`);
    this.querySelector(".row-link[aria-current]")?.scrollIntoView({ block });
    takeUpFirst(this.step, 1);
    const scroll = this.querySelector(".arms-scroll");
    const column = this.querySelector(".arms-column--current");
    if (!scroll || !column) return;
    const [outer, inner] = [scroll.getBoundingClientRect(), column.getBoundingClientRect()];
    if (inner.left < outer.left || inner.right > outer.right) scroll.scrollBy(inner.left - outer.left - outer.width / 2, 0);
  }

  /** A drawer that opens or closes changes the address as well, and asks for no other row. */
  #comeBack() {
    const url = location.pathname + location.search;
    if (url !== this.#shown) this.go(url, { keep: true });
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
    const href = (link?.getAttribute("href") ?? "").replace(/#.*/, "");
    if (!href.startsWith(`${this.dataset.rows}/`)) return;
    event.preventDefault();
    if (location.hash) location.hash = "step"; // closes the list on a small screen
    const move = link instanceof HTMLElement ? link.dataset.move : undefined;
    if (move) this.follow(move);
    else this.go(href);
  }
}

/** @param {Element | null} part */
function scrollOf(part) {
  return { left: part?.scrollLeft ?? 0, top: part?.scrollTop ?? 0 };
}
