// What somebody typed, on this device: one record a note, until the server has it and it is handed in.
// IndexedDB; where a browser refuses that (some private windows), localStorage; else the page says that nothing is kept.

const NAME = "openfloor-notes";
const PREFIX = `${NAME}:`;

/** The best store that works here: `{ all(room), put(record), remove(room, id), keeps }`. Records have `room` and `id`. */
export async function openStore() {
  try {
    return new Database(await open());
  } catch {
    return localStorageWorks() ? new Plain() : new Nothing();
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
    // Another tab signs out and deletes everything: do not stand in its way.
    database.onversionchange = () => database.close();
  }

  async all(room) {
    const notes = this.database.transaction("notes").objectStore("notes");
    const request = room === undefined ? notes.getAll() : notes.index("room").getAll(room);
    return new Promise((done, failed) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => failed(request.error);
    });
  }

  async put(record) {
    const transaction = this.database.transaction("notes", "readwrite");
    transaction.objectStore("notes").put(record);
    await finished(transaction);
  }

  async remove(room, id) {
    const transaction = this.database.transaction("notes", "readwrite");
    transaction.objectStore("notes").delete([room, id]);
    await finished(transaction);
  }
}

function localStorageWorks() {
  try {
    localStorage.setItem(PREFIX, "");
    localStorage.removeItem(PREFIX);
    return true;
  } catch {
    return false;
  }
}

class Plain {
  keeps = true;

  async all(room) {
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(room === undefined ? PREFIX : `${PREFIX}${room}:`))
      .map((key) => JSON.parse(localStorage.getItem(key)));
  }

  async put(record) {
    localStorage.setItem(`${PREFIX}${record.room}:${record.id}`, JSON.stringify(record));
  }

  async remove(room, id) {
    localStorage.removeItem(`${PREFIX}${room}:${id}`);
  }
}

class Nothing {
  keeps = false;

  async all() {
    return [];
  }

  async put() {}

  async remove() {}
}
