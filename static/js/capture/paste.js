// What is pasted into a note: the rows of a table become lines, as breakouts/table_lines.py makes them; a picture is
// told of. Everything else is the browser's own.

const MARK = /^\s*(?:[-–—*•·◦▪o§]|\(?(?:\d{1,3}|[A-Za-z]{1,4})[.)])\s*\t/;

export function watchPaste(composer, words) {
  composer.text.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    const lines = withoutTables(text) ?? fromMarkup(event.clipboardData.getData("text/html"), text);
    if (lines !== null) {
      event.preventDefault();
      insert(composer.text, lines);
      composer.say(words.table);
    } else if (!text && event.clipboardData.files.length) {
      event.preventDefault();
      composer.say(words.picture);
    }
  });
}

/** The text with its tables as lines; null where there is none. */
export function withoutTables(text) {
  const lines = text.split(/\r\n|\r|\n/);
  const rows = lines.map(cellsOf);
  const found = new Set();
  let run = [];
  for (let place = 0; place <= lines.length; place += 1) {
    if (rows[place]?.length > 1) run.push(place);
    else if (place === lines.length || lines[place].trim()) {
      if (run.length > 1 || run.some((row) => rows[row].length > 2)) run.forEach((row) => found.add(row));
      run = [];
    }
  }
  return found.size ? lines.map((line, place) => (found.has(place) ? rows[place].join("; ") : line)).join("\n") : null;
}

function cellsOf(line) {
  if (!line.includes("\t") || MARK.test(line)) return [];
  const cells = line.split("\t").map((cell) => cell.trim().replace(/\s+/g, " "));
  while (cells.length && !cells.at(-1)) cells.pop();
  return cells.map((cell) => cell || "–");
}

/** A table that came without tabs; only where it is all that was copied, so that nothing is lost. */
function fromMarkup(html, text) {
  if (!/<table/i.test(html)) return null;
  const page = new DOMParser().parseFromString(html, "text/html");
  const rows = [...page.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => cell.textContent.trim().replace(/\s+/g, " ")));
  const bare = (words) => words.replace(/\s/g, "");
  if (bare(rows.flat().join("")) !== bare(text)) return null;
  return withoutTables(rows.map((row) => row.join("\t")).join("\n"));
}

/** As if it had been typed, so that undo knows it. */
function insert(area, text) {
  area.focus();
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
