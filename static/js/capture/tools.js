// What one does with notes besides writing them: count, search, move, split, join, take out, hand all in, and undo.

const MOST_UNDONE = 20;
const KEYS = { F2: 0, F3: 1, F4: 2 };
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class Tools {
  constructor(form, notebook, composer, list, words) {
    Object.assign(this, { form, notebook, composer, list, words, undos: [] });
    this.bar = document.querySelector("[data-tools]");
    this.bar.hidden = false;
    const part = (name) => this.bar.querySelector(`[data-${name}]`);
    Object.assign(this, { search: part("search"), here: part("here"), back: part("undo"), all: part("hand-in") });
    this.cut = form.querySelector("[data-split]");
    this.search.addEventListener("input", () => this.filter());
    this.here.addEventListener("change", () => this.filter());
    form.addEventListener("change", () => this.filter());
    form.addEventListener("opened", () => this.show());
    this.back.addEventListener("click", () => this.undo());
    this.all.addEventListener("click", () => this.handIn());
    this.cut.addEventListener("click", () => this.split());
    list.element.addEventListener("click", (event) => this.#pressed(event));
    document.addEventListener("keydown", (event) => this.#key(event));
    notebook.addEventListener("change", () => this.show());
    this.show();
  }

  show() {
    const notes = this.notebook.list();
    this.#count("heading", (value) => notes.filter((note) => String(note.heading) === value).length);
    this.#count("objectives", (value) => notes.filter((note) => note.objectives.map(String).includes(value)).length);
    const drafts = this.#drafts().length;
    this.all.hidden = !drafts;
    this.all.textContent = this.words.handin.replace("{n}", drafts);
    this.back.hidden = !this.undos.length;
    if (this.undos.length) this.back.textContent = this.undos.at(-1).words;
    this.cut.hidden = !this.notebook.get(this.composer.id);
    this.filter();
  }

  /** Rows that hold all the words that are looked for and, if asked, belong where the next note would. */
  filter() {
    const wanted = folded(this.search.value).split(/\s+/).filter(Boolean);
    const heading = this.form.querySelector("[name=heading]:checked")?.value;
    const objectives = [...this.form.querySelectorAll("[name=objectives]:checked")].map((input) => Number(input.value));
    for (const [id, row] of this.list.rows) {
      const note = this.notebook.get(id);
      if (!note) continue;
      const text = folded(note.text);
      const here = String(note.heading) === heading && (!objectives.length || note.objectives.some((pk) => objectives.includes(pk)));
      row.hidden = !wanted.every((word) => text.includes(word)) || (this.here.checked && !here);
    }
  }

  /** The words after the cursor become a note of their own, in the same place. */
  split() {
    const { text, id } = this.composer;
    const note = this.notebook.get(id);
    const [head, tail] = [text.value.slice(0, text.selectionStart).trim(), text.value.slice(text.selectionStart).trim()];
    if (!note || !head || !tail) return this.composer.say(this.words.where);
    const whole = text.value;
    const second = this.#write({ ...note, text: tail });
    this.notebook.typed(id, { text: head });
    this.#remember(this.words.undosplit, () => {
      this.#out(second);
      this.notebook.typed(id, { text: whole });
    });
    this.composer.open(second);
    this.composer.text.focus();
  }

  join(id) {
    const rows = this.notebook.list();
    const note = this.notebook.get(id);
    const before = rows[rows.indexOf(note) + 1];
    if (!before) return;
    const was = { text: before.text, note: structuredClone(note) };
    this.notebook.typed(before.id, { text: `${before.text.trim()}\n${note.text.trim()}` });
    this.#out(id, before.id);
    this.#remember(this.words.undojoin, () => {
      this.notebook.typed(before.id, { text: was.text });
      this.#write(was.note);
    });
  }

  takeOut(id) {
    const note = structuredClone(this.notebook.get(id));
    this.#out(id);
    this.#remember(this.words.undoout, () => this.#write(note));
  }

  /** One place up (later) or down (earlier). */
  move(id, step) {
    const rows = this.notebook.list().filter((note) => note.position !== null);
    const at = rows.findIndex((note) => note.id === id);
    const other = rows[at + step];
    if (at < 0 || !other) return;
    const change = (up) => this.notebook.move(up ? id : other.id, up ? other.id : id);
    change(step < 0);
    this.#remember(this.words.undomove, () => change(step > 0));
  }

  handIn() {
    const lacking = this.#drafts().filter((note) => this.composer.lacksObjective(note));
    for (const note of this.#drafts()) if (!lacking.includes(note)) this.notebook.typed(note.id, {}, { done: true });
    this.composer.open(null);
    if (lacking.length) this.composer.say(this.words.lacking.replace("{n}", lacking.length));
    this.form.dispatchEvent(new Event("done"));
  }

  undo() {
    this.undos.pop()?.back();
    this.show();
  }

  #drafts() {
    return this.notebook.list().filter((note) => note.status !== "submitted" && !note.done && note.text.trim());
  }

  /** A note taken out comes back as a new one, whatever became of the old one meanwhile. */
  #write({ text, heading, objectives, heard, status }) {
    const id = crypto.randomUUID();
    this.notebook.typed(id, { text, heading, objectives, heard }, { done: status === "submitted" });
    return id;
  }

  /** `into`: the note that has its words now, which then stands in its place on the sheet for the plenary. */
  #out(id, into = "") {
    if (this.notebook.get(id)?.status === "new" && !this.notebook.get(id).tried.length) this.notebook.forget(id);
    else this.notebook.typed(id, {}, { out: true, into, done: false });
  }

  #remember(words, back) {
    this.undos = [...this.undos, { words, back }].slice(-MOST_UNDONE);
    this.show();
  }

  #count(name, number) {
    for (const input of this.form.querySelectorAll(`[name=${name}]`)) {
      const place = input.closest("label").querySelector("[data-number-of]");
      if (place) place.textContent = number(input.value) || "";
    }
  }

  #pressed(event) {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    const id = button.closest("li").dataset.id;
    const verbs = { join: () => this.join(id), out: () => this.takeOut(id), later: () => this.move(id, -1), earlier: () => this.move(id, 1) };
    verbs[button.dataset.do]();
  }

  /** How widely it was heard, with one key: F2, F3, F4 anywhere, 1 to 4 where nothing is being typed. */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = event.target.matches("textarea, input:not([type=radio], [type=checkbox]), select");
    const place = KEYS[event.key] ?? (typing || !/^[1-4]$/.test(event.key) ? undefined : Number(event.key) - 1);
    const input = place === undefined ? null : [...this.form.querySelectorAll("[name=heard_from]")].filter((one) => one.value)[place];
    if (input) {
      event.preventDefault();
      input.click();
    } else if (event.key === "/" && !typing) {
      event.preventDefault();
      this.search.focus();
    }
  }
}

