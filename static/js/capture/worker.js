// Service worker of the pages for note-taking: a room that was opened once opens again without a line.
// It keeps the empty room and its scripts, never a note: those are in the store of the device, if anywhere.

const CACHE = "openfloor-rooms";
const isRoom = (url) => /^\/notes\/[^/]+\/room\/\d+\/$/.test(url.pathname);

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("message", (event) => {
  if (event.data?.keep) event.waitUntil(keep(event.data.keep, event.data.files));
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
  const shell = await fetch(`${room}?empty=1`, { redirect: "error", credentials: "same-origin" });
  if (shell.ok) await cache.put(room, shell);
  await Promise.all(files.map(async (file) => {
    const answer = await fetch(file);
    if (answer.ok) await cache.put(new URL(file).origin + new URL(file).pathname, answer);
  }));
}
