// Goes from step to step in place. One part is under way at a time: keys pressed meanwhile move the goal, none is lost.

import { Around } from "./around.js";
import { Kept } from "./kept.js";
import { placeOf, stepAddress } from "./links.js";
import { Parts, swap } from "./parts.js";

/**
 * @typedef {object} How
 * @property {boolean} [keep] leave the history as it is
 * @property {boolean} [stay] the focus stays in the list, where it is by itself: the reader only looks
 * @property {boolean} [along] on the way, by a key that is held or by playback: the way back leads to its beginning
 */

export class ReplayScreen extends HTMLElement {
  parts = new Parts();
  /** @type {import("./command.js").Command[]} */
  commands = [];
  /** Whether a key is held down. */
  held = false;
  /** What else is to be said of the step that was come to. */
  remark = "";
  #around = new Around(this);
  /** @type {Kept | undefined} */
  #kept;
  /** @type {{url: string, how: How} | undefined} */
  #wanted;
  /** @type {Promise<void> | undefined} */
  #walk;
  #walking = false;
  /** The steps near those that were shown that stand in the row of another. @type {Set<number>} */
  #inner = new Set();
  #due = false; // an entry of the history
  /** The address that the browser does not know yet. @type {string | undefined} */
  #owed;
  #known = ""; // the step's address that the browser does know

  connectedCallback() {
    this.#kept ??= new Kept(this);
    this.#known = addressed(this) ?? "";
    this.addEventListener("click", (event) => this.#follow(event));
    window.addEventListener("popstate", () => this.#comeBack());
    document.addEventListener("visibilitychange", () => this.#refresh());
    this.#kept.resume(this.step);
    this.#learn();
    this.#around.begin();
  }

  get step() {
    return /** @type {HTMLElement} */ (this.querySelector("#step"));
  }

  /** The step that is shown. */
  get number() {
    return Number(this.step.dataset.number);
  }

  get frontier() {
    return Number(this.step.dataset.frontier);
  }

  /** The last call that is revealed. */
  get last() {
    return Number(this.step.dataset.last);
  }

  /** The call after a step, or before it: what an access of a call did stands in the same row. @param {number} number @param {1 | -1} direction */
  beside(number, direction) {
    const next = number + direction;
    return this.#inner.has(next) ? next + direction : next;
  }

  /** The step in whose row one stands. @param {number} number */
  callOf(number) {
    return this.#inner.has(number) ? number - 1 : number;
  }

  get steps() {
    return this.dataset.steps ?? "";
  }

  /** Where the reader is going, or is: what the next key counts from. @returns {{number: number, tab: string}} */
  get place() {
    const { number, tab } = this.step.dataset;
    return (this.#wanted && placeOf(this.#wanted.url)) ?? { number: Number(number), tab: tab ?? "delta" };
  }

  /** The address of a step, on the tab that is open. @param {number} number @param {string} [tab] */
  address(number, tab = this.place.tab) {
    return `${this.steps}/${number}${tab !== "delta" ? `?tab=${tab}` : ""}`;
  }

  /** An address with the search that is open. @param {string} address */
  searched(address) {
    const { find } = this.dataset;
    return find ? `${address}${address.includes("?") ? "&" : "?"}find=${encodeURIComponent(find)}` : address;
  }

  /** Shows a step, if it is one that may be seen. @param {number} number @param {string} [tab] @param {How} [how] */
  async show(number, tab, how) {
    if (number >= 1 && number <= this.frontier) await this.go(this.address(number, tab), how);
  }

  /** @param {string} url @param {How} [how] */
  go(url, how = { along: this.held }) {
    this.#wanted = { url, how };
    if (!how.along) this.#due = true;
    if (!this.#walking) this.#walk = this.#walkOn();
    return this.#walk;
  }

  /** Settled once the step that was last asked for is shown. */
  get arrived() {
    return this.#walk;
  }

  /** Settled once that step was announced: what is said before would be talked over. */
  get told() {
    return this.#around.told;
  }

  async #walkOn() {
    this.#walking = true;
    try {
      for (let wanted = this.#wanted; wanted; wanted = this.#wanted) {
        const part = this.parts.ready(wanted.url) ?? (await this.parts.step(wanted.url));
        const last = wanted === this.#wanted;
        if (last) this.#wanted = undefined;
        if (last || (this.held && this.#wanted)) this.#show(part, wanted, last);
      }
    } catch {
      location.assign(this.#wanted?.url ?? location.href);
    } finally {
      this.#walking = false;
    }
  }

  /** @param {import("./parts.js").Part} part @param {{url: string, how: How}} wanted @param {boolean} last */
  #show(part, { url, how }, last) {
    const focused = document.activeElement === this.step;
    this.#kept?.leave(this.step);
    this.#kept?.prepare(part);
    swap(part.content, ["step", "transport"]);
    this.#learn();
    if (last && !how.keep) this.#owed = url;
    this.#around.settle(how);
    this.#kept?.restore(this.step);
    if (focused) this.step.focus({ preventScroll: true }); // at last: it makes the browser lay out the page
  }

  #learn() {
    for (const number of (this.step.dataset.inner ?? "").split(" ").filter(Boolean)) this.#inner.add(Number(number));
  }

  /** Writes the address, once the step is painted: before, the browser would lay out the page for it alone. */
  writeAddress() {
    if (this.#owed === undefined) return;
    const url = this.searched(this.#owed);
    if (this.#due) history.pushState(null, "", url);
    else history.replaceState(null, "", url);
    this.#due = false;
    this.#owed = undefined;
    this.#known = addressed(this) ?? "";
  }

  /** Takes over a whole page that a form led to; what is being written beside the step stays. @param {Document} page @param {string} url */
  takeOver(page, url) {
    this.parts.forget();
    this.#wanted = undefined;
    this.#due = true;
    this.#kept?.begin(this.step.dataset.tab ?? "");
    const scroll = this.querySelector(".list-scroll")?.scrollTop ?? 0;
    swap(page, ["top", "guide", "steps", "scrubber", "hints"]);
    const list = this.querySelector(".list-scroll");
    if (list) list.scrollTop = scroll;
    const forward = page.querySelector("replay-screen")?.hasAttribute("data-forward") ?? false;
    this.toggleAttribute("data-forward", forward);
    this.#show({ html: "", content: page }, { url, how: {} }, true);
  }

  /** Another window may have gone on meanwhile: what was fetched ahead is fetched again. */
  #refresh() {
    if (document.hidden) return;
    this.parts.forget();
    this.#around.fetchAhead();
  }

  /** A drawer that opens or closes, or is put in the place of another, moves the address as well: to no other step. */
  #comeBack() {
    const url = addressed(this);
    if (url === undefined || url === this.#known) return;
    this.#known = url;
    this.#owed = undefined;
    if (url !== this.address(this.place.number)) this.go(url, { keep: true });
  }

  /** @param {MouseEvent} event */
  #follow(event) {
    const url = stepAddress(event, this.steps);
    if (!url) return;
    event.preventDefault();
    if (/^#(?!quote=)./.test(location.hash)) location.hash = "step"; // closes the drawer
    this.go(url);
  }
}

/** The step's address that stands in the browser. @param {ReplayScreen} screen */
function addressed(screen) {
  const place = placeOf(location.href);
  const here = place && location.pathname.startsWith(`${screen.steps}/`);
  return here ? screen.address(place.number, place.tab) : undefined;
}
