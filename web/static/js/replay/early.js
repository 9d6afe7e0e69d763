// Before the first paint: the panes as wide as they were left, and focus mode where it was on. A plain script, so that
// the page waits for it and nothing jumps. What the page does not need to be drawn is fetched after it.

{
  const root = document.documentElement;
  try {
    const { sizes = {}, closed = [] } = JSON.parse(localStorage.getItem("misstep.panes") ?? "{}");
    for (const [pane, size] of Object.entries(sizes)) root.style.setProperty(`--pane-${pane}`, `${Number(size)}px`);
    root.dataset.closed = closed.join(" ");
    if (JSON.parse(sessionStorage.getItem("misstep.focus") ?? "false")) root.dataset.focus = "";
  } catch {
    // nothing is remembered here: every pane has its usual size
  }
  addEventListener("DOMContentLoaded", () => {
    const later = document.querySelector("template#later");
    if (later instanceof HTMLTemplateElement) document.head.append(later.content);
  });
}
