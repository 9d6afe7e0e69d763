// The ticks of the scrubber: which one lies under the pointer, and the small box that says what it stands for.

/** A box that is empty yet; the slider says the same to those who do not see it. */
export function tipBox() {
  const box = document.createElement("p");
  box.className = "scrub-tip";
  box.ariaHidden = "true";
  box.hidden = true;
  return box;
}

/** @param {HTMLElement} box @param {SVGElement | undefined} tick */
export function tell(box, tick) {
  box.hidden = !tick;
  if (!tick) return;
  const left = box.parentElement?.getBoundingClientRect().left ?? 0;
  box.style.setProperty("--tip", `${tick.getBoundingClientRect().left - left}px`);
  const said = document.createElement("b");
  const figures = document.createElement("span");
  said.textContent = tick.dataset.said ?? "";
  figures.textContent = tick.dataset.figures ?? "";
  box.replaceChildren(said, figures);
}

/**
 * The tick under the pointer or, while one drags, the nearest.
 * @param {HTMLElement} scrubber
 * @param {PointerEvent} event
 * @param {boolean} [nearest]
 */
export function tickAt(scrubber, event, nearest = false) {
  if (event.target instanceof Element && !nearest) {
    const own = event.target.closest(".tick");
    if (own instanceof SVGElement) return own;
    if (!event.target.closest(".scrub-track")) return undefined;
  }
  const track = scrubber.querySelector(".ticks")?.getBoundingClientRect();
  if (!track) return undefined;
  const at = (100 * (event.clientX - track.left)) / track.width;
  const away = (/** @type {SVGElement} */ tick) => Math.abs(Number(tick.dataset.middle) - at);
  const ticks = [...scrubber.querySelectorAll(".tick")].filter((tick) => tick instanceof SVGElement);
  return ticks.reduce((best, tick) => (best && away(best) <= away(tick) ? best : tick), ticks[0]);
}
