// The overview of a long run, above the detailed ticks: a click goes to that part of it.

import { parse } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const WIDTH = 1000; // of the drawing
/** @type {{source: string, html: string}} */
let latest = { source: "", html: "" }; // shown at once when the ticks are drawn anew, until the server's answer is there

export class RunOverview extends HTMLElement {
  #drawn = "";
  #shown = () => this.#point();
  /** @type {ReplayScreen} */
  #screen = /** @type {ReplayScreen} */ (document.querySelector("replay-screen"));

  connectedCallback() {
    this.addEventListener("click", (event) => this.#screen.show(this.#numberAt(event)));
    this.addEventListener("pointermove", (event) => (this.title = `Step ${this.#numberAt(event).toLocaleString("en")}`));
    this.#screen.addEventListener("step-shown", this.#shown);
    if (latest.source === this.#key) this.#draw(latest.html);
    this.#load();
  }

  disconnectedCallback() {
    this.#screen.removeEventListener("step-shown", this.#shown);
  }

  get #frontier() {
    return Number(this.dataset.frontier);
  }

  get #key() {
    return `${this.dataset.source} ${this.dataset.frontier}`;
  }

  async #load() {
    const source = this.#key;
    const answer = await fetch(this.dataset.source ?? "", { headers: { Accept: "text/html" }, priority: "low" }).catch(() => undefined);
    if (!answer?.ok) return; // the ticks below stand for themselves
    const html = await answer.text();
    if (!this.isConnected) return; // drawn anew meanwhile, and asked for again
    latest = { source, html };
    this.#draw(html);
  }

  /** @param {string} html */
  #draw(html) {
    if (this.#drawn !== html) this.replaceChildren(parse(html));
    this.#drawn = html;
    const window = this.querySelector(".overview-window");
    const [first, last] = [Number(this.dataset.first) - 1, Number(this.dataset.last)];
    window?.setAttribute("x", String(this.#place(first)));
    window?.setAttribute("width", String(this.#place(last - first)));
    this.#point();
  }

  #point() {
    const number = Number(document.getElementById("step")?.dataset.number);
    this.querySelector(".overview-here")?.setAttribute("d", `M${this.#place(number - 0.5)} 0V100`);
  }

  /** @param {number} steps */
  #place(steps) {
    return (WIDTH * steps) / this.#frontier;
  }

  /** @param {MouseEvent} event */
  #numberAt(event) {
    const box = this.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    return Math.min(this.#frontier, Math.max(1, Math.ceil(share * this.#frontier)));
  }
}
