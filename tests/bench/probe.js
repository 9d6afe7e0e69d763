// Notes in the page itself when something is painted, the same way in every page that is measured.

{
  const notes = { list: 0, delta: 0, pressed: 0, painted: 0, waiting: 0, ahead: true };
  const held = new Map();
  const pause = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
  window.bench = {
    notes,
    /** The time that was noted under a name, once it is. */
    async noted(name) {
      for (let waited = 0; notes[name] === 0; waited += 1) {
        if (waited > 4000) throw new Error(`${location.pathname}: nothing noted of "${name}"`);
        await pause(5);
      }
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
    held.get(next)?.();
    whenPainted(() => shown() === next, (at) => (notes.painted = at));
  }, { capture: true });

  const load = window.fetch;
  window.fetch = async (url, options = {}) => {
    const number = Number(new URL(url, location.href).pathname.split("/").pop());
    if (!notes.ahead && options.headers?.["Misstep-Part"] === "step") {
      await new Promise((go) => held.set(number, go)); // until the key is pressed that asks for it
    }
    notes.waiting += 1;
    try {
      return await load(url, options);
    } finally {
      notes.waiting -= 1;
    }
  };
}
