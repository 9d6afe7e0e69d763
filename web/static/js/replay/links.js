// Which links lead to a step of this run, so that the step can be shown in place.

/**
 * The address of the step that a click leads to; none for a click that the browser should follow by itself.
 * @param {MouseEvent} event
 * @param {string} steps the address under which the run's steps stand
 */
export function stepAddress(event, steps) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const url = new URL(link.href, location.href);
  if (url.hash || !url.pathname.startsWith(`${steps}/`) || !/^\d+$/.test(url.pathname.slice(steps.length + 1))) return undefined;
  url.searchParams.delete("find"); // the screen keeps the search that is open
  const plain = [...url.searchParams.keys()].every((name) => name === "tab");
  return plain ? url.pathname + url.search : undefined;
}

/** The step and the tab that an address is of. @param {string} address */
export function placeOf(address) {
  const url = new URL(address, location.href);
  const number = /\/(\d+)$/.exec(url.pathname)?.[1];
  return number ? { number: Number(number), tab: url.searchParams.get("tab") ?? "delta" } : undefined;
}

/** The links to a step, else to the call whose access it is. @param {ParentNode} screen @param {string} part @param {number} number */
export function linksTo(screen, part, number) {
  const own = screen.querySelectorAll(`${part}[data-step="${number}"]`);
  return own.length > 0 ? own : screen.querySelectorAll(`${part}[data-inner="${number}"]`);
}
