// The tree of the run: opens and closes branches, fetches them when they are wanted, remembers which were open.

import { announce, parse } from "./parts.js";
import { Rolling, edgeOf } from "./rolling.js";
import { heightOf, putAt } from "./scroller.js";
import { listenForTreeKeys } from "./tree/keys.js";
import { graft, memory, upgrade } from "./tree/rows.js";
import { listenForTreeTools } from "./tree/tools.js";

const MOST_AT_ONCE = 8; // remembered branches fetched when the page is opened

/** @type {StepTree | undefined} */
let last;

export class StepTree extends HTMLElement {
  #memory = memory(this.dataset.steps ?? "");
  /** @type {Map<HTMLElement, Rolling>} */
  #rolling = new Map();
  #screen = this.closest("replay-screen");
  focused = false;

  connectedCallback() {
    const old = last && last !== this && last.dataset.steps === this.dataset.steps ? last : undefined;
    if (old) graft(old, this);
    this.#settle();
    listenForTreeKeys(this);
    this.addEventListener("click", (event) => this.#pressed(event), { capture: true });
    this.addEventListener("mousedown", (event) => event.preventDefault()); // the mouse leaves the keys to the screen
    this.addEventListener("rows-came", () => this.#settle());
    listenForTreeTools(this);
    this.#screen?.addEventListener("step-shown", this.#shown);
    if (old?.focused) this.current?.focus({ preventScroll: true });
    this.#restore();
  }

  disconnectedCallback() {
    last = this;
    for (const rolling of this.#rolling.values()) rolling.stop();
    this.#screen?.removeEventListener("step-shown", this.#shown);
  }

  /** The row of the shown step. @returns {HTMLElement | null} */
  get current() {
    return this.querySelector(".row-link[aria-current]");
  }

  /** All rows that are to be seen. @returns {HTMLElement[]} */
  get rows() {
    const rows = /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".tree-row"));
    return [...rows].filter((row) => !row.closest("[hidden]"));
  }

  /** Opens or closes what lies inside a row, and tells whether it could. Unasked, it moves no shown step. @param {HTMLElement} row @param {boolean} open @param {{unasked?: boolean}} [how] */
  async turn(row, open, { unasked = false } = {}) {
    const item = row.parentElement;
    if (!item || !row.dataset.key) return false;
    let branch = item.querySelector(":scope > .tree-branch");
    if (open && !branch) {
      branch = await this.#fetch(row);
      if (!branch) {
        announce("The branch could not be loaded: is the server still there?");
        return false;
      }
      branch = item.querySelector(":scope > .tree-branch") ?? branch; // by an earlier press, while this one waited
    }
    const shown = unasked ? this.current : null;
    const height = heightOf(shown);
    if (branch && !branch.isConnected) item.append(branch);
    if (branch instanceof HTMLElement) branch.hidden = !open;
    row.toggleAttribute("data-open", open);
    this.#memory.note(row.dataset.key, open);
    this.#settle();
    if (height !== undefined) putAt(shown, height);
    return true;
  }

  /** @param {HTMLElement} row */
  async #fetch(row) {
    const answer = await fetch(row.dataset.source ?? "", { headers: { Accept: "text/html" } }).catch(() => undefined);
    return answer?.ok ? parse(await answer.text()).querySelector(".tree-branch") : null;
  }

  /** Makes new rows part of the tree. */
  #settle() {
    upgrade(this);
    const current = this.current;
    if (!this.querySelector("[tabindex='0']")) (current ?? this.rows[0])?.setAttribute("tabindex", "0");
    const scroller = this.closest(".list-scroll");
    for (const list of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".tree-branch"))) {
      if (scroller && !this.#rolling.has(list)) this.#rolling.set(list, new Rolling(list, scroller));
    }
  }

  /** What was open when this run was last read is open again, but for what lies far off. */
  async #restore() {
    for (const row of this.rows.filter((each) => each.hasAttribute("data-open") && this.#memory.closed(each.dataset.key))) {
      if (!row.parentElement?.contains(this.current)) await this.turn(row, false, { unasked: true });
    }
    const wanted = this.rows.filter((row) => !row.hasAttribute("data-open") && this.#memory.open(row.dataset.key));
    for (const row of wanted.slice(0, MOST_AT_ONCE)) await this.turn(row, true, { unasked: true });
  }

  /** @param {MouseEvent} event */
  #pressed(event) {
    const target = event.target instanceof Element ? event.target : null;
    const edge = edgeOf(event);
    if (edge) {
      event.preventDefault();
      event.stopPropagation();
      const list = /** @type {HTMLElement} */ (edge.parentElement);
      this.#rolling.get(list)?.load(edge.dataset.more === "before" ? "before" : "after");
    }
    const row = target?.closest(".tree-row");
    if (!(row instanceof HTMLElement) || !target?.closest(".tree-toggle") || !row.dataset.key) return;
    event.preventDefault();
    event.stopPropagation();
    this.turn(row, !row.hasAttribute("data-open"));
  }

  #shown = () => {
    const row = this.current;
    if (!row) return; // it lies in a branch that is not here yet: the screen fetches the tree anew
    for (let shut = row.closest(".tree-branch[hidden]"); shut; shut = row.closest(".tree-branch[hidden]")) {
      if (shut instanceof HTMLElement) shut.hidden = false;
      shut.previousElementSibling?.setAttribute("data-open", "");
    }
    this.#settle();
    row.scrollIntoView({ block: "nearest" });
    if (!this.contains(document.activeElement)) this.rove(row);
  };

  /** Shows the step of a row, and stays in the tree. @param {HTMLElement} row */
  look(row) {
    const number = Number(row.dataset.step);
    const screen = /** @type {import("./screen.js").ReplayScreen | null} */ (this.#screen);
    if (number) screen?.show(number, undefined, { stay: true });
  }

  /** Makes a row the one that Tab leads to. @param {HTMLElement} row */
  rove(row) {
    for (const old of this.querySelectorAll("[tabindex='0']")) old.setAttribute("tabindex", "-1");
    row.setAttribute("tabindex", "0");
  }
}

customElements.define("step-tree", StepTree);
