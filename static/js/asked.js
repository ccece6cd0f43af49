// A question that depends on another answer is hidden until it applies. Without a script it says so in words.

const depending = [...document.querySelectorAll("[data-only-if]")];
const form = depending[0]?.form;

/** The row of a form that a control stands in. */
const row = (control) => control.closest(".field");

function chosen(name) {
  const asked = [...form.elements].filter((control) => control.name === name);
  if (asked.length && row(asked[0]).hidden) return [];
  return asked.filter((control) => !["radio", "checkbox"].includes(control.type) || control.checked).map((control) => control.value);
}

function show() {
  // In the order of the form: what depends on a hidden question is hidden too.
  for (const control of depending) row(control).hidden = !chosen(control.dataset.onlyIf).includes(control.dataset.onlyIfAnswer);
}

if (form) {
  form.addEventListener("change", show);
  show();
}
