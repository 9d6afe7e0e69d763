// Goes from step to step in place: swaps the step, keeps the scroll position of each tab, fetches neighbours ahead.

import { stepAddress } from "./links.js";
import { Parts, announce, swap } from "./parts.js";

export class ReplayScreen extends HTMLElement {
  parts = new Parts();
  /** @type {import("./command.js").Command[]} */
  commands = [];
  /** @type {Map<string, number>} */
  #scroll = new Map();
  #turn = 0;

  connectedCallback() {
    this.addEventListener("click", (event) => this.#follow(event));
    window.addEventListener("popstate", () => this.#comeBack());
    this.#settle();
  }

  get step() {
    return /** @type {HTMLElement} */ (this.querySelector("#step"));
  }

  get number() {
    return Number(this.step.dataset.number);
  }

  get frontier() {
    return Number(this.step.dataset.frontier);
  }

  get steps() {
    return this.dataset.steps ?? "";
  }

  /** The address of a step, on the tab that is open. @param {number} number @param {string} [tab] */
  address(number, tab = this.step.dataset.tab) {
    return `${this.steps}/${number}${tab && tab !== "delta" ? `?tab=${tab}` : ""}`;
  }

  /** Shows a step, if it is one that may be seen. @param {number} number @param {string} [tab] */
  async show(number, tab) {
    if (number >= 1 && number <= this.frontier) await this.go(this.address(number, tab));
  }

  /** @param {string} url @param {{keep?: boolean}} [how] `keep` leaves the history as it is */
  async go(url, { keep = false } = {}) {
    const turn = ++this.#turn;
    this.#scroll.set(this.step.dataset.tab ?? "", this.step.scrollTop);
    try {
      const part = await this.parts.step(url);
      if (turn !== this.#turn) return; // a later key press overtook this one
      this.#replace(part.content);
      if (!keep) history.pushState(null, "", url);
      if (part.ahead) this.#noteOpened();
      await this.#settle();
    } catch {
      location.assign(url);
    }
  }

  /** Takes over a whole page that a form led to. @param {Document} page @param {string} url */
  async takeOver(page, url) {
    this.parts.forget();
    this.#scroll.set(this.step.dataset.tab ?? "", 0);
    swap(page, ["top", "steps", "scrubber", "diagnosis", "help", "goto"]);
    const fresh = page.querySelector("replay-screen");
    this.toggleAttribute("data-forward", fresh?.hasAttribute("data-forward") ?? false);
    this.#replace(page);
    history.pushState(null, "", url);
    await this.#settle();
  }

  /** @param {ParentNode} from */
  #replace(from) {
    const focused = document.activeElement;
    const inside = focused instanceof HTMLElement && this.step.contains(focused);
    const tab = inside ? focused.dataset.tab : undefined;
    swap(from, ["step", "transport"]);
    this.step.scrollTop = this.#scroll.get(this.step.dataset.tab ?? "") ?? 0;
    const again = tab ? this.step.querySelector(`a[data-tab="${tab}"]`) : this.step;
    if (inside && again instanceof HTMLElement) again.focus({ preventScroll: true });
  }

  /** Brings what stands around the step in line with it. */
  async #settle() {
    const { number } = this;
    const position = document.getElementById("position");
    if (position) position.textContent = String(number);
    document.title = document.title.replace(/^Step \d+/, `Step ${number}`);
    announce(this.step.dataset.sentence ?? "");
    if (!this.querySelector(`.row-link[data-step="${number}"]`)) await this.#moveWindow();
    this.#pointAt(number);
    if (number > 1) this.parts.fetchAhead(this.address(number - 1));
    if (number < this.frontier) this.parts.fetchAhead(this.address(number + 1));
    this.dispatchEvent(new CustomEvent("step-shown"));
  }

  async #moveWindow() {
    swap(await this.parts.steps(this.address(this.number)), ["steps", "scrubber"]);
  }

  /** @param {number} number */
  #pointAt(number) {
    for (const old of this.querySelectorAll("[aria-current='step']")) old.removeAttribute("aria-current");
    for (const link of this.querySelectorAll(`:is(.row-link, .tick, .hit)[data-step="${number}"]`)) {
      link.setAttribute("aria-current", "step");
      if (!link.matches(".tick")) link.scrollIntoView({ block: "nearest" });
    }
  }

  #noteOpened() {
    const { attempt } = this.dataset;
    if (!attempt) return;
    const body = JSON.stringify({ step: this.number });
    const headers = { "Content-Type": "application/json" };
    fetch(`/api/attempts/${attempt}/position`, { method: "POST", body, headers }).catch(() => {});
  }

  #comeBack() {
    const url = location.pathname + location.search;
    if (location.pathname.startsWith(`${this.steps}/`) && url !== this.address(this.number)) this.go(url, { keep: true });
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const url = stepAddress(event, this.steps);
    if (!url) return;
    event.preventDefault();
    if (location.hash) location.hash = "step"; // closes the drawer
    this.go(url);
  }
}
