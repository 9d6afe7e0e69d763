// The scrubber: a slider over the ticks. Click, drag or arrow keys go to a step; a small box says which it is.

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const REST = 120; // milliseconds that a dragged playhead rests before its step is opened, a pointer before it is fetched
const PAGE = 10;
/** @type {Record<string, number>} */
const KEYS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE, Home: -Infinity, End: Infinity };

export class StepScrubber extends HTMLElement {
  #head = document.createElement("div");
  #tip = document.createElement("p");
  #timer = 0;
  #shown = () => this.#point(this.#screen.number);
  /** @type {ReplayScreen} */
  #screen = /** @type {ReplayScreen} */ (document.querySelector("replay-screen"));

  connectedCallback() {
    const attributes = { role: "slider", id: "playhead", tabindex: "0", "aria-label": "Step", "aria-valuemin": "1" };
    for (const [name, value] of Object.entries(attributes)) this.#head.setAttribute(name, value);
    this.#head.className = "scrub-head";
    this.querySelector(".scrub-track")?.append(this.#head);
    this.#tip.className = "scrub-tip";
    this.#tip.ariaHidden = "true"; // the slider says the same
    this.#tip.hidden = true;
    this.append(this.#tip);
    this.#head.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("pointerdown", (event) => this.#grab(event));
    this.addEventListener("pointermove", (event) => this.#hover(event));
    this.addEventListener("pointerleave", () => this.#tell(undefined));
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
    const tick = this.querySelector(`.tick[data-step="${number}"]`);
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
    this.#screen.show(Math.min(frontier, Math.max(1, place.number + by)));
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
    const tick = this.#under(event);
    this.#tell(tick);
    clearTimeout(this.#timer);
    if (tick) this.#timer = setTimeout(() => this.#screen.parts.fetchAhead(this.#screen.address(Number(tick.dataset.step))), REST);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const tick = this.#under(event, true);
    if (!tick) return;
    this.#tell(tick);
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

  /** The tick under the pointer, or, while dragging, the one nearest to it. @param {PointerEvent} event @param {boolean} [nearest] */
  #under(event, nearest = false) {
    if (event.target instanceof Element && !nearest) {
      const own = event.target.closest(".tick");
      if (own instanceof SVGElement) return own;
      if (!event.target.closest(".scrub-track")) return undefined;
    }
    const track = this.querySelector(".ticks")?.getBoundingClientRect();
    if (!track) return undefined;
    const at = (100 * (event.clientX - track.left)) / track.width;
    const away = (/** @type {SVGElement} */ tick) => Math.abs(Number(tick.dataset.middle) - at);
    const ticks = [...this.querySelectorAll(".tick")].filter((tick) => tick instanceof SVGElement);
    return ticks.reduce((best, tick) => (best && away(best) <= away(tick) ? best : tick), ticks[0]);
  }

  /** Says in a small box what a tick stands for. @param {SVGElement | undefined} tick */
  #tell(tick) {
    this.#tip.hidden = !tick;
    if (!tick) return;
    this.#tip.style.setProperty("--tip", `${tick.getBoundingClientRect().left - this.getBoundingClientRect().left}px`);
    const said = document.createElement("b");
    const figures = document.createElement("span");
    said.textContent = tick.dataset.said ?? "";
    figures.textContent = tick.dataset.figures ?? "";
    this.#tip.replaceChildren(said, figures);
  }
}
