// What a search can be narrowed by, suggested under the box: fields, and the values that occur in revealed steps.

/** @typedef {import("./screen.js").ReplayScreen} ReplayScreen */
/** @typedef {{text: string, hint: string}} Suggestion */

/** @type {Suggestion[]} */
const FIELDS = [
  { text: "kind:", hint: "model, tool, retrieval …" },
  { text: "tool:", hint: "a tool's name, or a part of it" },
  { text: "agent:", hint: "an agent's name" },
  { text: "model:", hint: "a model's name" },
  { text: "status:", hint: "error, ok, unset, running" },
  { text: "tokens>", hint: "in and out, as in tokens>2000" },
  { text: "latency>", hint: "as in latency>2s, latency<500ms" },
  { text: "cost>", hint: "dollars, as in cost>0.01" },
  { text: "step:", hint: "a range, as in step:10..20" },
];
const STATUSES = ["error", "ok", "unset", "running"];
const MOST = 12;

/** @param {ReplayScreen} screen */
export function listenForSuggestions(screen) {
  const box = new Suggestions(screen);
  screen.addEventListener("focusin", (event) => {
    if (event.target instanceof HTMLInputElement && !event.target.value) box.follow(event.target);
  });
  screen.addEventListener("input", (event) => box.follow(event.target));
  screen.addEventListener("focusout", () => box.close());
  screen.addEventListener("keydown", (event) => box.key(event), { capture: true });
  screen.addEventListener("mousedown", (event) => box.press(event));
}

class Suggestions {
  #screen;
  /** @type {Suggestion[]} */
  #shown = [];
  #active = -1;
  /** @type {Promise<Record<string, string[]>> | undefined} */
  #terms;
  #known = 0;

  /** @param {ReplayScreen} screen */
  constructor(screen) {
    this.#screen = screen;
  }

  get #input() {
    return /** @type {HTMLInputElement | null} */ (this.#screen.querySelector(".list-find"));
  }

  get #list() {
    return /** @type {HTMLElement | null} */ (this.#screen.querySelector("#find-terms"));
  }

  /** @param {EventTarget | null} target */
  async follow(target) {
    if (target !== this.#input || !this.#input) return;
    const word = this.#word();
    const values = /^-?(kind|tool|agent|model):/i.test(word) ? await this.#values() : {};
    if (this.#input === document.activeElement && this.#word() === word) this.#show(fitting(word, values));
  }

  close() {
    this.#show([]);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.target !== this.#input || this.#shown.length === 0 || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.#activate(Math.max(-1, Math.min(this.#active + step, this.#shown.length - 1)));
    else if (event.key === "Escape") this.close();
    else if ((event.key === "Enter" || event.key === "Tab") && this.#active >= 0) this.#take(this.#active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {MouseEvent} event */
  press(event) {
    const option = event.target instanceof Element ? event.target.closest("#find-terms [role=option]") : null;
    if (!option) return;
    event.preventDefault();
    this.#take([...(this.#list?.children ?? [])].indexOf(option));
  }

  #word() {
    const input = this.#input;
    return input?.value.slice(0, input.selectionStart ?? 0).split(/\s/).at(-1) ?? "";
  }

  /** They are asked for anew when more is revealed. */
  #values() {
    const form = this.#input?.form;
    if (!this.#terms || this.#known !== this.#screen.frontier) {
      this.#known = this.#screen.frontier;
      this.#terms = fetch(form?.dataset.terms ?? "").then((answer) => (answer.ok ? answer.json() : {})).catch(() => {
        this.#terms = undefined; // asked for again with the next letter
        return {};
      });
    }
    return this.#terms;
  }

  /** @param {Suggestion[]} shown */
  #show(shown) {
    this.#shown = shown;
    const list = this.#list;
    if (!list || !this.#input) return;
    list.replaceChildren(...shown.map(line));
    list.hidden = shown.length === 0;
    this.#input.setAttribute("aria-expanded", String(shown.length > 0));
    this.#activate(-1);
  }

  /** @param {number} place */
  #activate(place) {
    this.#active = place;
    const lines = [...(this.#list?.children ?? [])];
    for (const [index, each] of lines.entries()) each.setAttribute("aria-selected", String(index === place));
    lines[place]?.scrollIntoView({ block: "nearest" });
    const id = lines[place]?.id;
    if (id) this.#input?.setAttribute("aria-activedescendant", id);
    else this.#input?.removeAttribute("aria-activedescendant");
  }

  /** @param {number} place */
  #take(place) {
    const input = this.#input;
    const chosen = this.#shown[place];
    if (!input || !chosen) return;
    const end = input.selectionStart ?? 0;
    const start = end - this.#word().length;
    const negated = input.value[start] === "-" ? "-" : "";
    const whole = /[:>]$/.test(chosen.text) ? "" : " ";
    input.setRangeText(negated + chosen.text + whole, start, end, "end");
    this.follow(input);
  }
}

/** @param {string} word @param {Record<string, string[]>} values @returns {Suggestion[]} */
function fitting(word, values) {
  const typed = word.replace(/^-/, "").toLowerCase();
  const [field, part] = typed.includes(":") ? typed.split(/:(.*)/s) : ["", ""];
  const known = field === "status" ? STATUSES : (values[`${field}s`] ?? []);
  if (field) {
    const fits = known.filter((value) => value.toLowerCase().includes((part ?? "").replaceAll('"', "")));
    const lines = fits.map((value) => ({ text: `${field}:${/[\s"\\]/.test(value) ? JSON.stringify(value) : value}`, hint: "" }));
    return lines.filter(({ text }) => text.toLowerCase() !== typed).slice(0, MOST);
  }
  return FIELDS.filter(({ text }) => text.startsWith(typed) && text !== typed);
}

/** @param {Suggestion} suggestion @param {number} place */
function line({ text, hint }, place) {
  const made = document.createElement("li");
  made.id = `find-term-${place}`;
  made.className = "find-term";
  made.setAttribute("role", "option");
  const term = document.createElement("code");
  term.textContent = text;
  made.append(term, " ", hint);
  return made;
}
