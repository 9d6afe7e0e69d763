// Keys of the comparison: rows and differences. Without it the links at the bottom do the same.

import { listenForContent } from "./replay/content.js";

/** @type {Record<string, string>} */
const KEYS = {
  j: "next",
  ArrowRight: "next",
  k: "previous",
  ArrowLeft: "previous",
  "}": "next-difference",
  "{": "previous-difference",
};

document.addEventListener("keydown", (event) => {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select, textarea, .value-frame")) return;
  if (document.cookie.includes("misstep_keys=off") && event.key.length === 1) return;
  const link = document.querySelector(`[data-move="${KEYS[event.key]}"]`);
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  location.assign(link.href);
});

listenForContent(document.body);
document.querySelector(".row-link[aria-current]")?.scrollIntoView({ block: "nearest" });
