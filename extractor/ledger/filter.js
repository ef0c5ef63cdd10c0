"use strict";
(() => {
  const form = document.getElementById("filter");
  const fields = { words: form.elements.words, who: form.elements.who, note: form.elements.note, state: form.elements.state };
  const rows = [...document.querySelectorAll("tr[data-who]")].map(row =>
    ({ row, text: row.textContent.toLowerCase(), who: row.dataset.who.split("|"), note: row.dataset.note }));
  const parts = [...document.querySelectorAll("section[data-state], details")];
  function show() {
    const words = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { row, text, who, note } of rows)
      row.hidden = !(words.every(word => text.includes(word)) && (!fields.who.value || who.includes(fields.who.value))
        && (!fields.note.value || note === fields.note.value));
    for (const part of parts) {
      const left = part.querySelectorAll("tr[data-who]:not([hidden])").length;
      part.hidden = !left || (part.dataset.state && fields.state.value && part.dataset.state !== fields.state.value);
      const count = part.querySelector(".count");
      if (count) count.textContent = left;
    }
  }
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", event => event.preventDefault());
})();
