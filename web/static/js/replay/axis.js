// The axis of the timeline, drawn anew for the part that is in view: round times where time runs evenly.

/** @typedef {{start: number, end: number, at: number, to: number, squeezed: boolean}} Stretch times in milliseconds */

const NS = "http://www.w3.org/2000/svg";
const LABELS = 5; // in view
const LAST_AFTER = 0.88; // of what is in view: a time further right is written before its line
/** @type {[number, string][]} */
const UNITS = [[1000, "s"], [1, "ms"], [1e-3, "µs"], [1e-6, "ns"]];
const ROUND = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600, 43200, 86400]; // seconds

/** @param {string} json @returns {Stretch[]} */
export function readStretches(json) {
  const rows = /** @type {[number, number, number, number, number][]} */ (JSON.parse(json));
  return rows.map(([start, end, at, to, squeezed]) => ({ start, end, at, to, squeezed: squeezed === 1 }));
}

/**
 * @param {Element} timeline
 * @param {Stretch[]} stretches
 * @param {number} from the part in view, from 0 to 1
 * @param {number} until
 */
export function drawAxis(timeline, stretches, from, until) {
  const marks = ticks(stretches, from, until);
  const axis = timeline.querySelector(".timeline-axis svg");
  const grid = timeline.querySelector(".timeline-grid");
  const before = (/** @type {number} */ at) => (at - from) / (until - from || 1) > LAST_AFTER;
  const side = (/** @type {number} */ at) => (before(at) ? "timeline-time--before" : "");
  axis?.replaceChildren(...marks.map(({ at, words }) => drawn("text", { class: side(at), x: percent(at), y: "65%" }, words)));
  grid?.replaceChildren(...marks.map(({ at }) => drawn("line", { x1: percent(at), x2: percent(at), y2: "100%" })));
}

/** @param {Stretch[]} stretches @param {number} from @param {number} until */
function ticks(stretches, from, until) {
  const seen = stretches.filter(({ at, to, squeezed }) => !squeezed && to > from && at < until).map((each) => clip(each, from, until));
  const step = roundStep(seen.reduce((sum, { start, end }) => sum + end - start, 0) / LABELS);
  return seen.flatMap(({ start, end, at, to }) => {
    const found = [];
    for (let time = Math.ceil(start / step) * step; time <= end && found.length < 2 * LABELS; time += step) {
      found.push({ at: at + (end > start ? ((time - start) / (end - start)) * (to - at) : 0), words: elapsed(time) });
    }
    return found;
  });
}

/** @param {Stretch} stretch @param {number} from @param {number} until @returns {Stretch} */
function clip({ start, end, at, to, squeezed }, from, until) {
  const time = (/** @type {number} */ place) => start + ((place - at) / (to - at || 1)) * (end - start);
  const [left, right] = [Math.max(at, from), Math.min(to, until)];
  return { start: time(left), end: time(right), at: left, to: right, squeezed };
}

/** The smallest round duration of at least so many milliseconds. @param {number} least */
function roundStep(least) {
  if (least >= 1000) return 1000 * (ROUND.find((each) => each * 1000 >= least) ?? 86400);
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 0.001)));
  return power * ([1, 2, 5, 10].find((each) => each * power >= least) ?? 10);
}

/** As the server writes it: `0`, `200 ms`, `3.2 s`, `1:05`, `2:00:30`, `-1.5 s`. @param {number} milliseconds @returns {string} */
function elapsed(milliseconds) {
  if (milliseconds < 0) return `-${elapsed(-milliseconds)}`;
  if (milliseconds >= 60_000) return minutes(Math.round(milliseconds / 10) / 100);
  const [size, unit] = UNITS.find(([least]) => milliseconds >= least) ?? [1, ""];
  return `${Number((milliseconds / size).toFixed(2))} ${unit}`.trimEnd();
}

/** @param {number} seconds */
function minutes(seconds) {
  const rest = (seconds % 60).toFixed(2).padStart(5, "0").replace(/\.00$/, "");
  const whole = Math.floor(seconds / 60);
  return whole < 60 ? `${whole}:${rest}` : `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}:${rest}`;
}

/** @param {string} name @param {Record<string, string>} attributes @param {string} [words] */
function drawn(name, attributes, words) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (words !== undefined) made.textContent = words;
  return made;
}

/** @param {number} share */
function percent(share) {
  return `${(share * 100).toFixed(3)}%`;
}
