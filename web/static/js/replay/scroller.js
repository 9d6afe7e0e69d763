// What scrolls while a step is read, and how a row keeps its place on the screen while rows around it change.

/** The step or, in a low window, the whole page. @param {HTMLElement} step @returns {Element} */
export function scrollerOf(step) {
  const page = document.scrollingElement ?? document.documentElement;
  return getComputedStyle(step).overflowY === "visible" ? page : step;
}

/** How far from the top of the window a row stands, if it is in view within its list. @param {Element | null} row */
export function heightOf(row) {
  const list = row?.checkVisibility() ? row.closest(".list-scroll") : null;
  if (!row || !list) return undefined;
  const [at, within] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  return at.bottom > within.top && at.top < within.bottom ? at.top : undefined;
}

/** Scrolls the list so that a row stands at this height; else, or where the list ends before, somewhere in view. @param {Element | null} row @param {number | undefined} height */
export function putAt(row, height) {
  const list = row?.checkVisibility() ? row.closest(".list-scroll") : null;
  if (!row || !list) return;
  if (height === undefined) return row.scrollIntoView({ block: "center" });
  list.scrollTop += row.getBoundingClientRect().top - height;
  row.scrollIntoView({ block: "nearest" });
}
