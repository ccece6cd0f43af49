// A draft is kept on the server while it is written. Without a script the button of the form does the same.

const PAUSE = 2000;

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const state = form.querySelector("[data-autosave-state]");
  let timer = 0;
  let turn = 0;
  let saving = null; // one save at a time, so that an older one never arrives after a newer one

  form.addEventListener("input", (event) => {
    if (event.target.type === "file") return;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    turn += 1;
    saving?.abort();
  });

  async function save() {
    if (saving) {
      timer = setTimeout(save, PAUSE);
      return;
    }
    const mine = ++turn;
    saving = new AbortController();
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    let words = form.dataset.offline ?? "";
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: typed, headers: { Accept: "application/json" }, signal: saving.signal });
      words = (await answer.json()).words;
    } catch {
      if (saving.signal.aborted) return;
      timer = setTimeout(save, PAUSE * 5);
    } finally {
      saving = null;
    }
    if (mine === turn && state) state.textContent = words;
  }

  // On a slow line somebody has typed before this script was there to hear it.
  const typed = [...form.querySelectorAll("input:not([type=hidden], [type=file]), textarea")];
  if (typed.some((field) => field.value !== field.defaultValue)) timer = setTimeout(save, PAUSE);
}
