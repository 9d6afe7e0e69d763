// Rows of the tree: what assistive technology is told of them, and which of them were open.

import { keep, recall } from "../../remember.js";

const REMEMBERED = 200; // branches of a run

/** Gives rows and branches that have come their roles. The server sends plain nested lists of links. @param {HTMLElement} tree */
export function upgrade(tree) {
  for (const branch of tree.querySelectorAll(".tree-branch")) {
    const root = branch.parentElement === tree;
    branch.setAttribute("role", root ? "tree" : "group");
    if (root) branch.setAttribute("aria-label", "Tree of the run");
    for (const item of branch.children) item.setAttribute("role", "none");
  }
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (tree.querySelectorAll(".tree-row"))) {
    if (!row.role) describe(row);
    if (row.dataset.key) row.setAttribute("aria-expanded", String(row.hasAttribute("data-open")));
    const branch = row.nextElementSibling;
    if (!branch || !row.dataset.key) continue;
    branch.id = `inside-${row.dataset.key}`;
    row.setAttribute("aria-owns", branch.id);
  }
}

/** @param {HTMLElement} row */
function describe(row) {
  const { level, place, size } = row.dataset;
  row.role = "treeitem";
  row.tabIndex = -1;
  const above = row.parentElement?.parentElement?.previousElementSibling;
  row.ariaLevel = level ?? String(Number(above instanceof HTMLElement ? above.dataset.level : 0) + 1);
  if (place) row.ariaPosInSet = place;
  if (size) row.ariaSetSize = size;
}

/** Branches that were there already go into the tree that takes their place. @param {HTMLElement} old @param {HTMLElement} fresh */
export function graft(old, fresh) {
  for (const row of /** @type {NodeListOf<HTMLElement>} */ (fresh.querySelectorAll(".tree-row[data-key]:not([data-open])"))) {
    const { key, last } = row.dataset;
    const same = old.querySelector(`.tree-row[data-key="${CSS.escape(key ?? "")}"][data-last="${last}"]`);
    const branch = same?.nextElementSibling;
    if (!same || !branch?.matches(".tree-branch")) continue;
    row.after(branch);
    row.toggleAttribute("data-open", same.hasAttribute("data-open"));
  }
}

/** Which branches of a run the reader opened and closed, for as long as the browser's tab lives. @param {string} run */
export function memory(run) {
  const name = `misstep-tree ${run}`;
  /** @type {Map<string, boolean>} */
  const kept = new Map(recall("sessionStorage", name, []));
  return {
    /** @param {string | undefined} key */
    open: (key) => kept.get(key ?? "") === true,
    /** @param {string | undefined} key */
    closed: (key) => kept.get(key ?? "") === false,
    /** @param {string} key @param {boolean} open */
    note(key, open) {
      kept.delete(key);
      kept.set(key, open);
      keep("sessionStorage", name, [...kept].slice(-REMEMBERED));
    },
  };
}
