// The step list: its window of rows moves along, and what is folded in a row is told where it is unfolded.

import { parse } from "./parts.js";
import { Rolling, edgeOf } from "./rolling.js";

class StepList extends HTMLElement {
  /** @type {Rolling | undefined} */
  #rolling;

  connectedCallback() {
    const list = this.querySelector(".step-list");
    const scroller = this.closest(".list-scroll");
    if (list instanceof HTMLElement && scroller instanceof HTMLElement) {
      this.#rolling = new Rolling(list, scroller);
      scroller.addEventListener("click", (event) => this.#more(event));
    }
    this.addEventListener("toggle", (event) => tell(event.target), { capture: true });
  }

  disconnectedCallback() {
    this.#rolling?.stop();
  }

  /** @param {MouseEvent} event */
  #more(event) {
    const side = edgeOf(event)?.dataset.more;
    if (side !== "before" && side !== "after") return;
    event.preventDefault();
    event.stopPropagation();
    this.#rolling?.load(side);
  }
}

/** The tries of a step, or the rows that one row stands for. @param {EventTarget | null} fold */
async function tell(fold) {
  if (!(fold instanceof HTMLDetailsElement) || !fold.open || !fold.dataset.source) return;
  const { source, note = "" } = fold.dataset;
  delete fold.dataset.source;
  const answer = await fetch(source, { headers: { Accept: "text/html" } }).catch(() => undefined);
  if (!answer?.ok) fold.dataset.source = source; // to be asked for again; the link leads to the same
  else fold.querySelector(note)?.replaceWith(parse(await answer.text()));
}

customElements.define("step-list", StepList);
