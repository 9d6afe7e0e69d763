// What the palette offers for the words typed into it: commands, best first, a step, a search.

import { keep, recall } from "../../remember.js";
import { available } from "../command.js";

/**
 * @typedef {import("../screen.js").ReplayScreen} ReplayScreen
 * @typedef {import("../command.js").Command} Command
 * @typedef {object} Choice
 * @property {string} title
 * @property {string} group
 * @property {string[]} keys
 * @property {Command} [command]
 * @property {() => unknown} [run]
 */

const KEPT = "misstep.commands";
const RECENT = 4;
const NAMED = 8; // steps that are offered by their names

/** @param {ReplayScreen} screen @param {string} typed @returns {Choice[]} */
export function choices(screen, typed) {
  const text = typed.trim();
  const commands = available(screen).filter(({ id }) => id !== "palette");
  if (!text) return [...recent(commands), ...commands.map((command) => choice(command, command.section))];
  const found = commands
    .map((command) => ({ command, fit: fitOf(text, `${command.title} ${command.section} ${command.also ?? ""}`, command.keys) }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit)
    .map(({ command }) => choice(command, command.section));
  return [...steps(screen, text), ...found, ...named(screen, text), ...searches(screen, text)];
}

/** Of the commands done from here, the latest come first. @param {Command} command */
export function noteUse({ id }) {
  keep("localStorage", KEPT, [id, ...used().filter((each) => each !== id)].slice(0, RECENT));
}

/** @returns {string[]} */
function used() {
  return recall("localStorage", KEPT, []);
}

/** @param {Command[]} commands */
function recent(commands) {
  return used().flatMap((id) => commands.filter((each) => each.id === id).map((each) => choice(each, "Recent")));
}

/** @param {Command} command @param {string} group @returns {Choice} */
function choice(command, group) {
  return { title: command.title, group, keys: command.keys, command };
}

/** @param {ReplayScreen} screen @param {string} text @returns {Choice[]} */
function steps(screen, text) {
  const number = Number(/^(?:step |go to step )?(\d+)$/i.exec(text)?.[1]);
  if (!(number >= 1 && number <= screen.frontier)) return [];
  return [{ title: `Go to step ${number}`, group: "Step", keys: [], run: () => screen.show(number) }];
}

/** The steps on the scrubber whose name has all the words; a search finds further ones. @param {ReplayScreen} screen @param {string} text @returns {Choice[]} */
function named(screen, text) {
  const words = text.toLowerCase().split(/\s+/);
  const ticks = /** @type {SVGElement[]} */ ([...screen.querySelectorAll("#scrubber .tick")]);
  const fitting = ticks.filter(({ dataset }) => {
    const name = (dataset.said ?? "").replace(/^[^:]*: /, "").toLowerCase();
    return words.every((word) => name.includes(word));
  });
  return fitting.slice(0, NAMED).map(({ dataset }) => {
    return { title: dataset.said ?? "", group: "Steps", keys: [], run: () => screen.show(Number(dataset.step)) };
  });
}

/** @param {ReplayScreen} screen @param {string} text @returns {Choice[]} */
function searches(screen, text) {
  const input = screen.querySelector("input[name='find']");
  if (!(input instanceof HTMLInputElement)) return [];
  const run = () => {
    input.value = text;
    input.form?.requestSubmit();
  };
  return [{ title: `Find “${text}” in the revealed steps`, group: "Find", keys: ["/"], run }];
}

/**
 * How well a command fits what was typed; 0 where a word of it fits nowhere. A key typed by itself names its command,
 * a word's beginning is better than its middle, and letters in their order are better than nothing.
 * @param {string} text @param {string} title @param {string[]} keys
 */
function fitOf(text, title, keys) {
  if (keys.includes(text)) return 100;
  let sum = 0;
  for (const word of text.toLowerCase().split(/\s+/)) {
    const fit = wordFit(word, title.toLowerCase());
    if (!fit) return 0;
    sum += fit;
  }
  return sum;
}

/** @param {string} word @param {string} title */
function wordFit(word, title) {
  if (title.startsWith(word)) return 8;
  if (title.split(/\P{L}+/u).some((each) => each.startsWith(word))) return 6;
  if (word.length > 1 && title.includes(word)) return 3;
  const letters = [...word].map((letter) => letter.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return word.length > 2 && new RegExp(`\\b${letters.join("\\w*")}`).test(title) ? 1 : 0;
}
