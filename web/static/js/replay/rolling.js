// A window of rows that moves along as one scrolls: further rows come from the server, those far behind go.

import { parse } from "./parts.js";

const MOST = 100; // rows of one window in the page
const KEPT = 80; // what is left of them once there are more
const PAGE = 40;
const NEAR = "400px"; // how far ahead of the edge further rows are fetched

/** @typedef {"before" | "after"} Side */

/** At which side a click asks for more rows. @param {Event} event @returns {HTMLElement | null} the edge */
export function edgeOf(event) {
  const link = event.target instanceof Element ? event.target.closest(".more-link") : null;
  const pointed = event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey);
  return pointed ? null : (link?.closest("[data-more]") ?? null);
}

/** The rows of a list or of a branch of the tree. @param {HTMLElement} list */
function rowsOf(list) {
  return /** @type {HTMLElement[]} */ ([...list.querySelectorAll(":scope > [data-row]")]);
}

export class Rolling {
  #list;
  #scroller;
  #busy = false;
  /** @type {IntersectionObserver} */
  #observer;

  /** @param {HTMLElement} list @param {Element} scroller */
  constructor(list, scroller) {
    this.#list = list;
    this.#scroller = scroller;
    this.#observer = new IntersectionObserver((seen) => this.#reached(seen), { root: scroller, rootMargin: `${NEAR} 0px` });
    for (const side of /** @type {Side[]} */ (["before", "after"])) {
      const edge = this.#edge(side);
      if (edge) this.#observer.observe(edge);
    }
  }

  stop() {
    this.#observer.disconnect();
  }

  /** @param {Side} side @returns {HTMLElement | null} */
  #edge(side) {
    const around = this.#list.matches(".tree-branch") ? this.#list : this.#list.closest(".list-scroll");
    return around?.querySelector(`:scope > [data-more="${side}"]`) ?? null;
  }

  /** @param {IntersectionObserverEntry[]} seen */
  #reached(seen) {
    for (const { isIntersecting, target } of seen) {
      if (isIntersecting && target instanceof HTMLElement && !target.hidden) this.load(/** @type {Side} */ (target.dataset.more));
    }
  }

  /** @param {Side} side */
  async load(side) {
    if (this.#busy || !this.#list.isConnected) return;
    this.#busy = true;
    try {
      const answer = await fetch(this.#address(side), { headers: { Accept: "text/html" } });
      if (!answer.ok || !this.#list.isConnected) return;
      this.#put(parse(await answer.text()), side);
      this.#lookAgain();
    } catch {
      // the link leads there without the script
    } finally {
      this.#busy = false;
    }
  }

  /** @param {Side} side */
  #address(side) {
    const { source, first, last } = this.#list.dataset;
    if (this.#list.matches(".tree-branch")) return `${source}?${side === "after" ? `from=${Number(last) + 1}` : `until=${first}`}`;
    const from = side === "after" ? Number(last) + 1 : Math.max(1, Number(first) - PAGE);
    const until = side === "after" ? from + PAGE - 1 : Number(first) - 1;
    return `${source}/${from}/${until}?side=${side}&at=${document.getElementById("step")?.dataset.number ?? 0}`;
  }

  /** @param {DocumentFragment} fresh @param {Side} side */
  #put(fresh, side) {
    const rows = [...fresh.querySelectorAll("li:is(.step-agent, .user-turn, [data-row])")].filter((row) => !row.parentElement?.closest("li"));
    this.#keepPlace(() => {
      if (side === "after") {
        const edge = this.#list.querySelector(":scope > [data-more=after]");
        if (edge) edge.before(...rows);
        else this.#list.append(...rows);
      } else {
        this.#list.querySelector(":scope > [data-goes-on]")?.remove();
        const edge = this.#list.querySelector(":scope > [data-more=before]");
        if (edge) edge.after(...rows);
        else this.#list.prepend(...rows);
      }
      this.#trim(side);
      this.#tell();
    });
    this.#list.dispatchEvent(new CustomEvent("rows-came", { bubbles: true }));
  }

  /** @param {Side} side where rows came in; those at the other end go */
  #trim(side) {
    const rows = rowsOf(this.#list);
    if (rows.length <= MOST) return;
    const gone = side === "after" ? rows.slice(0, -KEPT) : rows.slice(KEPT);
    for (const row of gone) {
      while (row.previousElementSibling?.matches(".step-agent, .user-turn")) row.previousElementSibling.remove();
      row.remove();
    }
  }

  /** What lies outside the window, in numbers. */
  #tell() {
    const rows = rowsOf(this.#list);
    const begins = Number(rows[0]?.dataset.row);
    const lastRow = rows.at(-1);
    const inside = lastRow?.querySelector(":scope > [data-key]");
    const ends = Number(inside instanceof HTMLElement ? inside.dataset.last : (lastRow?.dataset.ends ?? lastRow?.dataset.row));
    const { begin, end } = this.#list.dataset;
    Object.assign(this.#list.dataset, { first: begins, last: ends });
    this.#label("before", Number(begin), begins - 1);
    this.#label("after", ends + 1, Number(end));
  }

  /** @param {Side} side @param {number} first @param {number} last */
  #label(side, first, last) {
    const edge = this.#edge(side);
    if (!edge) return;
    edge.hidden = first > last;
    const end = edge.nextElementSibling;
    if (end instanceof HTMLElement && end.matches(".list-end")) end.hidden = !edge.hidden;
    const count = edge.querySelector(".more-count");
    const link = edge.querySelector(".more-link");
    if (count) count.textContent = (last - first + 1).toLocaleString("en");
    else if (link) link.textContent = `Steps ${first} – ${last}`;
  }

  /** Changes rows without moving those that are looked at. @param {() => void} change */
  #keepPlace(change) {
    const top = this.#scroller.getBoundingClientRect().top;
    const anchor = rowsOf(this.#list).find((row) => row.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top ?? 0;
    change();
    if (anchor?.isConnected) this.#scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  /** An edge that stays in view, or came into it while rows of the other side were under way, is not reported anew. */
  #lookAgain() {
    for (const side of /** @type {Side[]} */ (["before", "after"])) {
      const edge = this.#edge(side);
      if (!edge || edge.hidden) continue;
      this.#observer.unobserve(edge);
      this.#observer.observe(edge);
    }
  }
}
