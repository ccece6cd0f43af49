// Whether the words are safe: one line that is always true.

import { longer } from "./entry.js";

export class State {
  constructor(element, notebook, sync) {
    Object.assign(this, { element, notebook, sync });
    this.words = element.querySelector("[data-words-of-state]");
    this.action = element.querySelector("[data-sign-in]");
    notebook.addEventListener("change", () => this.show());
    sync.addEventListener("change", () => this.show());
    addEventListener("online", () => this.show());
    addEventListener("offline", () => this.show());
  }

  show() {
    const stuck = this.notebook.stuck();
    const waiting = this.notebook.unsent() - stuck.length;
    const [kind, css] = this.#kind(waiting, stuck);
    const words = this.element.dataset[kind].replace("{n}", kind === "waiting" ? waiting : stuck.length);
    if (this.words.textContent !== words) this.words.textContent = words;
    this.element.className = `save-state ${css}`;
    this.element.dataset.kind = kind;
    this.action.hidden = kind !== "signin";
  }

  #kind(waiting, stuck) {
    if (this.sync.state === "no") return ["no", "is-blocked"];
    if (this.sync.state === "signin") return ["signin", "is-waiting"];
    if ((waiting || stuck.length) && this.notebook.failed) return ["unkept", "is-blocked"];
    if (!this.notebook.keeps()) return ["keeping", "is-waiting"];
    const down = this.sync.state === "cut" || this.sync.state === "wait" || !navigator.onLine;
    if (down) return waiting ? ["waiting", "is-waiting"] : ["offline", "is-waiting"];
    if (waiting) return ["here", "is-waiting"];
    if (!stuck.length) return ["both", "is-safe"];
    const long = stuck.every((entry) => longer(entry.text, this.notebook.limits.note));
    return [`${long ? "long" : "stuck"}${stuck.length > 1 ? "s" : ""}`, "is-blocked"];
  }
}
