// Parts of the screen from the server, some of them fetched, and taken apart, before they are asked for.

const KEPT = 12;

/**
 * @typedef {object} Part
 * @property {string} html
 * @property {ParentNode} content
 *
 * @typedef {object} Fetched
 * @property {Promise<string>} html
 * @property {Part} [part] taken apart while nobody waited
 */

const whenIdle = window.requestIdleCallback ?? ((/** @type {() => void} */ act) => setTimeout(act, 1));

export class Parts {
  /** @type {Map<string, Fetched>} */
  #ahead = new Map();
  #age = 0; // how often what was fetched was forgotten

  /** Fetches a step's part for later. @param {string} url */
  fetchAhead(url) {
    const known = this.#ahead.get(url);
    if (known) {
      this.#ahead.delete(url);
      this.#ahead.set(url, known); // the latest that was wanted is the last to be dropped
      if (!known.part) known.html.then(() => this.#parseLater(known), () => {});
      return known;
    }
    /** @type {Fetched} */
    const fetched = { html: load(url, "step") };
    fetched.html.then(() => this.#parseLater(fetched), () => this.#ahead.delete(url));
    this.#ahead.set(url, fetched);
    const oldest = this.#ahead.keys().next().value;
    if (this.#ahead.size > KEPT && oldest !== undefined) this.#ahead.delete(oldest);
    return fetched;
  }

  /** A step's part, if it lies ready. @param {string} url */
  ready(url) {
    const fetched = this.#ahead.get(url);
    const part = fetched?.part;
    if (fetched) fetched.part = undefined; // it goes into the page
    return part;
  }

  /** @param {string} url @returns {Promise<Part>} */
  async step(url) {
    const fetched = this.#ahead.get(url) ?? this.fetchAhead(url);
    const html = await fetched.html;
    if (this.#ahead.get(url) !== fetched) return this.step(url); // what it shows has changed meanwhile
    return this.ready(url) ?? { html, content: parse(html) };
  }

  /** The list and the timeline around a step. @param {string} url @returns {Promise<DocumentFragment>} */
  async steps(url) {
    const age = this.#age;
    const html = await load(url, "steps");
    return age === this.#age ? parse(html) : this.steps(url);
  }

  /** What was fetched shows the marks, and what is revealed, as they were. */
  forget() {
    this.#ahead.clear();
    this.#age += 1;
  }

  /** @param {Fetched} fetched */
  #parseLater(fetched) {
    whenIdle(async () => {
      const html = await fetched.html;
      fetched.part ??= { html, content: parse(html) };
    });
  }
}

/** Looking at a step is noted apart, once it is shown. @param {string} url @param {"step" | "steps"} part */
async function load(url, part) {
  const headers = { Accept: "text/html", "Misstep-Part": part };
  const answer = await fetch(url, { headers });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer.text();
}

/** @param {string} html */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/**
 * Puts each new element in the place of the one with its id. Where the old one held the focus, its like in the new
 * one gets it; where it is the old one itself, who swaps sees to that, once all else is in place.
 * @param {ParentNode} from
 * @param {string[]} ids
 */
export function swap(from, ids) {
  const focused = document.activeElement;
  for (const id of ids) {
    const fresh = from.querySelector(`#${id}`);
    const old = document.getElementById(id);
    if (!fresh || !old) continue;
    const inside = old !== focused && old.contains(focused);
    const drawer = location.hash && (old.matches(":target") || old.querySelector(":target"));
    old.replaceWith(fresh);
    if (drawer) location.replace(location.hash); // the new one is the open drawer, then
    if (inside && focused instanceof HTMLElement) handOver(focused, fresh);
  }
  document.dispatchEvent(new CustomEvent("swapped", { detail: ids }));
}

/**
 * Gives the focus to what stands for an element in a new part; where nothing does, or it cannot be pressed any more,
 * to what is current there, and else to the step.
 * @param {HTMLElement} element @param {Element} fresh
 */
function handOver(element, fresh) {
  if (fresh.contains(document.activeElement)) return; // it has seen to that itself
  for (const next of [likeOf(element, fresh), fresh.querySelector("[aria-current]"), document.getElementById("step")]) {
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
    if (next && document.activeElement === next) return;
  }
}

/** What in a new part stands for an element of the old one. @param {HTMLElement} element @param {Element} fresh */
function likeOf(element, fresh) {
  const { id, dataset } = element;
  const by = (/** @type {string} */ name) => (dataset[name] ? `[data-${name}="${dataset[name]}"]` : "");
  const selector = [id && `#${CSS.escape(id)}`, by("move"), by("tab"), by("action"), by("view"), by("check"), by("step")].find(Boolean);
  const found = (selector && fresh.querySelector(selector)) || (fresh.matches("[tabindex]") ? fresh : null);
  return found instanceof HTMLElement ? found : undefined;
}

/** Acts once what is in the page now is painted; a page that nobody sees is not. @param {() => void} act */
export function afterPaint(act) {
  if (document.hidden) setTimeout(act);
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(act)));
}

/** @param {string} sentence */
export function announce(sentence) {
  const live = document.getElementById("live");
  if (live) live.textContent = sentence;
}
