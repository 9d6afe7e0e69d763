// What a page leaves out, on demand: folded messages, the rest of a text or a list, branches that were not sent.

import { fetched } from "./fragment.js";

/** @type {[string, (link: HTMLAnchorElement) => Promise<void>][]} */
const ACTS = [
  ["[data-more]", showWhole],
  ["[data-rest]", showRest],
  ["[data-all-of-it]", showAllOfIt],
  ["[data-preview]", showImage],
];

/** @param {HTMLElement} screen */
export function listenForContent(screen) {
  screen.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (fold instanceof HTMLDetailsElement && fold.open) openFold(fold);
  }, { capture: true });
  screen.addEventListener("click", (event) => {
    if (!(event.target instanceof Element) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const link = event.target.closest("a");
    const act = ACTS.find(([selector]) => link?.matches(selector))?.[1];
    if (!link || !act) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    act(link).catch(() => leaveToBrowser(link));
  }, { capture: true });
}

/** Fetches what is folded away or left out, no more than `most` parts of it. @param {Element} content @param {number} most */
export async function fetchLeftOut(content, most) {
  const left = [...content.querySelectorAll("details[data-content], details[data-unopened], [data-more], [data-rest], [data-all-of-it]")];
  await Promise.allSettled(left.slice(0, most).map((part) => {
    if (part instanceof HTMLDetailsElement) return openFold(part);
    return ACTS.find(([selector]) => part.matches(selector))?.[1](/** @type {HTMLAnchorElement} */ (part));
  }));
}

/** @param {HTMLDetailsElement} fold */
async function openFold(fold) {
  const { content, unopened } = fold.dataset;
  if (content) await openMessage(fold, content);
  if (unopened) await openBranch(fold, unopened);
}

/** The link stays, and does what links do. @param {HTMLAnchorElement} link */
function leaveToBrowser(link) {
  for (const name of ["more", "rest", "allOfIt", "preview"]) delete link.dataset[name];
  link.textContent = "Not fetched: open as text";
}

/** @param {HTMLDetailsElement} fold @param {string} address */
async function openMessage(fold, address) {
  delete fold.dataset.content;
  const content = await fetched(address).catch(() => undefined);
  if (content) fold.querySelector(".message-body")?.replaceChildren(content);
}

/** @param {HTMLDetailsElement} fold @param {string} address */
async function openBranch(fold, address) {
  delete fold.dataset.unopened;
  const content = await fetched(address).catch(() => undefined);
  const head = fold.querySelector("summary");
  if (!content || !head) return;
  while (head.nextSibling) head.nextSibling.remove(); // the head stays where it is, and keeps the focus
  head.after(content);
}

/** @param {HTMLAnchorElement} link */
async function showWhole(link) {
  const content = await fetched(link.href);
  const note = link.closest(".value-more");
  const shown = note?.previousElementSibling;
  if (shown?.matches(".value")) shown.remove();
  (note ?? link.closest(".more") ?? link).replaceWith(content);
}

/** More rows of a table, or more members of a list or an object. @param {HTMLAnchorElement} link */
async function showRest(link) {
  const content = await fetched(link.href, { start: link.dataset.rest ?? "0" });
  const note = link.closest(".value-rest");
  const [first, further] = content.children;
  const rows = first?.matches(".value-frame") ? first.querySelector("table")?.tBodies[0]?.rows : undefined;
  const table = note?.previousElementSibling?.querySelector("table")?.tBodies[0];
  if (rows && table) {
    table.append(...rows);
    note?.replaceWith(...(further ? [further] : []));
  } else if (first) {
    note?.replaceWith(...first.children);
  }
}

/** @param {HTMLAnchorElement} link */
async function showAllOfIt(link) {
  const content = await fetched(link.href);
  const viewer = link.closest("value-viewer");
  if (viewer) viewer.replaceWith(content);
}

/** @param {HTMLAnchorElement} link */
async function showImage(link) {
  const image = document.createElement("img");
  image.className = "medium-image";
  image.alt = "Preview";
  image.width = Number(link.dataset.width);
  image.height = Number(link.dataset.height);
  image.src = link.href;
  await image.decode();
  link.replaceWith(image);
}
