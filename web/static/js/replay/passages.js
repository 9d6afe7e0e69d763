// Where words and passages stand in the text of an element, and how they are marked without touching it.

const MOST_TEXT = 400_000; // characters looked through
const MOST_MARKS = 300;
const DRESS = /["'`“”„‘’{}[\]:\\*_#|<>~]/; // what a page adds or drops when it prints JSON or Markdown

/** What the page says around the words of a trace. */
export const CHROME = ".message-head, .part-head, .value-count, .value-more, .value-absent, .more, .viewer-bar, .visually-hidden, "
  + ".change-title, .changed-title, .seen-head, .seen-words, .seen-step, .folded, .nothing, .back-size, .sentence, .inside-line, .inside-given, "
  + "th[scope=row], button, kbd";

/** Every place of these words, in any letter case and across white space. @param {Element} root @param {string[]} words */
export function placesOf(root, words) {
  const text = new Read(root);
  const forms = words.map((word) => word.trim().split(/\s+/).map(escaped).join("\\s+")).filter(Boolean);
  if (forms.length === 0) return [];
  const found = [];
  for (const match of text.joined.matchAll(new RegExp(forms.join("|"), "giu"))) {
    if (found.push(text.range(match.index, match.index + match[0].length)) === MOST_MARKS) break;
  }
  return found;
}

/** Where a passage stands, line by line if not in one piece; white space, letter case and the dress of JSON do not count. @param {Element} root @param {string} passage */
export function passageIn(root, passage) {
  return passagesIn(root, [passage], 1)[0] ?? [];
}

/** The same of several passages, each wherever it stands. @param {Element} root @param {string[]} passages @param {number} [most] places of one */
export function passagesIn(root, passages, most = MOST_MARKS) {
  const text = new Read(root, CHROME);
  const page = bare(text.joined);
  return passages.map((passage) => {
    const whole = find(text, page, passage, most);
    if (whole.length > 0) return whole;
    const lines = passage.split("\n").filter((line) => bare(line).letters).map((line) => find(text, page, line, 1));
    return lines.every(({ length }) => length > 0) ? lines.flat() : [];
  });
}

/** @param {Read} text @param {{letters: string, places: number[]}} page @param {string} passage @param {number} most */
function find(text, page, passage, most) {
  const { letters: wanted, places } = bare(passage);
  const [before, after] = [passage.slice(0, places[0]), passage.slice((places.at(-1) ?? 0) + 1)];
  const found = [];
  for (let at = wanted ? page.letters.indexOf(wanted) : -1; at >= 0 && found.length < most; at = page.letters.indexOf(wanted, at + wanted.length)) {
    const [start, end] = [page.places[at] ?? 0, (page.places[at + wanted.length - 1] ?? 0) + 1];
    found.push(text.range(text.joined.endsWith(before, start) ? start - before.length : start, text.joined.startsWith(after, end) ? end + after.length : end));
  }
  return found;
}

/** Marks ranges under a name that the stylesheet knows; none takes the marks away. @param {string} name @param {Range[]} ranges */
export function mark(name, ranges) {
  if (!("highlights" in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

/** Brings a range into the middle of what scrolls, opening the folds around it. @param {Range} range */
export function reveal(range) {
  const around = range.startContainer.parentElement;
  for (let fold = around?.closest("details"); fold; fold = fold.parentElement?.closest("details")) fold.open = true;
  around?.scrollIntoView({ block: "center", behavior: "instant" });
}

/** The text of an element, and which node each letter of it is in. */
class Read {
  /** @type {Text[]} */
  #nodes = [];
  /** @type {number[]} */
  #starts = [];
  joined = "";

  /** @param {Element} root @param {string} [skipped] */
  constructor(root, skipped) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = [];
    let length = 0;
    for (let node = walker.nextNode(); node && length < MOST_TEXT; node = walker.nextNode()) {
      const { data } = /** @type {Text} */ (node);
      if (skipped && node.parentElement?.closest(skipped)) continue;
      this.#nodes.push(/** @type {Text} */ (node));
      this.#starts.push(length);
      texts.push(data);
      length += data.length + 1;
    }
    this.joined = texts.join("\n");
  }

  /** @param {number} start @param {number} end */
  range(start, end) {
    const range = document.createRange();
    const [first, last] = [this.#at(start), this.#at(end - 1)];
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, Math.min(last.offset + 1, last.node.length));
    return range;
  }

  /** @param {number} place */
  #at(place) {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    const node = /** @type {Text} */ (this.#nodes[low]);
    return { node, offset: Math.min(place - (this.#starts[low] ?? 0), node.length) };
  }
}

/** The letters that count, and the place of each. @param {string} text */
function bare(text) {
  const letters = [];
  const places = [];
  for (let place = 0; place < text.length; place++) {
    const letter = text[place] ?? "";
    if (/\s/.test(letter) || DRESS.test(letter)) continue;
    if (letter === "," && !(/\d/.test(text[place - 1] ?? "") && /\d/.test(text[place + 1] ?? ""))) continue;
    for (const folded of letter.normalize("NFKC").toLowerCase()) {
      letters.push(folded);
      places.push(place);
    }
  }
  return { letters: letters.join(""), places };
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
