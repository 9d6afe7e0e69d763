// The edge of a pane: dragged, or moved by the arrow keys; Enter and a double click give the usual size.

import { resize, sizeOf } from "./panes.js";
import { announce } from "./parts.js";

const STEP = 16;
const BIG_STEP = 64;
const ROOM = 360; // what the step keeps

/** Sizes without a drag, for a hand that cannot hold a button down. @type {import("./command.js").Command[]} */
export const commands = /** @type {const} */ ([
  ["list", "Left pane", "wider", "narrower"],
  ["aside", "Right pane", "wider", "narrower"],
  ["scrubber", "Scrubber", "higher", "lower"],
]).flatMap(([pane, name, more, less]) => [command(pane, `${name} ${more}`, BIG_STEP), command(pane, `${name} ${less}`, -BIG_STEP)]);

/** @param {string} pane @param {string} title @param {number} by @returns {import("./command.js").Command} */
function command(pane, title, by) {
  const id = `${pane}-by-${by}`;
  return { id, keys: [], title, section: "Screen", run: () => edgeOf(pane)?.grow(by), when: () => edgeOf(pane) !== undefined };
}

/** The edge of a pane that can be seen. @param {string} pane */
function edgeOf(pane) {
  const edge = document.querySelector(`pane-edge[data-pane="${pane}"]`);
  return edge instanceof PaneEdge && edge.checkVisibility() ? edge : undefined;
}

export class PaneEdge extends HTMLElement {
  connectedCallback() {
    this.addEventListener("pointerdown", (event) => this.#drag(event));
    this.addEventListener("keydown", (event) => this.#press(event));
    this.addEventListener("dblclick", () => this.#set(undefined));
    window.addEventListener("resize", () => this.#describe());
    this.#describe();
  }

  /** @param {number} by pixels */
  grow(by) {
    this.#set(this.#size() + by);
    announce(`${this.getAttribute("aria-label")}: ${this.getAttribute("aria-valuetext")}`);
  }

  /** The element at this edge. */
  get #pane() {
    return document.getElementById(this.getAttribute("aria-controls") ?? "");
  }

  /** Each view of the run has a width of its own. @returns {import("./panes.js").Pane} */
  get #name() {
    if (this.dataset.pane === "list" && this.#pane?.dataset.view === "timeline") return "timeline";
    return /** @type {import("./panes.js").Pane} */ (this.dataset.pane);
  }

  get #upright() {
    return this.getAttribute("aria-orientation") === "vertical";
  }

  /** Whether the pane lies before its edge, and so grows with it. */
  get #before() {
    return this.dataset.pane === "list";
  }

  get #least() {
    return Number(this.getAttribute("aria-valuemin"));
  }

  get #most() {
    const most = this.#upright ? Math.min(innerWidth - 2 * ROOM, innerWidth * 0.6) : innerHeight * 0.5;
    return Math.max(this.#least, Math.round(most));
  }

  /** @param {number | undefined} size */
  #set(size) {
    resize(this.#name, size === undefined ? undefined : Math.round(Math.min(this.#most, Math.max(this.#least, size))));
    this.#describe();
  }

  #size() {
    const box = this.#pane?.getBoundingClientRect();
    return Math.round((this.#upright ? box?.width : box?.height) ?? 0);
  }

  #describe() {
    this.setAttribute("aria-valuemax", String(this.#most));
    const size = sizeOf(this.#name) ?? this.#size();
    this.setAttribute("aria-valuenow", String(Math.min(this.#most, Math.max(this.#least, size))));
    this.setAttribute("aria-valuetext", `${this.getAttribute("aria-valuenow")} pixels`);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (event.button) return;
    event.preventDefault();
    this.focus({ preventScroll: true });
    this.setPointerCapture(event.pointerId);
    const size = this.#size();
    const place = (/** @type {PointerEvent} */ { clientX, clientY }) => (this.#upright ? clientX : clientY);
    const begun = place(event);
    const move = (/** @type {PointerEvent} */ moved) => {
      const way = (place(moved) - begun) * (this.#before ? 1 : -1);
      if (way) this.#set(size + way);
    };
    this.addEventListener("pointermove", move);
    this.addEventListener("lostpointercapture", () => this.removeEventListener("pointermove", move), { once: true });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const size = this.#sizeAfter(event);
    if (size === null) return;
    event.preventDefault();
    this.#set(size);
  }

  /** The size that a key asks for, undefined for the usual one; null for a key that asks for none. @param {KeyboardEvent} event */
  #sizeAfter({ key, shiftKey }) {
    const [less, more] = this.#upright ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const step = (shiftKey ? BIG_STEP : STEP) * (this.#before ? 1 : -1);
    if (key === less) return this.#size() - step;
    if (key === more) return this.#size() + step;
    if (key === "Home") return this.#least;
    if (key === "End") return this.#most;
    return key === "Enter" ? undefined : null;
  }
}
