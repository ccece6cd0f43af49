// A link with data-confirm leads to a page that asks "are you sure?". With a script, the question comes here.

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[data-confirm]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  const address = link.href;
  try {
    ask(await question(address), link);
  } catch {
    location.assign(address);
  }
});

/** The part of the confirming page that asks; throws when the page has none, so that the link is followed. */
async function question(address) {
  const response = await fetch(address, { headers: { "X-Requested-With": "fetch" }, redirect: "error" });
  if (!response.ok) throw new Error(String(response.status));
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const part = page.querySelector("[data-confirm-part]");
  if (!part) throw new Error("nothing to ask");
  return document.adoptNode(part);
}

function ask(part, link) {
  const dialog = document.createElement("dialog");
  const title = part.querySelector("h1, h2");
  const heading = document.createElement("h2");
  heading.id = "confirm-title";
  heading.textContent = title.textContent;
  title.replaceWith(heading);
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(part);
  part.querySelector("[data-confirm-cancel]")?.addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
}
