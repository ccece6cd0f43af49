// The published report: a footnote opens where it is cited, and the contents show where one is.
// Without this script a mark leads to the foot of the page and back.

const article = document.querySelector(".doc");

article?.addEventListener("click", (event) => {
  const mark = event.target.closest("a[role='doc-noteref']");
  if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const note = document.getElementById(mark.hash.slice(1));
  if (!note) return;
  event.preventDefault();
  if (!close(mark)) open(mark, note);
});

article?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const mark = event.target.closest("a[role='doc-noteref']") ?? opener(event.target.closest(".doc-note-here"));
  if (mark && close(mark)) mark.focus();
});

function open(mark, note) {
  const here = document.createElement("div");
  here.className = "doc-note-here";
  here.id = `here-${note.id}`;
  here.setAttribute("role", "note");
  here.setAttribute("aria-label", mark.getAttribute("aria-label"));
  const number = document.createElement("sup");
  number.textContent = mark.textContent;
  here.append(number, " ", ...textOf(note));
  mark.setAttribute("aria-expanded", "true");
  mark.setAttribute("aria-controls", here.id);
  mark.closest("p, li, caption, figcaption, h1, h2, h3, h4, h5, h6, td, th").append(here);
}

/** What the foot of the page says, without the way back. */
function textOf(note) {
  const copy = note.querySelector("p").cloneNode(true);
  copy.querySelector(".doc-back")?.remove();
  for (const marked of copy.querySelectorAll("[id]")) marked.removeAttribute("id");
  return copy.childNodes;
}

function opener(here) {
  return here && article.querySelector(`a[aria-controls="${here.id}"]`);
}

function close(mark) {
  const here = document.getElementById(mark.getAttribute("aria-controls") ?? "");
  here?.remove();
  mark.removeAttribute("aria-expanded");
  mark.removeAttribute("aria-controls");
  return Boolean(here);
}

const contents = document.querySelector("[data-contents]");
const lines = new Map([...(contents?.querySelectorAll("a") ?? [])].map((line) => [line.hash.slice(1), line]));

// On a phone the contents would stand between the title and the first word.
if (contents && matchMedia("(max-width: 61.99rem)").matches) contents.open = false;

/** The last heading above the upper third of the window is where the reader is. */
function showPlace() {
  let place = null;
  for (const [anchor, line] of lines) {
    const section = document.getElementById(anchor);
    if (section && section.getBoundingClientRect().top < innerHeight / 3) place = line;
  }
  for (const line of lines.values()) {
    if (line === place) line.setAttribute("aria-current", "location");
    else line.removeAttribute("aria-current");
  }
}

if (lines.size) {
  let asked = false;
  addEventListener("scroll", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; showPlace(); });
  }, { passive: true });
  showPlace();
}
