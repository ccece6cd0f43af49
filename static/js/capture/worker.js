// Service worker of the pages for note-taking: a room that was opened once opens again without a line.
// It keeps the empty room and its scripts, never a note: those are in the store of the device, if anywhere.

const CACHE = "openfloor-rooms";
const PAUSES = [0, 1000, 5000, 15000]; // milliseconds before each try
const isRoom = (url) => /^\/notes\/[^/]+\/room\/\d+\/$/.test(url.pathname);

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("message", (event) => {
  const { room, files = [] } = event.data ?? {};
  event.waitUntil(keep(room, files));
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  const room = event.request.mode === "navigate" && isRoom(url);
  if (room || url.pathname.startsWith("/static/")) event.respondWith(lineFirst(event.request, url));
});

/** What was kept stands in only where there is no line; so nobody reads an old page by accident. */
async function lineFirst(request, url) {
  try {
    return await fetch(request);
  } catch (cut) {
    const kept = await (await caches.open(CACHE)).match(url.origin + url.pathname);
    if (kept) return kept;
    throw cut;
  }
}

/** The room as it is with no note in it, under the address of the room; files under their own. */
async function keep(room, files) {
  const cache = await caches.open(CACHE);
  const shell = room && keepOne(cache, `${room}?empty=1`, room, { redirect: "error", credentials: "same-origin" });
  await Promise.all([shell, ...files.map((file) => keepOne(cache, file, new URL(file).origin + new URL(file).pathname))]);
}

/** On a poor line one of many files may fail: it is asked for again, and the others are kept all the same. */
async function keepOne(cache, address, name, options = {}) {
  for (const pause of PAUSES) {
    await new Promise((resolve) => { setTimeout(resolve, pause); });
    try {
      const answer = await fetch(address, options);
      if (answer.ok) return await cache.put(name, answer);
    } catch {
      // Once more, after the next pause; the room is asked for anew whenever it is opened.
    }
  }
}
