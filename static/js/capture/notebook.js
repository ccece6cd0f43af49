// The notes of one room: what the server told and what was typed here. Every change goes to the store of this device at
// once, and to the other tabs of this browser, which make the same of it.

import { next, tooLong } from "./batch.js";
import { answered, fresh, message, sending, told, touch, unsent, waits } from "./entry.js";

const today = () => new Date().toISOString().slice(0, 10);

export class Notebook extends EventTarget {
  /** `limits`: how many notes and bytes the server takes in one message, and the words for a note that is longer. */
  constructor(room, store, limits) {
    super();
    this.room = room;
    this.store = store;
    this.limits = limits;
    this.entries = new Map();
    this.moves = [];
    this.moved = []; // the server has them, but has not told of the new order yet
    this.toStore = new Map();
    this.loose = new Set();
    this.writing = false;
    this.storing = Promise.resolve();
    this.failed = !store.keeps;
    this.channel = "BroadcastChannel" in window ? new BroadcastChannel(`openfloor-room-${room}`) : null;
    this.channel?.addEventListener("message", (event) => this.#apply(event.data));
  }

  /** What this device kept. What the server has anyway is kept for the rest of its day only. */
  async load() {
    for (const { room, day, unsent: waiting, ...entry } of await this.store.all(this.room)) {
      if (!waiting && day !== today()) await this.store.remove(this.room, entry.id);
      else this.entries.set(entry.id, { ...fresh(entry.id), ...entry, kept: true });
    }
    this.#changed();
  }

  get(id) {
    return this.entries.get(id);
  }

  /** Notes from the newest to the oldest; those that the server has not placed yet are the newest. */
  list() {
    const rows = [...this.entries.values()].filter((entry) => !entry.out);
    rows.reverse().sort((a, b) => (b.position ?? Infinity) - (a.position ?? Infinity) || 0);
    for (const move of [...this.moved, ...this.moves]) putAbove(rows, move);
    return rows;
  }

  unsent() {
    return [...this.entries.values()].filter(unsent).length;
  }

  /** Those of the unsent that stay here until somebody changes them. */
  stuck() {
    return [...this.entries.values()].filter((entry) => entry.stuck && unsent(entry));
  }

  /** Whether all that was typed here would outlive this page. */
  keeps() {
    return !this.loose.size;
  }

  waiting() {
    return this.moves.length > 0 || [...this.entries.values()].some(waits);
  }

  /** What the room's notes are known by; the server tells all others. */
  known() {
    return [...this.entries.values()].map((entry) => entry.mark).join("");
  }

  // What can happen to a note; every tab does the same with it.

  typed(id, fields, marks = {}) {
    this.#happen({ kind: "typed", id, fields, marks });
  }

  /** Put a note right above another one: after it in time. */
  move(id, above) {
    this.#happen({ kind: "moved", id, above });
  }

  forget(id) {
    this.#happen({ kind: "forget", id });
  }

  arrived(batch, answer) {
    this.#happen({ kind: "arrived", batch, answer });
  }

  news(changed, gone) {
    if (changed.length || gone.length || this.moved.length) this.#happen({ kind: "news", changed, gone });
  }

  /** The server could not read this note: it is not sent again until somebody changes it. */
  stick(id, words = this.limits.words) {
    this.#happen({ kind: "typed", id, fields: {}, marks: { stuck: true, refused: words, done: false, out: false } });
  }

  /** What is to be sent now, one thing only (`single`) or only what is short; null if nothing is. */
  batch({ single, short }) {
    const waiting = [...this.entries.values()].filter(waits);
    for (const { id } of waiting.filter((entry) => tooLong(entry, this.limits.bytes))) this.stick(id);
    const most = single ? 1 : this.limits.rows;
    const rows = next(waiting.filter(waits), most, short || this.moves.length > 0);
    const moves = this.moves.slice(0, single && rows.length ? 0 : most);
    if (!rows.length && !moves.length) return null;
    const out = rows.filter((entry) => entry.out).map(({ id, base, into }) => ({ id, base, ...(into && { into }) }));
    const notes = rows.filter((entry) => !entry.out).map((entry) => {
      const sent = message(entry);
      sending(entry, sent);
      return sent;
    });
    for (const entry of rows) this.#keep(entry);
    return { notes, out, moves, tried: Object.fromEntries(rows.map((entry) => [entry.id, entry.tried])) };
  }

  #happen(event) {
    this.#apply(event);
    this.channel?.postMessage(event);
  }

  #apply(event) {
    if (event.kind === "typed") this.#typed(event);
    else if (event.kind === "moved") this.moves.push({ id: event.id, above: event.above });
    else if (event.kind === "forget") this.#drop(event.id);
    else if (event.kind === "arrived") this.#arrived(event);
    else if (event.kind === "news") this.#news(event);
    this.#changed(event.kind);
  }

  #typed({ id, fields, marks }) {
    if (!this.entries.has(id)) this.entries.set(id, fresh(id));
    const entry = this.entries.get(id);
    touch(entry, fields);
    Object.assign(entry, marks);
    this.#keep(entry);
  }

  #arrived({ batch, answer }) {
    this.moved.push(...this.moves.splice(0, batch.moves.length));
    const sent = new Map(batch.notes.map((one) => [one.id, one]));
    for (const one of answer.notes) {
      const entry = this.entries.get(one.id);
      if (!entry) continue;
      if (answered(entry, sent.get(one.id), one, batch.tried[one.id])) this.#keep(entry);
      else this.#drop(one.id);
    }
    for (const one of answer.out) {
      const entry = this.entries.get(one.id);
      if (!entry?.out) continue;
      if (one.told) this.dispatchEvent(new CustomEvent("told", { detail: one.told }));
      if (one.outcome === "gone") {
        this.#drop(one.id);
      } else {
        // Somebody has changed it, or it was accepted: it stays, and the next news brings it as it is.
        Object.assign(entry, { out: false, touched: {}, done: false, mark: "", refused: one.refused ?? "" });
        this.#keep(entry);
      }
    }
  }

  #news({ changed, gone }) {
    this.moved = [];
    const ids = new Set(changed.map((note) => note.id));
    for (const note of changed) {
      if (!this.entries.has(note.id)) this.entries.set(note.id, fresh(note.id, { text: note.text }));
      const entry = this.entries.get(note.id);
      told(entry, note);
      this.#keep(entry);
    }
    for (const entry of [...this.entries.values()]) {
      if (!entry.mark || !gone.includes(entry.mark) || ids.has(entry.id)) continue;
      if (unsent(entry)) entry.mark = ""; // the server will say so when it gets it
      else this.#drop(entry.id);
    }
  }

  #drop(id) {
    const entry = this.entries.get(id);
    this.entries.delete(id);
    if (entry?.kept) this.#store(id, null);
  }

  /** In the store is what this device typed and the server lacks, or what is still being written. Never others' notes. */
  #keep(entry) {
    const mine = unsent(entry) || Boolean(entry.touched.text);
    if (mine) entry.kept = true;
    if (!entry.kept) return;
    if (!mine && entry.status === "submitted") {
      entry.kept = false;
      this.#store(entry.id, null);
      return;
    }
    const record = structuredClone({ ...entry, room: this.room, day: today(), unsent: unsent(entry), findings: [] });
    this.#store(entry.id, record);
  }

  /** One after the other, so that an older record never overwrites a newer; of several for a note the last is enough. */
  #store(id, record) {
    this.toStore.set(id, record);
    if (record && !this.store.hold(record)) this.loose.add(id);
    else this.loose.delete(id);
    if (this.writing) return;
    this.writing = true;
    this.storing = this.#write();
  }

  async #write() {
    while (this.toStore.size) {
      const [[id, record]] = this.toStore;
      this.toStore.delete(id);
      const failed = await (record ? this.store.put(record) : this.store.remove(this.room, id)).then(() => false, () => true);
      const tied = !failed && !this.toStore.has(id) && this.loose.delete(id);
      const turned = failed !== this.failed && this.store.keeps;
      if (turned) this.failed = failed;
      if (tied || turned) this.#changed();
    }
    this.writing = false;
  }

  #changed(kind = "") {
    this.dispatchEvent(new CustomEvent("change", { detail: kind }));
  }
}

/** As breakouts/actions/capture.py does it: nothing happens where one of the two is not there any more. */
function putAbove(rows, { id, above }) {
  const from = rows.findIndex((entry) => entry.id === id);
  if (from < 0 || id === above || !rows.some((entry) => entry.id === above)) return;
  const [moved] = rows.splice(from, 1);
  rows.splice(rows.findIndex((entry) => entry.id === above), 0, moved);
}
