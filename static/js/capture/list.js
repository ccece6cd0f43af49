// The room's notes, newest first. Each row changes only where its note does, so that nothing jumps under the reader.

import { unsent } from "./entry.js";

export class List {
  /** `places` gives the words for a note's heading and objectives; `open` is called with the id of a note to change. */
  constructor(element, notebook, { words, places, open }) {
    Object.assign(this, { element, notebook, words, places, open, rows: new Map(), current: null });
    this.pattern = document.querySelector("template[data-note]");
    this.nothing = document.querySelector("template[data-nothing]");
    element.replaceChildren();
    element.addEventListener("click", (event) => {
      const link = event.target.closest("[data-change]");
      if (!link) return;
      event.preventDefault();
      open(link.closest("li").dataset.id);
    });
    notebook.addEventListener("change", () => this.draw());
  }

  draw() {
    const entries = this.notebook.list();
    const wanted = entries.map((entry) => this.#row(entry));
    for (const [id, row] of this.rows) if (!wanted.includes(row)) { row.remove(); this.rows.delete(id); }
    if (!wanted.length) return void this.element.replaceChildren(this.nothing.content.cloneNode(true));
    this.element.querySelector("[data-empty]")?.remove();
    wanted.forEach((row, place) => {
      if (this.element.children[place] !== row) this.element.insertBefore(row, this.element.children[place] ?? null);
    });
  }

  #row(entry) {
    let row = this.rows.get(entry.id);
    if (!row) {
      row = this.pattern.content.firstElementChild.cloneNode(true);
      row.dataset.id = entry.id;
      this.rows.set(entry.id, row);
    }
    const shown = JSON.stringify([entry.text, entry.findings, entry.heading, entry.objectives, entry.heard, this.#state(entry), entry.refused]);
    if (row.shown === shown) return row;
    row.shown = shown;
    row.querySelector("[data-text]").replaceChildren(...marked(entry.text, entry.touched.text ? [] : entry.findings));
    row.querySelector("[data-place]").textContent = this.places(entry);
    const state = row.querySelector("[data-state]");
    state.textContent = this.#state(entry);
    state.classList.toggle("is-waiting", unsent(entry));
    row.querySelector("[data-change-of]").textContent = ` ${entry.text.slice(0, 60)}`;
    for (const place of row.querySelectorAll("[data-of]")) place.textContent = `: ${entry.text.slice(0, 60)}`;
    const remarks = entry.touched.text ? [] : entry.findings.map((finding) => this.#finding(finding));
    row.querySelector("[data-remarks]").replaceChildren(...remarks, ...(entry.refused ? [paragraph(entry.refused)] : []));
    return row;
  }

  #state(entry) {
    if (entry.stuck && unsent(entry)) return this.words.stuck;
    if (unsent(entry)) return this.words.unsent;
    return entry.status === "submitted" ? "" : this.words.draft;
  }

  #finding({ level, message, suggestion }) {
    const verb = level === "block" ? this.words.block : this.words.warn;
    return paragraph(`${verb} ${message}${suggestion ? ` → “${suggestion}”` : ""}`);
  }
}

function paragraph(text) {
  const element = document.createElement("p");
  element.className = "small";
  element.textContent = text;
  return element;
}

/** The text with the places of findings marked; overlapping ones are one mark. */
function marked(text, findings) {
  const parts = [];
  let reached = 0;
  for (const { start, end } of [...findings].sort((a, b) => a.start - b.start)) {
    if (end <= reached) continue;
    const from = Math.max(start, reached);
    if (from > reached) parts.push(text.slice(reached, from));
    const mark = document.createElement("mark");
    mark.className = "marked";
    mark.textContent = text.slice(from, end);
    parts.push(mark);
    reached = end;
  }
  parts.push(text.slice(reached));
  return parts;
}
