// What somebody typed, on this device: one record a note, until the server has it and it is handed in.
// IndexedDB; where a browser refuses that (some private windows), localStorage; else the page says that nothing is kept.
//
// IndexedDB takes its time, and a page can be gone before. So each record is first held in localStorage, which has it as
// soon as the call returns, and leaves there once the database has it.

const NAME = "openfloor-notes";
const HELD = "openfloor-held-notes:";

/**
 * The best store that works here: `{ all(room), hold(record), put(record), remove(room, id), keeps }`. Records have `room`
 * and `id`. `hold` tells at once whether the record would outlive the page; `put` ends once the store has it.
 */
export async function openStore() {
  try {
    return new Database(await open());
  } catch {
    return plain() ?? new Nothing();
  }
}

/** How many notes of any room have not reached the server yet. */
export async function countUnsent() {
  const store = await openStore();
  return (await store.all()).filter((record) => record.unsent).length;
}

function open() {
  return new Promise((done, failed) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("notes", { keyPath: ["room", "id"] }).createIndex("room", "room");
    };
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
    request.onblocked = () => failed(new Error("blocked"));
  });
}

const finished = (transaction) =>
  new Promise((done, failed) => {
    transaction.oncomplete = () => done();
    transaction.onabort = () => failed(transaction.error);
    transaction.onerror = () => failed(transaction.error);
  });

class Database {
  keeps = true;

  constructor(database) {
    this.database = database;
    this.held = plain();
    // Another tab signs out and deletes everything: do not stand in its way.
    database.onversionchange = () => database.close();
  }

  async all(room) {
    const notes = this.database.transaction("notes").objectStore("notes");
    const request = room === undefined ? notes.getAll() : notes.index("room").getAll(room);
    const stored = await new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
    const records = new Map(stored.map((record) => [keyOf(record), record]));
    const held = (await this.held?.all(room)) ?? [];
    for (const record of held) records.set(keyOf(record), { ...records.get(keyOf(record)), ...record });
    return [...records.values()];
  }

  /** What was sent before is left out: it can be long, and `put` has it before anything is sent. */
  hold({ tried, ...record }) {
    return this.held?.hold(record) ?? false;
  }

  async put(record) {
    const transaction = this.database.transaction("notes", "readwrite");
    transaction.objectStore("notes").put(record);
    await finished(transaction);
    const { tried, ...held } = record;
    this.held?.release(held);
  }

  async remove(room, id) {
    this.held?.remove(room, id);
    const transaction = this.database.transaction("notes", "readwrite");
    transaction.objectStore("notes").delete([room, id]);
    await finished(transaction);
  }
}

const keyOf = ({ room, id }) => `${HELD}${room}:${id}`;

/** null where the browser refuses localStorage. */
function plain() {
  try {
    localStorage.setItem(HELD, "");
    localStorage.removeItem(HELD);
    return new Plain();
  } catch {
    return null;
  }
}

class Plain {
  keeps = true;

  async all(room) {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(room === undefined ? HELD : `${HELD}${room}:`))
      .map((key) => JSON.parse(localStorage.getItem(key)));
  }

  hold(record) {
    try {
      localStorage.setItem(keyOf(record), JSON.stringify(record));
      return true;
    } catch {
      localStorage.removeItem(keyOf(record)); // it is full: an older record would stand in the way of the database's
      return false;
    }
  }

  /** The record is elsewhere now. If it has changed meanwhile, here or in another tab, the newer one stays. */
  release(record) {
    if (localStorage.getItem(keyOf(record)) === JSON.stringify(record)) localStorage.removeItem(keyOf(record));
  }

  async put(record) {
    localStorage.setItem(keyOf(record), JSON.stringify(record));
  }

  async remove(room, id) {
    localStorage.removeItem(keyOf({ room, id }));
  }
}

class Nothing {
  keeps = false;

  async all() {
    return [];
  }

  hold() {
    return false;
  }

  async put() {}

  async remove() {}
}
