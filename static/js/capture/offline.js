// Ask the service worker to keep this room, so that it opens without a line as well.

export async function keepForOffline(address) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(address);
    const { active } = await navigator.serviceWorker.ready;
    const files = performance.getEntriesByType("resource").map((entry) => entry.name)
      .filter((name) => name.startsWith(`${location.origin}/static/`));
    active.postMessage({ keep: location.origin + location.pathname.replace(/[0-9a-f-]{36}\/$/, ""), files });
  } catch {
    // The browser allows none, as in some private windows: then the page has to stay open.
  }
}
