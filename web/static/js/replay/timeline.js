// The timeline: zoom and pan by w a s d while it is the view, by its buttons, and by the wheel with Ctrl.

import { announce } from "./parts.js";
import { drawAxis, readStretches } from "./axis.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const MOST = 64; // times
const MOVES = /** @type {const} */ ({ in: "w", out: "s", left: "a", right: "d", all: "" });
const TITLES = { in: "Zoom in on the timeline", out: "Zoom out", left: "Earlier on the timeline", right: "Later on the timeline", all: "All of the timeline" };

/** @typedef {keyof typeof MOVES} Move */

/** @type {import("./command.js").Command[]} */
export const commands = /** @type {Move[]} */ (Object.keys(MOVES)).map((move) => ({
  id: `timeline-${move}`,
  keys: MOVES[move] ? [MOVES[move]] : [],
  title: TITLES[move],
  section: "Look",
  run: () => shown()?.move(move),
  when: () => shown() !== undefined,
  listed: true,
}));

/** The timeline, while it is to be seen: none of its keys does anything else, and so the focus can stay with the step. */
function shown() {
  const found = document.querySelector("run-timeline");
  return found instanceof RunTimeline && found.checkVisibility() ? found : undefined;
}

let kept = { zoom: 1, pan: 0, of: "" }; // survives that the rows are drawn anew for another step

export class RunTimeline extends HTMLElement {
  #zoom = 1;
  #pan = 0; // in widths of the lane, of what is left of it
  /** @type {import("./axis.js").Stretch[]} */
  #stretches = [];

  connectedCallback() {
    this.setAttribute("role", "group");
    this.setAttribute("aria-label", "Timeline: w and s zoom, a and d move");
    this.#stretches = readStretches(this.dataset.stretches ?? "[]");
    this.addEventListener("click", (event) => this.#press(event));
    this.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    if (kept.of === this.dataset.stretches) this.#show(kept.zoom, kept.pan);
  }

  /** @param {Move} move */
  move(move) {
    const by = { in: 1.6, out: 1 / 1.6, left: 1, right: 1, all: 0 }[move];
    if (move === "left" || move === "right") this.#show(this.#zoom, this.#pan + (move === "right" ? 0.25 : -0.25));
    else this.#scale(by, this.#centre());
    announce(this.#zoom === 1 ? "All of the listed steps" : `${Math.round(this.#zoom * 10) / 10} times`);
  }

  /** Where the current step's bar lies in view, from 0 to 1; else the middle: what zooming keeps in its place. */
  #centre() {
    const bar = this.querySelector("[aria-current] .timeline-bar");
    const at = (parseFloat(bar?.getAttribute("x") ?? "") / 100) * this.#zoom - this.#pan;
    return at >= 0 && at <= 1 ? at : 0.5;
  }

  /** @param {number} by @param {number} centre */
  #scale(by, centre) {
    const zoom = Math.min(MOST, Math.max(1, this.#zoom * by));
    this.#show(zoom, ((this.#pan + centre) / this.#zoom) * zoom - centre);
  }

  /** @param {number} zoom @param {number} pan */
  #show(zoom, pan) {
    this.#zoom = zoom;
    this.#pan = Math.min(zoom - 1, Math.max(0, pan));
    kept = { zoom: this.#zoom, pan: this.#pan, of: this.dataset.stretches ?? "" };
    this.style.setProperty("--zoom", String(this.#zoom));
    this.style.setProperty("--pan", String(this.#pan));
    drawAxis(this, this.#stretches, this.#pan / zoom, (this.#pan + 1) / zoom);
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const button = event.target instanceof Element ? event.target.closest("[data-zoom]") : null;
    if (button instanceof HTMLElement) this.move(/** @type {Move} */ (button.dataset.zoom));
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    const lane = this.querySelector(".timeline-axis")?.getBoundingClientRect();
    if (!lane || !(event.ctrlKey || event.shiftKey)) return;
    event.preventDefault();
    if (event.ctrlKey) this.#scale(event.deltaY < 0 ? 1.25 : 0.8, (event.clientX - lane.left) / lane.width);
    else this.#show(this.#zoom, this.#pan + (event.deltaX + event.deltaY) / lane.width);
  }
}
