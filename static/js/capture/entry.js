// One note as a device knows it, and what the server's answers make of it. No page, no store, no line: values only.
//
// `base` names the server's text that `text` was typed on from, and `baseText` is that text. Once the server says that
// it has another one (`behind`), the base text goes along, and the server puts both changes together.

export const FIELDS = ["heading", "objectives", "heard"];
const NO_VERSION = "-"; // no text on the server has this name
const MOST_TRIED = 40; // texts of which we do not know whether they arrived: the first and the last of them
const MOST_TRIED_SIGNS = 100_000; // … in all of them together: each goes to the store with every letter typed

export function fresh(id, fields = {}) {
  return {
    id, text: "", heading: null, objectives: [], heard: "", status: "new", position: null, mark: "", findings: [],
    base: "", baseText: "", behind: false, touched: {}, done: false, out: false, into: "", tried: [], refused: "", field: "",
    stuck: false, ...fields,
  };
}

/** Whether the server lacks something of it that can be sent. */
export function waits(entry) {
  if (entry.stuck) return false;
  if (entry.out) return entry.base !== "" || entry.behind || entry.tried.length > 0;
  if (!entry.text.trim()) return false;
  return unsent(entry);
}

/** Whether the server lacks something of it, sendable or not. */
export function unsent(entry) {
  if (entry.out) return true;
  return entry.done || Boolean(entry.touched.text && entry.text.trim()) || FIELDS.some((name) => entry.touched[name]);
}

/** What somebody typed or chose. */
export function touch(entry, fields) {
  for (const [name, value] of Object.entries(fields)) {
    entry[name] = value;
    entry.touched[name] = true;
  }
  Object.assign(entry, { stuck: false, refused: "", field: "" });
}

/** What is sent of it. */
export function message(entry) {
  const isNew = entry.status === "new";
  const sent = { id: entry.id, base: entry.base };
  if (isNew || entry.touched.text) sent.text = entry.text;
  // After an answer that never came, the server is asked first whether both texts were put together already.
  if (entry.behind && !entry.tried.length) sent.base_text = entry.baseText;
  for (const name of FIELDS) if ((isNew || entry.touched[name]) && entry[name] !== null) sent[name] = entry[name];
  if (entry.done) sent.done = true;
  return sent;
}

/** An answer can be lost on the way: what was sent before tells whether the server's text is one of ours. */
export function sending(entry, { text }) {
  if (text === undefined || entry.tried.at(-1) === text) return;
  const tried = [...entry.tried, text];
  const tooMany = () => tried.length > MOST_TRIED || tried.reduce((sum, one) => sum + one.length, 0) > MOST_TRIED_SIGNS;
  // What arrived before the line was cut is among the first, what arrived since among the last.
  while (tried.length > 2 && tooMany()) tried.splice(tried.length >> 1, 1);
  entry.tried = tried;
}

/** Whether a text has more signs than that, counted as the server counts them. */
export function longer(text, most) {
  return text.length > 2 * most || (text.length > most && [...text].length > most);
}

/** What the server's answer makes of it; `false` when nothing is left to keep. */
export function answered(entry, sent, answer, tried) {
  Object.assign(entry, { refused: answer.refused ?? "", field: answer.field ?? "", tried: [] });
  if (answer.outcome === "refused") {
    Object.assign(entry, { stuck: true, done: false });
    return true;
  }
  if (answer.outcome === "gone") return lost(entry);
  if (answer.outcome === "stale") {
    const within = entry.behind && [...tried].reverse().find((text) => text.trim() && answer.note.text.includes(clean(text)));
    if (tried.some((text) => same(text, answer.note.text))) founded(entry, answer.note.text, answer.note.version);
    else if (within) Object.assign(entry, { base: NO_VERSION, baseText: within });
    else entry.behind = true;
    shown(entry, answer.note);
    return true;
  }
  saved(entry, sent, answer.note);
  for (const name of FIELDS) if (equal(entry[name], sent[name])) entry.touched[name] = false;
  if (sent.done) entry.done = false;
  shown(entry, answer.note);
  return true;
}

/** What the room told of a note that this device had otherwise. */
export function told(entry, note) {
  if (!entry.touched.text) replaced(entry, note);
  shown(entry, note);
}

/** The same note once more, as one that the server does not have: for what was taken out, here or elsewhere. */
export function anew(entry) {
  Object.assign(entry, { base: "", baseText: "", behind: false, mark: "", status: "new", position: null, out: false });
  Object.assign(entry, { stuck: false, tried: [] });
  entry.touched = { text: true, heading: true, objectives: true, heard: true };
}

/** As the server compares: what it cleans away is no difference. */
export function same(one, other) {
  return clean(one) === clean(other);
}

const clean = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC").trim();
const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function founded(entry, text, version) {
  Object.assign(entry, { base: version, baseText: text, behind: false });
  if (same(entry.text, text)) entry.touched.text = false;
}

/** The space after the last word stays, or the next word would be written onto it. */
function replaced(entry, { text, version }) {
  if (!same(entry.text, text)) entry.text = text + /\s*$/.exec(entry.text)[0];
  founded(entry, text, version);
}

function saved(entry, sent, note) {
  if (sent.text === undefined) {
    if (!entry.touched.text) replaced(entry, note);
    return;
  }
  const here = note.text ?? sent.text;
  if (same(here, sent.text)) {
    founded(entry, sent.text, note.version);
  } else if (entry.text === sent.text) {
    replaced(entry, note);
  } else {
    // Somebody else's words came in while she typed on: her next save starts from what she had sent.
    Object.assign(entry, { base: NO_VERSION, baseText: sent.text, behind: true });
  }
}

function shown(entry, note) {
  for (const name of FIELDS) if (!entry.touched[name] && note[name] !== undefined) entry[name] = note[name];
  Object.assign(entry, { status: note.status, position: note.position, mark: note.mark });
  entry.findings = note.findings ?? [];
}

/** The note is not there any more. Words that the server never had are a new note; else there is nothing to keep. */
function lost(entry) {
  if (entry.out || !entry.touched.text || !entry.text.trim()) return false;
  anew(entry);
  entry.orphan = true;
  return true;
}
