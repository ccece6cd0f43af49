// Which notes go into the next message. It stays short, so that a poor line carries it in time; and a note that fills
// one alone goes when nothing else waits, so that it holds up none.

import { message } from "./entry.js";

const MOST_SIGNS = 20_000; // of several notes in one message
const ENVELOPE = 100; // bytes around a note

export function next(rows, most, short) {
  const long = rows.filter((entry) => signs(entry) > MOST_SIGNS);
  const others = rows.filter((entry) => !long.includes(entry));
  if (!others.length && !short) return long.sort((a, b) => signs(a) - signs(b)).slice(0, 1);
  let room = MOST_SIGNS;
  const end = others.findIndex((entry, at) => { room -= signs(entry); return room < 0 || at === most; });
  return end < 0 ? others : others.slice(0, end);
}

/** Whether it alone is more than the server takes: then it is not even sent. */
export function tooLong(entry, bytes) {
  return 3 * signs(entry) > bytes && new Blob([written(entry)]).size + ENVELOPE > bytes;
}

const written = (entry) => (entry.out ? "" : JSON.stringify(message(entry)));
const signs = (entry) => written(entry).length;
