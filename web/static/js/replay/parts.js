// Parts of the screen from the server, some of them fetched before they are asked for.

const KEPT = 8;

/**
 * @typedef {object} Part
 * @property {DocumentFragment} content
 * @property {boolean} ahead whether it was fetched before the reader went there
 */

export class Parts {
  /** @type {Map<string, Promise<string>>} */
  #ahead = new Map();

  /** Fetches a step's part for later; the server takes no note of it. @param {string} url */
  fetchAhead(url) {
    if (this.#ahead.has(url)) return;
    const html = load(url, "step", { Purpose: "prefetch" });
    html.catch(() => this.#ahead.delete(url));
    this.#ahead.set(url, html);
    const oldest = this.#ahead.keys().next().value;
    if (this.#ahead.size > KEPT && oldest !== undefined) this.#ahead.delete(oldest);
  }

  /** @param {string} url @returns {Promise<Part>} */
  async step(url) {
    const waiting = this.#ahead.get(url);
    return { content: parse(await (waiting ?? load(url, "step"))), ahead: waiting !== undefined };
  }

  /** The list and the timeline around a step. @param {string} url @returns {Promise<DocumentFragment>} */
  async steps(url) {
    return parse(await load(url, "steps", { Purpose: "prefetch" }));
  }

  /** What was fetched ahead shows the marks as they were. */
  forget() {
    this.#ahead.clear();
  }
}

/** @param {string} url @param {"step" | "steps"} part @param {Record<string, string>} [headers] */
async function load(url, part, headers = {}) {
  const answer = await fetch(url, { headers: { Accept: "text/html", "Misstep-Part": part, ...headers } });
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
 * Puts each new element in the place of the one with its id.
 * @param {ParentNode} from
 * @param {string[]} ids
 */
export function swap(from, ids) {
  for (const id of ids) {
    const fresh = from.querySelector(`#${id}`);
    const old = document.getElementById(id);
    if (fresh && old) old.replaceWith(fresh);
  }
}

/** @param {string} sentence */
export function announce(sentence) {
  const live = document.getElementById("live");
  if (live) live.textContent = sentence;
}
