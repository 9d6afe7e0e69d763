// Long texts on demand: folded messages when they are opened, the rest of a value when it is asked for.

const MOST = 250_000; // characters in one node; beyond, the link leads to the text itself

/** @param {HTMLElement} screen */
export function listenForContent(screen) {
  screen.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (!(fold instanceof HTMLDetailsElement) || !fold.open || !fold.dataset.content) return;
    const link = fold.querySelector("[data-more]");
    if (link instanceof HTMLAnchorElement) showWhole(link);
    delete fold.dataset.content;
  }, { capture: true });
  screen.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("[data-more]") : null;
    if (!(link instanceof HTMLAnchorElement) || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    showWhole(link);
  }, { capture: true });
}

/** @param {HTMLAnchorElement} link */
async function showWhole(link) {
  const answer = await fetch(link.href);
  const text = answer.ok ? await answer.text() : "";
  if (!answer.ok || text.length > MOST) {
    link.textContent = `Open all ${text.length.toLocaleString("en")} characters as text`;
    link.removeAttribute("data-more");
    return;
  }
  const whole = document.createElement("pre");
  whole.className = "message-whole";
  whole.tabIndex = 0;
  whole.textContent = text;
  (link.closest(".more") ?? link).replaceWith(whole);
}
