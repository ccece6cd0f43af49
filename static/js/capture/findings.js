// What the screener says of the text while it is typed. It never touches the text: that only "Use" does, once it is
// pressed. A finding stays with its words while others are typed around them, and goes as soon as they change.

import { longer } from "./entry.js";

const PAUSE = 1000; // milliseconds without a letter until the text is checked
const LATER = 30_000; // … until it is tried again after a cut line, or when the server asks to wait
const MOST_SHOWN = 4;
const AROUND = 40; // signs shown before and after the words

export class Findings {
  constructor(form, composer, sync, words) {
    Object.assign(this, { composer, sync, words, text: composer.text, address: form.dataset.check });
    Object.assign(this, { id: null, seen: "", found: [], kept: new Set(), state: "", asking: false, timer: 0, rows: new Map() });
    const part = (name) => form.querySelector(`[data-findings-${name}]`);
    Object.assign(this, { told: part("told"), clear: part("clear"), list: part("list") });
    this.pattern = document.querySelector("template[data-finding]");
    this.text.addEventListener("input", () => this.look());
    this.text.addEventListener("compositionend", () => this.look());
    form.addEventListener("opened", () => this.look());
    composer.notebook.addEventListener("change", () => this.look());
    sync.addEventListener("change", () => { if (this.state === "cut" && sync.state === "open") this.#wake(0); });
    this.list.addEventListener("click", (event) => this.#pressed(event));
  }

  /** Follow the text; while a word is being composed from several keys it is left alone. */
  look() {
    if (this.composer.composing) return;
    const { value } = this.text;
    if (this.composer.id !== this.id) {
      Object.assign(this, { id: this.composer.id, seen: "", found: [] });
      this.kept.clear();
    } else if (value === this.seen) {
      return;
    }
    this.found = moved(this.found, this.seen, value);
    this.seen = value;
    if (this.state === "checked") this.state = "";
    this.#wake(PAUSE);
    this.#draw();
  }

  #wake(delay) {
    clearTimeout(this.timer);
    const { note } = this.composer.notebook.limits;
    if (this.seen.trim() && !longer(this.seen, note)) this.timer = setTimeout(() => this.#check(), delay);
  }

  async #check() {
    if (this.asking) return; // whoever waits for that answer asks again
    this.asking = true;
    const { id, seen } = this;
    const answer = navigator.onLine ? await this.sync.line.send({ text: seen }, this.address) : { kind: "cut" };
    this.asking = false;
    if (id !== this.id) return void this.#wake(PAUSE);
    if (answer.kind === "ok") {
      const found = answer.body.findings.map((one) => ({ ...one, surface: seen.slice(one.start, one.end) }));
      this.found = moved(found, seen, this.seen);
    }
    this.state = { ok: seen === this.seen ? "checked" : "", cut: "cut", wait: "wait" }[answer.kind] ?? "";
    this.#draw();
    if (seen !== this.seen) this.#wake(PAUSE);
    else if (this.state === "cut" || this.state === "wait") this.#wake(LATER);
  }

  #draw() {
    const open = this.seen.trim() ? this.found.filter((one) => !this.kept.has(keyOf(one))) : [];
    const told = open.length ? this.words[open.length === 1 ? "place" : "places"].replace("{n}", open.length) : "";
    const words = [told, this.seen.trim() ? (this.words[this.state] ?? "") : ""].filter(Boolean).join(" ");
    if (this.told.textContent !== words) this.told.textContent = words;
    this.clear.hidden = this.state !== "checked" || open.length > 0 || !this.seen.trim();
    const wanted = new Map(open.slice(0, MOST_SHOWN).map((one, at) => [`${keyOf(one)}\n${at}`, one]));
    for (const [key, row] of this.rows) if (!wanted.has(key)) { row.remove(); this.rows.delete(key); }
    let place = 0;
    for (const [key, one] of wanted) {
      const row = this.rows.get(key) ?? this.pattern.content.firstElementChild.cloneNode(true);
      this.rows.set(key, row);
      this.#fill(row, one);
      if (this.list.children[place] !== row) this.list.insertBefore(row, this.list.children[place] ?? null);
      place += 1;
    }
  }

  #fill(row, one) {
    const put = (name, words) => { row.querySelector(`[data-${name}]`).textContent = words; };
    row.finding = one;
    row.dataset.level = one.level;
    put("verb", this.words[one.level]);
    put("message", one.message);
    put("before", lastWords(this.seen.slice(0, one.start)));
    put("old", one.surface);
    put("new", one.suggestion);
    put("after", firstWords(this.seen.slice(one.end)));
    put("words-of", `“${one.surface}”`);
    put("words-instead", this.words.instead.replace("{new}", () => one.suggestion).replace("{old}", () => one.surface));
    row.querySelector("[data-use]").hidden = !one.suggestion;
  }

  #pressed(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { finding } = button.closest("li");
    if ("use" in button.dataset) return this.#use(finding);
    this.kept.add(keyOf(finding));
    this.#draw();
    (this.list.querySelector("[data-keep]") ?? this.text).focus();
  }

  #use({ start, end, surface, suggestion }) {
    if (this.text.value.slice(start, end) !== surface) return;
    this.text.focus();
    this.text.setSelectionRange(start, end);
    // By the browser's own hand, so that its "undo" takes it back.
    if (document.execCommand("insertText", false, suggestion)) return;
    this.text.setRangeText(suggestion, start, end, "end");
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

const keyOf = ({ message, surface }) => `${message}\n${surface}`;

const lastWords = (text) => (text.length <= AROUND ? text : `… ${text.slice(-AROUND).replace(/^\S*\s?/, "")}`);
const firstWords = (text) => (text.length <= AROUND ? text : `${text.slice(0, AROUND).replace(/\s?\S*$/, "")} …`);

/** The findings of one text in another: before and after what was changed they stay with their words. */
function moved(findings, old, text) {
  if (old === text) return findings;
  const least = Math.min(old.length, text.length);
  let head = 0;
  while (head < least && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < least - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  const by = text.length - old.length;
  const before = findings.filter((one) => one.end <= head);
  const after = findings.filter((one) => one.start >= old.length - tail && !before.includes(one));
  return [...before, ...after.map((one) => ({ ...one, start: one.start + by, end: one.end + by }))];
}
