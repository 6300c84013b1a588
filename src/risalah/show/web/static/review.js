// Keys, selected words and quick answers on the curators' screens. Everything here is also a button, a link or a form:
// without this script each decision is a POST, and the answer a redirect to the next card.
"use strict";
(() => {
  let busy = false;
  const desk = () => document.getElementById("review");
  const part = (action) => document.querySelector(`#review [data-action="${action}"]`);

  function say(text) {
    const place = document.querySelector("[data-said]");
    if (!place) return;
    const line = document.createElement("p");
    line.className = "warn";
    line.textContent = text;
    place.replaceChildren(line);
    place.scrollIntoView({ block: "nearest" });
  }

  // The pane is scrolled by itself, so that the buttons stay where they are.
  function reveal() {
    const pane = document.querySelector("[data-pane]");
    const words = document.getElementById("focus");
    if (pane && words) pane.scrollTop = words.offsetTop - pane.clientHeight / 3;
  }

  function lay(html, address) {
    const next = new DOMParser().parseFromString(html, "text/html");
    const fresh = next.getElementById("review");
    if (!fresh || !desk()) return false;
    desk().replaceWith(document.adoptNode(fresh));
    document.title = next.title;
    if (address) history.pushState({ review: true }, "", address);
    reveal();
    const head = desk().querySelector("h1");
    if (head) head.focus({ preventScroll: true });
    desk().dispatchEvent(new CustomEvent("card", { bubbles: true }));
    return true;
  }

  async function ask(address, options) {
    if (busy) return;
    busy = true;
    desk().classList.add("busy");
    try {
      const answer = await fetch(address, { ...options, headers: { "X-Review": "1", Accept: "text/html" } });
      const where = answer.headers.get("X-Location") || (answer.ok ? answer.url : "");
      if (!lay(await answer.text(), where)) location.assign(answer.status === 401 ? "/sign-in" : address);
    } catch {
      // The server is away: nothing was kept, and what was typed still stands in the form.
      say(document.documentElement.lang === "en"
        ? "Not kept: the server does not answer. Your input is still here; try again."
        : "Belum tersimpan: server tidak menjawab. Isian Anda masih ada; coba lagi.");
    } finally {
      busy = false;
      if (desk()) desk().classList.remove("busy");
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-swap]")) return;
    event.preventDefault();
    ask(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) });
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go], a[data-action]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.matches("[data-go]")) {
      event.preventDefault();
      ask(link.href, {});
    } else if (link.dataset.action === "edit" || link.dataset.action === "help") {
      event.preventDefault();
      const box = document.querySelector(link.getAttribute("href"));
      box.open = link.dataset.action === "edit" || !box.open;
      box.scrollIntoView({ block: "nearest" });
      const first = box.querySelector(link.dataset.action === "edit" ? "select, input:not([type=hidden])" : "summary");
      if (first && box.open) first.focus();
    }
  });

  document.addEventListener("keydown", (event) => {
    const box = desk();
    if (!box || !box.dataset.keys || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = event.target;
    if (here.closest && here.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") here.blur();
      return;
    }
    // Space and Enter belong to what has the focus.
    if ((event.key === " " || event.key === "Enter") && here.closest && here.closest("a, button, summary")) return;
    const action = JSON.parse(box.dataset.keys)[event.key.toLowerCase()];
    const target = action && part(action);
    if (!target) return;
    event.preventDefault();
    // While a decision is on its way the next card is not yet seen: a key then decides nothing.
    if (!busy && !event.repeat) target.click();
  });

  // Words selected in the text go into the form, with those around them: the server finds the place.
  document.addEventListener("selectionchange", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    const block = range.startContainer.parentElement && range.startContainer.parentElement.closest("[data-block]");
    if (!block || !block.closest("[data-pane]") || !block.contains(range.endContainer)) return;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const after = document.createRange();
    after.setStart(range.endContainer, range.endOffset);
    after.setEnd(block, block.childNodes.length);
    for (const field of document.querySelectorAll("[data-words]")) {
      field.value = range.toString();
      field.form.elements.prefix.value = before.toString().slice(-32);
      field.form.elements.suffix.value = after.toString().slice(0, 32);
    }
  });

  window.addEventListener("popstate", () => desk() && location.reload());
  document.addEventListener("DOMContentLoaded", reveal);
})();
