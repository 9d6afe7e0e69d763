// Switches between light and dark in place; the cookie tells the server for the next page.

import { choose } from "./remember.js";

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#choose(this.#shown() === "dark" ? "light" : "dark");
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#describe());
    this.#describe();
  }

  /** @returns {"light" | "dark"} */
  #shown() {
    const chosen = document.documentElement.dataset.theme;
    if (chosen === "light" || chosen === "dark") return chosen;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  /** @param {"light" | "dark"} theme */
  #choose(theme) {
    document.documentElement.dataset.theme = theme;
    choose("theme", theme);
    this.#describe();
  }

  #describe() {
    const other = this.#shown() === "dark" ? "light" : "dark";
    const button = this.querySelector("button");
    const word = this.querySelector(".theme-word");
    const name = other === "dark" ? "Dark theme" : "Light theme";
    if (button) button.value = other;
    button?.setAttribute("aria-label", name);
    if (word) word.textContent = name;
  }
}

customElements.define("theme-switch", ThemeSwitch);
