// The buttons above the tree: everything open, or one line for each agent.

import { announce } from "../parts.js";

/** @typedef {import("../tree.js").StepTree} StepTree */

const MOST = 300; // rows after which "expand all" stops

/** @param {StepTree} tree */
export function listenForTreeTools(tree) {
  tree.closest("#steps")?.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-tree]") : null;
    if (!(button instanceof HTMLElement)) return;
    if (button.dataset.tree === "expand") expandAll(tree);
    else collapseToAgents(tree);
  });
}

/** @param {StepTree} tree */
async function expandAll(tree) {
  for (let row = closed(tree); row && tree.rows.length < MOST; row = closed(tree)) {
    if (!(await tree.turn(row, true))) return; // the server is gone, and that was said
  }
  announce(closed(tree) ? `Opened as far as ${MOST} rows: open the rest where you need it` : "All that is listed is open");
}

/** @param {StepTree} tree */
function closed(tree) {
  return tree.rows.find((row) => row.dataset.key && !row.hasAttribute("data-open"));
}

/** The outermost agent stays open, with what it called in one line each. @param {StepTree} tree */
async function collapseToAgents(tree) {
  const agents = tree.rows.filter((row) => row.hasAttribute("data-open") && row.matches("[data-agent], [data-step]"));
  const outer = agents[0];
  for (const row of agents.reverse()) if (row !== outer) await tree.turn(row, false);
  (tree.current?.closest("[hidden]")?.previousElementSibling ?? tree.current)?.scrollIntoView({ block: "nearest" });
  announce("Collapsed to agents");
}
