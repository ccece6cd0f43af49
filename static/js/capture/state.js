// Whether the words are safe: one line that is always true.

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
    const [kind, css] = this.#kind();
    const number = this.notebook.unsent();
    const words = this.element.dataset[kind].replace("{n}", number);
    if (this.words.textContent !== words) this.words.textContent = words;
    this.element.className = `save-state ${css}`;
    this.element.dataset.kind = kind;
    this.action.hidden = kind !== "signin";
  }

  #kind() {
    const unsent = this.notebook.unsent() > 0;
    if (this.sync.state === "no") return ["no", "is-blocked"];
    if (this.sync.state === "signin") return ["signin", "is-waiting"];
    if (unsent && this.notebook.failed) return ["unkept", "is-blocked"];
    if (!this.notebook.keeps()) return ["keeping", "is-waiting"];
    const down = this.sync.state === "cut" || this.sync.state === "wait" || !navigator.onLine;
    if (down) return unsent ? ["waiting", "is-waiting"] : ["offline", "is-waiting"];
    return unsent ? ["here", "is-waiting"] : ["both", "is-safe"];
  }
}
