// Ask the service worker to keep this room, so that it opens without a line as well.

export async function keepForOffline(address) {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(address);
    const { active } = await navigator.serviceWorker.ready;
    active.postMessage({ room: location.origin + location.pathname.replace(/[0-9a-f-]{36}\/$/, "") });
    // Some files come after this script, such as the icon: each is kept when it is there.
    new PerformanceObserver((list) => {
      const files = list.getEntries().map((entry) => entry.name)
        .filter((name) => name.startsWith(`${location.origin}/static/`));
      if (files.length) active.postMessage({ files });
    }).observe({ type: "resource", buffered: true });
  } catch {
    // The browser allows none, as in some private windows: then the page has to stay open.
  }
}
