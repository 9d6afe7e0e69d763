// Brings what stands around a step in line with it: at once what is seen, a moment later what is not.

import { linksTo } from "./links.js";
import { afterPaint, announce, swap } from "./parts.js";

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */

const REST = 120; // milliseconds: longer than a held key takes to repeat

export class Around {
  #screen;
  #turn = 0;
  #noted = 0;
  #before = 0;
  /** Settled once the step was announced; never for one that another followed at once. @type {Promise<unknown>} */
  told = Promise.resolve();

  /** @param {ReplayScreen} screen */
  constructor(screen) {
    this.#screen = screen;
    window.addEventListener("pagehide", () => this.#noteOpened({ keepalive: true }));
  }

  /** For the page as the server sent it. */
  begin() {
    this.#before = this.#screen.number;
    this.#point();
    this.#scrollTo("center");
    this.#later();
  }

  /** A step is in the page: its place in the list and on the timeline. @param {import("./screen.js").How} how */
  settle({ stay }) {
    const { number } = this.#screen;
    const position = document.getElementById("position");
    if (position) position.textContent = String(number);
    this.#point();
    this.#screen.dispatchEvent(new CustomEvent("step-shown"));
    const turn = (this.#turn += 1);
    afterPaint(() => {
      if (turn !== this.#turn) return;
      this.#scrollTo("nearest");
      if (!stay) this.#lead();
    });
    this.told = new Promise((tell) => {
      const later = () => {
        if (turn !== this.#turn) return; // another step followed
        this.#later();
        tell(undefined);
      };
      if (this.#screen.held) setTimeout(later, REST);
      else afterPaint(later);
    });
  }

  /** The next two steps, in the direction of reading, and the one behind. */
  fetchAhead() {
    const { number, frontier, parts } = this.#screen;
    const [before, after] = [this.#screen.beside(number, -1), this.#screen.beside(number, 1)];
    const back = number < this.#before;
    const ahead = back ? [before, after, this.#screen.beside(before, -1)] : [after, before, this.#screen.beside(after, 1)];
    const near = ahead.filter((each) => each >= 1 && each <= frontier);
    for (const each of near) parts.fetchAhead(this.#screen.address(each));
  }

  async #later() {
    const { number, step } = this.#screen;
    this.#screen.writeAddress();
    document.title = document.title.replace(/^Step \d+/, `Step ${number}`);
    announce([step.dataset.sentence ?? "", this.#screen.remark].filter(Boolean).join(". "));
    this.#screen.remark = "";
    this.#noteOpened();
    this.fetchAhead();
    this.#before = number;
    const apart = ["#steps .row-link", "#scrubber .tick"].filter((part) => linksTo(this.#screen, part, number).length === 0);
    if (apart.length > 0) await this.#moveWindow(apart.map((part) => part.slice(1, part.indexOf(" "))));
  }

  /** Each has a window of its own, and moves along by itself. @param {string[]} parts */
  async #moveWindow(parts) {
    const { number } = this.#screen;
    const part = await this.#screen.parts.steps(this.#screen.searched(this.#screen.address(number)));
    if (number !== this.#screen.number) return;
    swap(part, parts);
    this.#point();
    this.#scrollTo(parts.includes("steps") ? "center" : "nearest");
  }

  #point() {
    const { number } = this.#screen;
    for (const old of this.#screen.querySelectorAll("[aria-current='step']")) old.removeAttribute("aria-current");
    for (const part of ["#steps .row-link", "#scrubber .tick", "#steps .hit"]) {
      for (const link of linksTo(this.#screen, part, number)) {
        link.setAttribute("aria-current", "step");
        const fold = link.closest(".row-fold");
        if (fold instanceof HTMLDetailsElement) fold.open = true; // what is at hand is never folded
      }
    }
  }

  /** Brings the row into view: never before the step is painted, for it makes the browser lay out the page at once. @param {ScrollLogicalPosition} block */
  #scrollTo(block) {
    for (const row of this.#screen.querySelectorAll(":is(.row-link, .hit)[aria-current='step']")) row.scrollIntoView({ block });
  }

  /** Out of nowhere, and out of the list that led here, the focus goes to the step: keys that scroll, scroll it. */
  #lead() {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.closest(".list-scroll, .list-hits")) this.#screen.step.focus({ preventScroll: true });
  }

  /** Only a step that the reader rests on is one that was opened. @param {RequestInit} [how] */
  #noteOpened(how) {
    const { number, dataset: { attempt } } = this.#screen;
    if (!attempt || number === this.#noted) return;
    this.#noted = number;
    const body = JSON.stringify({ step: number });
    const headers = { "Content-Type": "application/json" };
    const sent = fetch(`/api/attempts/${attempt}/position`, { method: "POST", body, headers, ...how });
    const noted = sent.then((answer) => answer.text()); // read, or the browser takes it for under way
    noted.then(() => this.#screen.dispatchEvent(new Event("step-noted"))).catch(() => {});
  }
}
