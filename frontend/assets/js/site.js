// Three small comforts; every page works without them.
(() => {
  const busyText = document.currentScript.dataset.busy;

  const STUCK_AFTER_MS = 15_000;

  const mayBeSent = (form) => {
    delete form.dataset.sent;
    for (const button of form.elements) {
      if (!button.dataset.label) continue;
      button.textContent = button.dataset.label;
      button.removeAttribute("aria-busy");
    }
  };

  // One tap sends once: the page says so while a slow line works. A line that broke may be tried again.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    setTimeout(mayBeSent, STUCK_AFTER_MS, form);
    const button = event.submitter;
    if (!button) return;
    button.dataset.label = button.textContent;
    button.textContent = busyText;
    button.ariaBusy = "true";
  });

  // Back to a page kept in memory: its form may be sent again.
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    document.querySelectorAll("form[data-sent]").forEach(mayBeSent);
  });

  // What is left to share out, while one types; its button reckons the same.
  for (const left of document.querySelectorAll("output[data-total]")) {
    const form = left.closest("form");
    form.addEventListener("input", () => {
      let sum = Number(left.dataset.total);
      for (const field of form.elements) {
        if (field.dataset.cost && field.checked) sum -= field.dataset.cost;
        if (field.type === "text" && field.name.startsWith("option-")) sum -= Number(field.value) || 0;
      }
      left.textContent = sum.toLocaleString(document.documentElement.lang) + left.dataset.unit;
      left.classList.toggle("wrong", sum < 0);
    });
  }

  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }
})();
