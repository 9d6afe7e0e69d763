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
  #moving = false;
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
    await this.#moveWindows();
  }

  /** List and timeline each have a window of their own, and move along by themselves: by one request at a time. @returns {Promise<void>} */
  async #moveWindows() {
    if (this.#moving || this.#apart(this.#screen).length === 0) return;
    const { number, parts } = this.#screen;
    this.#moving = true;
    const fresh = await parts.steps(this.#screen.searched(this.#screen.address(number))).finally(() => (this.#moving = false));
    const gone = number !== this.#screen.number;
    if (gone && this.#apart(fresh).length > 0) return this.#moveWindows(); // further than what came tells of
    const moved = this.#apart(this.#screen);
    swap(fresh, moved);
    this.#point();
    this.#scrollTo(moved.includes("steps") ? "center" : "nearest");
  }

  /** Which of them do not tell of the step at hand. @param {ParentNode} where */
  #apart(where) {
    const links = Object.entries({ steps: ".row-link", scrubber: ".tick" });
    return links.filter(([id, link]) => linksTo(where, `#${id} ${link}`, this.#screen.number).length === 0).map(([id]) => id);
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
