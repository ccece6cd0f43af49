// The place to write: one note at a time, saved at every letter. Ctrl+Enter hands it in and takes a new sheet.

import { fresh, unsent } from "./entry.js";

export class Composer {
  constructor(form, notebook, words) {
    Object.assign(this, { form, notebook, words, id: null, composing: false, complaint: "" });
    this.text = form.elements.namedItem("text");
    this.problem = form.querySelector("[data-problem]");
    this.leave = form.querySelector("[data-leave]");
    this.button = form.querySelector("[data-done]");
    this.text.addEventListener("input", () => this.#typed());
    this.text.addEventListener("compositionstart", () => { this.composing = true; });
    this.text.addEventListener("compositionend", () => { this.composing = false; this.show(); });
    form.addEventListener("change", (event) => { if (event.target !== this.text) this.#chose(event.target.name); });
    form.addEventListener("submit", (event) => { event.preventDefault(); this.done(); });
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.repeat) this.done();
    });
    this.leave.addEventListener("click", (event) => { event.preventDefault(); this.open(null); });
    notebook.addEventListener("change", () => this.show());
  }

  /** What was typed before the script was there, or came back from the server unsaved, goes on as it is. */
  start() {
    const id = this.form.elements.namedItem("note_id").value;
    const typed = this.text.value;
    if (typed && typed !== this.text.defaultValue) this.#begin(id);
    else if (this.form.dataset.changing && this.notebook.get(id)) this.open(id);
    else if (typed) this.#begin(id);
    else this.open(this.#unfinished());
    this.text.focus();
  }

  /** Write on in this note, or on a new sheet. */
  open(id) {
    this.#tidy();
    this.complaint = "";
    this.id = id ?? crypto.randomUUID();
    this.text.value = id ? this.notebook.get(id).text : "";
    if (!id) this.#choose("heard_from", []);
    this.#default("heading");
    this.#default("objectives");
    this.show();
    this.form.dispatchEvent(new Event("opened"));
  }

  /** Show what became of the note, without moving the place where somebody writes. */
  show() {
    const entry = this.notebook.get(this.id);
    this.button.textContent = entry?.status === "submitted" && !unsent(entry) ? this.words.change : this.words.done;
    this.leave.hidden = !entry;
    this.#tell(this.complaint || entry?.refused || "");
    if (!entry) {
      // It was taken out, or accepted: what is written here goes on as a new note.
      if (this.known && this.text.value.trim() === this.known.trim()) this.text.value = "";
      if (this.known !== undefined) this.id = crypto.randomUUID();
      this.known = undefined;
      return;
    }
    this.known = entry.text;
    if (!this.composing) replace(this.text, entry.text);
    if (entry.heading !== null) this.#choose("heading", [entry.heading]);
    this.#choose("objectives", entry.objectives);
    this.#choose("heard_from", entry.heard ? [entry.heard] : []);
  }

  /** Hand it in and take a new sheet, with the same objective and heading. */
  done() {
    const text = this.text.value;
    if (!text.trim()) {
      if (this.notebook.get(this.id)?.base) this.notebook.typed(this.id, {}, { out: true });
      else return this.say(this.words.empty);
      return this.open(null);
    }
    const fields = this.#chosen();
    if (this.lacksObjective(fields)) return this.say(this.words.objective);
    this.notebook.typed(this.id, this.#changes({ text, ...fields }), { done: true });
    this.open(null);
    this.text.focus();
    this.form.dispatchEvent(new Event("done"));
  }

  #typed() {
    this.complaint = "";
    const text = this.text.value;
    const entry = this.notebook.get(this.id);
    if (!text.trim() && (!entry || entry.status === "new") && !entry?.tried.length) return this.notebook.forget(this.id);
    this.notebook.typed(this.id, entry ? { text } : { text, ...this.#chosen() });
  }

  #chose(name) {
    this.complaint = "";
    this.#tell("");
    const field = { heading: "heading", objectives: "objectives", heard_from: "heard" }[name];
    if (!field || !this.notebook.get(this.id)) return;
    this.notebook.typed(this.id, { [field]: this.#chosen()[field] });
  }

  #begin(id) {
    this.id = id;
    this.#default("heading");
    this.#default("objectives");
    this.#typed();
  }

  /** A note that was emptied and left is taken out; an empty sheet leaves nothing behind. */
  #tidy() {
    const entry = this.notebook.get(this.id);
    this.known = undefined;
    if (!entry || entry.text.trim()) return;
    if (entry.status === "new" && !entry.tried.length) this.notebook.forget(this.id);
    else this.notebook.typed(this.id, {}, { out: true, done: false });
  }

  /** The last note that this device was writing, so that a reload goes on where it was. */
  #unfinished() {
    return this.notebook.list().find((entry) => entry.kept && !entry.done && entry.status !== "submitted")?.id ?? null;
  }

  #changes(fields) {
    const entry = this.notebook.get(this.id) ?? fresh(this.id);
    const changed = Object.entries(fields).filter(([name, value]) => JSON.stringify(entry[name]) !== JSON.stringify(value));
    return Object.fromEntries(changed);
  }

  lacksObjective({ heading, objectives }) {
    const needs = this.form.querySelector("[name=objectives]") !== null && "grouped" in this.form.dataset;
    const overall = this.form.querySelector(`[name=heading][value="${heading}"]`)?.closest("label").dataset.overall;
    return needs && !overall && !objectives.length;
  }

  #chosen() {
    const values = (name) => [...this.form.querySelectorAll(`[name=${name}]:checked`)].map((input) => input.value);
    const heading = values("heading")[0];
    return {
      heading: heading === undefined ? null : Number(heading),
      objectives: values("objectives").map(Number),
      heard: values("heard_from")[0] ?? "",
    };
  }

  #choose(name, wanted) {
    const values = wanted.map(String);
    for (const input of this.form.querySelectorAll(`[name=${name}]`)) input.checked = values.includes(input.value);
  }

  /** A note always has its place: the one chosen last, at first the first. */
  #default(name) {
    const inputs = [...this.form.querySelectorAll(`[name=${name}]`)];
    const needed = name === "heading" || "grouped" in this.form.dataset;
    if (needed && inputs.length && !inputs.some((input) => input.checked)) inputs[0].checked = true;
  }

  /** Say what stands in the way, until something is typed or chosen. */
  say(words) {
    this.complaint = words;
    this.#tell(words);
  }

  #tell(words) {
    if (this.problem.textContent !== words) this.problem.textContent = words;
    this.problem.hidden = !words;
  }
}

/** Put a text in the place of another; the cursor stays at the words where it was. */
export function replace(area, text) {
  const old = area.value;
  if (old === text) return;
  let head = 0;
  while (head < Math.min(old.length, text.length) && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, text.length) - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  const moved = (place) => (place <= head ? place : place >= old.length - tail ? place + text.length - old.length : head);
  const [start, end, direction] = [moved(area.selectionStart), moved(area.selectionEnd), area.selectionDirection];
  area.value = text;
  area.setSelectionRange(start, end, direction);
}
