// On every page: a visitor's own time beside the time of the event, and messages that can be closed.

const visitor = document.documentElement.hasAttribute("data-visitor");

if (visitor) for (const element of document.querySelectorAll("time[datetime*='T']")) addLocalTime(element);
for (const link of document.querySelectorAll("[data-zone-link]")) offerOwnZone(link);
for (const button of document.querySelectorAll("[data-print]")) makePrint(button);
for (const list of document.querySelectorAll("[data-messages]")) makeClosable(list);
for (const form of document.querySelectorAll("form[data-unsent]")) askBeforeSigningOut(form);
focusNamedField();
window.addEventListener("hashchange", focusNamedField);

/** A link that leads to one field of a form leaves one ready to type there. */
function focusNamedField() {
  const field = location.hash.startsWith("#id_") && document.getElementById(location.hash.slice(1));
  if (field) field.focus();
}

/** Times carry the offset of the event; whoever lives by another clock is told theirs. */
function addLocalTime(element) {
  const start = new Date(element.dateTime);
  const offset = /([+-])(\d\d):(\d\d)$/.exec(element.dateTime);
  if (Number.isNaN(start.getTime()) || !offset) return;
  const eventOffset = (offset[1] === "-" ? -1 : 1) * (60 * Number(offset[2]) + Number(offset[3]));
  if (eventOffset === -start.getTimezoneOffset()) return;
  // English writes its dates as the United Nations does, here as on the server.
  const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const day = new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const end = element.dataset.end ? new Date(element.dataset.end) : null;
  const sameDay = element.dateTime.slice(8, 10) === String(start.getDate()).padStart(2, "0");
  const hours = end ? `${clock.format(start)}–${clock.format(end)}` : clock.format(start);
  const said = document.documentElement.dataset;
  const note = document.createElement("span");
  note.className = "local-time";
  if ("hours" in element.dataset && !sameDay) {
    // Under a heading that names the day, it is enough to say on which side of it one is.
    const later = -start.getTimezoneOffset() > eventOffset;
    note.textContent = ((later ? said.nextDay : said.dayBefore) || "(%s)").replace("%s", hours);
  } else {
    note.textContent = (said.yourTime || "(%s)").replace("%s", sameDay ? hours : `${day.format(start)}, ${hours}`);
  }
  element.after(note);
}

/** Without a script a message stays until the next page; with one it can be closed. */
function makeClosable(list) {
  for (const message of list.children) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button";
    button.textContent = list.dataset.dismiss;
    button.addEventListener("click", () => {
      message.remove();
      if (!list.children.length) list.remove();
      document.getElementById("main")?.focus();
    });
    message.append(button);
  }
}

/** Where the zone of this device is known, nobody has to look for it in a list. */
function offerOwnZone(link) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!zone) return;
  if (link.tagName === "SELECT") {
    if ([...link.options].some((option) => option.value === zone)) link.value = zone;
    return;
  }
  link.href = `?zone=${encodeURIComponent(zone)}`;
}

/** Printing by a button needs a script; without one the browser's own menu does it. */
function makePrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/** Texts of the report's editor that were typed and not saved (editor.js). */
function unsavedParagraphs() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith("openfloor-paragraph-"));
  } catch {
    return []; // storage is off
  }
}

/** Signing out empties this device. Whoever typed what the server does not have is asked whether it may go. */
function askBeforeSigningOut(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const kept = unsavedParagraphs();
    let unsent = kept.length;
    try {
      unsent += await (await import("./capture/store.js")).countUnsent();
    } catch {
      // The script did not come, or the store does not open: then nobody can say more.
    }
    if (unsent && !confirm(form.dataset.unsent)) return;
    for (const key of kept) localStorage.removeItem(key);
    form.submit();
  });
}
