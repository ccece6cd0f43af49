// Asking what a step would cost, taking it, and showing what became of it.

const CARD = ".board-cards > li";
let card = ""; // the id of the card that has the focus again when all is done; none where the button had it
let busy = false;
let dialog = null;

/** The link of a card, wherever it now is. */
function linkOf(id) {
  return document.querySelector(`#${CSS.escape(id)} > a`);
}

/** Opens a part of a page as a question about this person. Without an answer the page itself is opened. */
export async function ask(link, address, selector) {
  if (busy) return;
  busy = true;
  card = link.closest(CARD).id;
  try {
    const part = (await read(address)).page.querySelector(selector);
    if (!part) throw new Error("nothing to ask");
    open(part);
  } catch {
    location.assign(address);
  } finally {
    busy = false;
  }
}

/** Takes a step; `about` is the card that it is about. The server's answer is a board, or the question once more. */
export async function send(address, data, about = card) {
  if (busy) return;
  busy = true;
  card = about;
  dialog?.setAttribute("aria-busy", "true");
  try {
    const { page, url } = await read(address, { method: "POST", body: data });
    const question = page.querySelector("[data-confirm-part]");
    if (question) open(question, { again: true });
    else show(page, url);
  } catch {
    dialog?.close();
    say(status().dataset.failed);
  } finally {
    dialog?.removeAttribute("aria-busy");
    busy = false;
  }
}

async function read(address, options = {}) {
  const response = await fetch(address, { headers: { "X-Requested-With": "fetch" }, cache: "no-store", ...options });
  // A step that is refused comes with 422 and says why; anything else that is not right is not a page of ours.
  if (!response.ok && response.status !== 422) throw new Error(String(response.status));
  return { page: new DOMParser().parseFromString(await response.text(), "text/html"), url: response.url };
}

function open(part, { again = false } = {}) {
  dialog?.remove();
  const made = document.createElement("dialog");
  made.className = "board-dialog";
  const title = part.querySelector("h1, h2");
  const heading = document.createElement("h2");
  heading.id = "board-dialog-title";
  heading.tabIndex = -1;
  heading.textContent = part.dataset.title || title.textContent;
  title.replaceWith(heading);
  made.setAttribute("aria-labelledby", heading.id);
  made.append(document.adoptNode(part));
  for (const element of made.querySelectorAll("[data-in-dialog]")) element.hidden = false;
  made.querySelector("[data-confirm-cancel]")?.addEventListener("click", (event) => {
    event.preventDefault();
    made.close();
  });
  made.addEventListener("close", () => {
    if (dialog !== made) return;
    made.remove();
    dialog = null;
    // Asked once more means that others changed the plan: the board behind the question is of before.
    if (again) catchUp();
    else focusCard();
  });
  dialog = made;
  document.body.append(made);
  made.showModal();
  heading.focus();
}

/** The plan of now, after others changed it. */
async function catchUp() {
  try {
    const { page, url } = await read(location.href);
    show(page, url, status().dataset.changed);
  } catch {
    location.reload();
  }
}

/** Puts the parts of an answered page in the place of ours. Another page than the board is opened. */
function show(page, url, words = "") {
  if (!page.querySelector("[data-board]")) return location.assign(url);
  for (const old of document.querySelectorAll("[data-fresh], .page-header")) {
    const selector = old.dataset.fresh ? `[data-fresh="${old.dataset.fresh}"]` : ".page-header";
    const fresh = page.querySelector(selector);
    if (fresh) old.replaceWith(document.adoptNode(fresh));
  }
  const seen = document.querySelector("[data-board-form] [name=seen]").value;
  for (const field of document.querySelectorAll("input[name=seen]")) field.value = seen;
  // Links to people are relative to the address of the board that was answered.
  if (url !== location.href) history.replaceState(history.state, "", url);
  document.querySelector(".frame > [data-messages]")?.remove();
  document.dispatchEvent(new Event("board:fresh"));
  const open = dialog;
  dialog = null;
  open?.close();
  open?.remove();
  focusCard();
  const told = [...page.querySelectorAll("[data-messages] p")].map((line) => line.textContent.trim());
  say(told.join(" ") || words);
}

/** Back to the person, wherever she now sits; who is gone leaves the focus to the first one. */
function focusCard() {
  if (!card) return document.querySelector("[data-undo] button, #main").focus();
  const link = linkOf(card) ?? document.querySelector(`${CARD} > a`);
  link.focus({ preventScroll: true });
  link.closest(CARD).scrollIntoView({ block: "nearest" });
}

function status() {
  return document.querySelector("[data-board-status]");
}

/** Said aloud by what reads the page, and written at its foot. */
export function say(words) {
  const line = status();
  line.textContent = "";
  setTimeout(() => { line.textContent = words; }, 50); // the same words twice are said twice
}
