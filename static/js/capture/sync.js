// When the notebook and the server talk: soon after something was typed, every few seconds to hear of others, later and
// later while the line is down. Of several tabs of one room, one talks: the one that was looked at last.
// Spans are measured by performance.now(): the clock of the device can be put back meanwhile.

const PAUSE = 1500; // milliseconds from the first unsent letter to its save
const OFTEN = 4000; // from one look at what others did to the next
const SELDOM = 15_000; // … while nothing happens, or nobody looks
const FIRST_TRY = 2000;
const LAST_TRY = 30_000;

export class Sync extends EventTarget {
  constructor(notebook, line) {
    super();
    Object.assign(this, { notebook, line, state: "starting", leads: false, busy: false, single: false });
    Object.assign(this, { listen: 0, every: OFTEN, wait: 0, timer: 0, due: Infinity });
    notebook.addEventListener("change", ({ detail }) => {
      if (detail === "typed" || detail === "moved") this.every = OFTEN;
      if (notebook.waiting()) this.#wake(this.wait || PAUSE);
    });
    addEventListener("online", () => this.hurry());
    addEventListener("focus", () => this.hurry());
    addEventListener("pagehide", () => this.#turn());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") return void this.#turn();
      this.#lead(true);
      this.hurry();
    });
    this.#lead(document.visibilityState === "visible");
  }

  /** Talk now: somebody came back, or the line did. */
  hurry() {
    this.wait = 0;
    this.listen = 0;
    this.#wake(0);
  }

  #lead(steal) {
    if (!navigator.locks) {
      this.leads = true;
      this.#wake(0);
      return;
    }
    if (this.leads) return;
    const held = () => {
      this.leads = true;
      this.#wake(0);
      return new Promise(() => {}); // until this tab closes, or another takes it
    };
    navigator.locks.request(`openfloor-room-${this.notebook.room}`, { steal }, held).catch(() => {
      this.leads = false;
      if (document.visibilityState !== "visible") this.#lead(false);
    });
  }

  #wake(delay) {
    const now = performance.now();
    const at = now + delay;
    if (at >= this.due && this.due > now) return;
    clearTimeout(this.timer);
    this.due = at;
    this.timer = setTimeout(() => this.#turn(), delay);
  }

  async #turn() {
    this.due = Infinity;
    if (!this.leads || this.busy) return;
    this.busy = true;
    try {
      await this.#talk();
    } finally {
      this.busy = false;
      const pause = this.notebook.waiting() ? this.wait || PAUSE : Math.max(this.wait, this.listen - performance.now(), 0);
      this.#wake(pause);
    }
  }

  async #talk() {
    const asks = performance.now() >= this.listen;
    const batch = this.notebook.batch({ single: this.single, short: asks });
    if (!batch && !asks) return;
    const message = { notes: batch?.notes, out: batch?.out, moves: batch?.moves, known: asks ? this.notebook.known() : undefined };
    await this.notebook.storing;
    const answer = await this.line.send(message);
    if (answer.kind === "unreadable") this.#unread(batch, answer.words);
    this.#hear(answer, (body) => {
      if (batch) this.notebook.arrived(batch, body);
      if (asks) this.#heard(body);
      if (this.single && !this.notebook.waiting()) this.single = false;
    });
  }

  #heard(body) {
    const quiet = !body.changed.length && !body.gone.length;
    this.every = document.visibilityState !== "visible" ? SELDOM : quiet ? Math.min(this.every * 1.2, SELDOM) : OFTEN;
    this.listen = performance.now() + this.every;
    this.notebook.news(body.changed, body.gone);
  }

  /** One note that cannot be read must not hold up the others: they go one by one. */
  #unread(batch, words) {
    if (!batch) this.listen = performance.now() + SELDOM;
    else if (batch.notes.length + batch.out.length + batch.moves.length > 1) this.single = true;
    else if (batch.moves.length) this.notebook.arrived(batch, { notes: [], out: [] }); // the room's order is as it is
    else this.notebook.stick([...batch.notes, ...batch.out][0].id, words);
  }

  #hear(answer, use) {
    if (answer.kind === "ok") {
      use(answer.body);
      this.wait = 0;
    } else if (answer.kind !== "unreadable") {
      this.wait = Math.min(Math.max(this.wait * 2, FIRST_TRY), LAST_TRY) * (0.8 + Math.random() * 0.4);
    }
    this.state = answer.kind === "ok" || answer.kind === "unreadable" ? "open" : answer.kind;
    this.dispatchEvent(new Event("change"));
  }
}
