// The keys of the tree, as the ARIA practices have them: arrows, Home, End, typing ahead. Escape leaves it.

/** @typedef {import("../tree.js").StepTree} StepTree */

const PAUSE = 700; // milliseconds between letters of one name

/** @param {StepTree} tree */
export function listenForTreeKeys(tree) {
  let typed = { letters: "", at: 0 };
  tree.addEventListener("focusin", () => { tree.focused = true; });
  tree.addEventListener("focusout", (event) => { tree.focused = !event.relatedTarget && !tree.isConnected; });
  tree.addEventListener("keydown", (event) => {
    const row = event.target;
    if (!(row instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length === 1 && event.key !== " ") {
      typed = { letters: event.timeStamp - typed.at < PAUSE ? typed.letters + event.key : event.key, at: event.timeStamp };
      focus(tree, named(tree, row, typed.letters.toLowerCase()));
    } else if (!act(tree, row, event.key)) return;
    event.preventDefault();
  });
}

/** @param {StepTree} tree @param {HTMLElement} row @param {string} key @returns {boolean} whether the key is one of the tree's */
function act(tree, row, key) {
  const { rows } = tree;
  const at = rows.indexOf(row);
  switch (key) {
    case "ArrowDown": focus(tree, rows[at + 1]); return true;
    case "ArrowUp": focus(tree, rows[at - 1]); return true;
    case "Home": focus(tree, rows[0]); return true;
    case "End": focus(tree, rows.at(-1)); return true;
    case "ArrowRight": inwards(tree, row, rows[at + 1]); return true;
    case "ArrowLeft": outwards(tree, row); return true;
    case " ":
      if (row.dataset.key) tree.turn(row, !row.hasAttribute("data-open"));
      else tree.look(row);
      return true;
    case "Escape": document.getElementById("step")?.focus({ preventScroll: true }); return true;
    default: return false;
  }
}

/** @param {StepTree} tree @param {HTMLElement} row @param {HTMLElement | undefined} next */
function inwards(tree, row, next) {
  if (!row.dataset.key) return;
  if (row.hasAttribute("data-open")) focus(tree, next);
  else tree.turn(row, true);
}

/** @param {StepTree} tree @param {HTMLElement} row */
function outwards(tree, row) {
  if (row.dataset.key && row.hasAttribute("data-open")) return tree.turn(row, false);
  const above = row.parentElement?.parentElement?.previousElementSibling;
  if (above instanceof HTMLElement && tree.contains(above)) focus(tree, above);
}

/** The next row whose name begins so, from the top again after the last. @param {StepTree} tree @param {HTMLElement} row @param {string} letters */
function named(tree, row, letters) {
  const { rows } = tree;
  const at = rows.indexOf(row) + (letters.length === 1 ? 1 : 0);
  return [...rows.slice(at), ...rows.slice(0, at)].find((each) => nameOf(each).startsWith(letters));
}

/** @param {HTMLElement} row */
function nameOf(row) {
  return row.querySelector(".tree-name")?.textContent?.trim().toLowerCase() ?? "";
}

/** @param {StepTree} tree @param {HTMLElement | undefined} row */
function focus(tree, row) {
  if (!row) return;
  tree.rove(row);
  row.focus();
}
