// Notes in the page itself when something is painted, the same way in every page that is measured.

{
  const notes = { list: 0, delta: 0, pressed: 0, painted: 0, waiting: 0, ahead: true };
  const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
  window.bench = {
    notes,
    /** The time that was noted under a name, once it is. */
    async noted(name) {
      while (notes[name] === 0) await pause(5);
      return notes[name];
    },
    /** Waits until no request has been under way for a while. */
    async quiet(milliseconds) {
      for (let still = 0; still < milliseconds; still = notes.waiting > 0 ? 0 : still + 10) await pause(10);
    },
  };

  /** Calls `then` once the frame is drawn in which `test` first holds: when the next one begins. */
  const whenPainted = (test, then) => {
    requestAnimationFrame(() => {
      if (test()) requestAnimationFrame(() => then(performance.now()));
      else whenPainted(test, then);
    });
  };

  const shown = () => Number(document.querySelector("#content")?.textContent?.trim() && document.querySelector("#step")?.dataset.number);

  whenPainted(() => document.querySelector("[data-step]") !== null, (at) => (notes.list = at));
  whenPainted(() => shown() > 0, (at) => (notes.delta = at));

  addEventListener("keydown", (event) => {
    const next = shown() + 1;
    notes.painted = 0;
    notes.pressed = event.timeStamp;
    whenPainted(() => shown() === next, (at) => (notes.painted = at));
  }, { capture: true });

  const load = window.fetch;
  window.fetch = async (url, options = {}) => {
    if (!notes.ahead && options.headers?.Purpose === "prefetch" && options.headers?.["Misstep-Part"] === "step") {
      throw new Error("nothing is fetched ahead in this measurement");
    }
    notes.waiting += 1;
    try {
      return await load(url, options);
    } finally {
      notes.waiting -= 1;
    }
  };
}
