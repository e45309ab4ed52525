// The keyboard of the desk: / filter, g find a declaration, j and k (or arrows) move in the list, Enter opens, Escape goes back.
// A button with data-key is pressed by its letter. Single-key shortcuts can be switched off in the user's menu (WCAG 2.1.4); the arrows work on a focused row regardless.
(() => {
  const off = () => localStorage.getItem("tidewaiter.keys") === "off";
  const one = selector => document.querySelector(selector);
  const rows = () => [...document.querySelectorAll("[data-desk=list] tr[data-id]")];
  const typing = element => element.closest?.("input, textarea, select, [contenteditable=true]");

  // The declaration whose row had the focus last. A row that is drawn anew loses the focus without a word; the next key still means it.
  let last = null;
  const row = element => element?.closest?.("[data-desk=list] tr[data-id]");
  document.addEventListener("focusin", event => {
    if (!event.target.matches("h1")) last = row(event.target)?.dataset.id ?? null;
  });
  const lastRow = () => last && rows().find(candidate => candidate.dataset.id === last);
  const rowOf = element => row(element) ?? (element.matches?.("body, h1") ? lastRow() : null);

  function focusRow(row) {
    if (!row) return;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const all = rows();
    if (all.length === 0) return;
    const at = all.indexOf(rowOf(document.activeElement));
    focusRow(all[at < 0 ? 0 : Math.max(0, Math.min(all.length - 1, at + step))]);
  }

  const open = row => row?.querySelector("a[href]")?.click();
  const back = () => one("[data-desk=back]")?.click();
  const closeMenus = except => document.querySelectorAll("details[data-desk=menu][open]").forEach(menu => { if (menu !== except) menu.open = false; });

  function escape(event) {
    const menu = one("details[data-desk=menu][open]");
    if (menu) { closeMenus(); menu.querySelector("summary").focus(); return; }
    const field = typing(event.target);
    if (field) { field.blur(); if (field.matches("[data-desk=filter]")) move(0); return; }
    back();
  }

  function onRow(event, row) {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -1e6, End: 1e6 }[event.key];
    if (step) move(step);
    else if (event.key === "Enter" && !event.target.closest("a, button")) open(row);
    else return false;
    return true;
  }

  function shortcut(event) {
    if (off()) return false;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "/") (one("[data-desk=filter]") ?? one("[data-desk=find]"))?.focus();
    else if (event.key === "g") one("[data-desk=find]")?.focus();
    else {
      const act = /^[a-z]$/.test(event.key) && one(`[data-key=${event.key}]`);
      if (!act) return false;
      act.click();
    }
    return true;
  }

  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape") return escape(event);
    if (typing(event.target)) return;
    const row = rowOf(event.target);
    if ((row && onRow(event, row)) || shortcut(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }, true);

  document.addEventListener("click", event => {
    const keys = event.target.closest("[data-desk=keys]");
    if (keys) localStorage.setItem("tidewaiter.keys", off() ? "on" : "off");
    sayKeys();
    closeMenus(event.target.closest("details[data-desk=menu]"));
    if (!event.target.closest("a, button, input, select") && !getSelection().toString()) row(event.target)?.focus({ preventScroll: true });
  });

  document.addEventListener("dblclick", event => open(row(event.target)));

  function sayKeys() {
    document.querySelectorAll("[data-desk=keys]").forEach(button => button.setAttribute("aria-pressed", String(!off())));
  }

  // The heading of a page that has just been reached takes nothing from an officer who is already on a row or in a field of it.
  // A row that had the focus before the list was drawn anew, or before its declaration was opened, gets it again: by its declaration, not by its place.
  // What the browser saw last counts before what the server holds, which is a step behind quick fingers.
  window.desk = {
    reached() {
      if (!document.activeElement?.closest("main")) one("h1")?.focus();
    },
    drawn(held) {
      if (!document.activeElement.matches("body, h1, tr[data-id]")) return;
      const wanted = lastRow() ?? rows().find(candidate => candidate.dataset.id === held);
      if (wanted && document.activeElement !== wanted) focusRow(wanted);
    },
  };
})();
