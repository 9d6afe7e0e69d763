// Which folds of a content stand open, told by their words, so that they are found again where it has grown.

/** @typedef {[string, boolean][]} Folds each fold by its words, and whether it is open */

/** @param {Element} content @returns {Folds} */
export function foldsOf(content) {
  return named(content).map(([name, fold]) => [name, fold.open]);
}

/** @param {Element} content @param {Folds} folds */
export function openFolds(content, folds) {
  const were = new Map(folds);
  for (const [name, fold] of named(content)) {
    const open = were.get(name);
    if (open !== undefined && open !== fold.open) fold.open = open;
  }
}

/** The folds of a content; of those with the same words, each has its count. @param {Element} content */
function named(content) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return [...content.querySelectorAll("details")].map((fold) => {
    const words = fold.querySelector(":scope > summary")?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const count = (seen.get(words) ?? 0) + 1;
    seen.set(words, count);
    return /** @type {[string, HTMLDetailsElement]} */ ([`${count} ${words}`, fold]);
  });
}
