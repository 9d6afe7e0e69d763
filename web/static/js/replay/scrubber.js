// The scrubber: a slider over the ticks. Click, drag or arrow keys go to a step; a small box says which it is.

import { linksTo } from "./links.js";
import { tell, tickAt, tipBox } from "./ticks.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const REST = 120; // milliseconds that a dragged playhead rests before its step is opened, a pointer before it is fetched
const PAGE = 10;
/** @type {Record<string, number>} */
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE, Home: -Infinity, End: Infinity };

export class StepScrubber extends HTMLElement {
  #head = document.createElement("div");
  #tip = tipBox();
  #timer = 0;
  #shown = () => this.#point(this.#screen.number);
  /** @type {ReplayScreen} */
  #screen = /** @type {ReplayScreen} */ (document.querySelector("replay-screen"));

  connectedCallback() {
    const attributes = { role: "slider", id: "playhead", tabindex: "0", "aria-label": "Step", "aria-valuemin": "1" };
    for (const [name, value] of Object.entries(attributes)) this.#head.setAttribute(name, value);
    this.#head.className = "scrub-head";
    this.querySelector(".scrub-track")?.append(this.#head);
    this.append(this.#tip);
    this.#head.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("pointerdown", (event) => this.#grab(event));
    this.addEventListener("pointermove", (event) => this.#hover(event));
    this.addEventListener("pointerleave", () => tell(this.#tip, undefined));
    this.addEventListener("click", (event) => this.#click(event));
    this.#screen.addEventListener("step-shown", this.#shown);
    this.#point(Number(document.getElementById("step")?.dataset.number));
  }

  disconnectedCallback() {
    this.#screen.removeEventListener("step-shown", this.#shown);
    clearTimeout(this.#timer);
  }

  /** Puts the playhead over a step. @param {number} number */
  #point(number) {
    const [tick] = linksTo(this, ".tick", number);
    if (!(tick instanceof SVGElement)) return;
    this.#head.style.setProperty("--at", `${tick.dataset.middle}%`);
    this.#head.setAttribute("aria-valuenow", String(number));
    this.#head.setAttribute("aria-valuemax", this.dataset.frontier ?? "1");
    this.#head.setAttribute("aria-valuetext", [tick.dataset.said, tick.dataset.figures].filter(Boolean).join(", "));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const by = KEYS[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    const { place, frontier } = this.#screen;
    const to = by === 1 || by === -1 ? this.#screen.beside(place.number, by) : place.number + by;
    this.#screen.show(this.#screen.callOf(Math.min(frontier, Math.max(1, to))));
  }

  /** Dragging shows which step lies under the pointer, and opens the one it rests on. @param {PointerEvent} event */
  #grab(event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (!(event.target instanceof Element) || !event.target.closest(".scrub-track")) return;
    event.preventDefault();
    this.setPointerCapture(event.pointerId);
    this.#head.focus({ preventScroll: true });
    this.#drag(event);
  }

  /** @param {PointerEvent} event */
  #hover(event) {
    if (this.hasPointerCapture(event.pointerId)) return this.#drag(event);
    const tick = tickAt(this, event);
    tell(this.#tip, tick);
    clearTimeout(this.#timer);
    if (tick) this.#timer = setTimeout(() => this.#screen.parts.fetchAhead(this.#screen.address(Number(tick.dataset.step))), REST);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const tick = tickAt(this, event, true);
    if (!tick) return;
    tell(this.#tip, tick);
    const number = Number(tick.dataset.step);
    this.#point(number);
    clearTimeout(this.#timer);
    const open = () => number !== this.#screen.place.number && this.#screen.show(number);
    this.#timer = setTimeout(open, event.type === "pointerdown" ? 0 : REST);
  }

  /** The pointer has gone to the step already; other clicks are the browser's. @param {MouseEvent} event */
  #click(event) {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(".scrub-track")) {
      event.preventDefault();
      event.stopPropagation();
    }
  }
}
