// The six views of a step.

const TABS = ["delta", "context", "output", "state", "inside", "raw"];

/** @type {import("./command.js").Command[]} */
export const commands = TABS.map((tab, index) => ({
  id: `tab-${tab}`,
  keys: [String(index + 1)],
  title: `${tab[0]?.toUpperCase()}${tab.slice(1)} of the step`,
  section: "Look",
  run: (screen) => screen.show(screen.place.number, tab),
}));
