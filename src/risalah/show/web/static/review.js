// Keys, selected words and quick answers on the curators' screens. Everything here is also a button, a link or a form:
// without this script each decision is a POST, and the answer a redirect to the next card.
"use strict";
(() => {
  let busy = false;
  let ahead = null; // the card behind this one, parsed and laid aside: { node, title, address, card }
  let waiting = null; // what a key asked for while a decision was on its way
  const desk = () => document.getElementById("review");
  const part = (action) => document.querySelector(`#review [data-action="${action}"]`);
  const card_of = (box) => box && box.querySelector("#decide") && box.querySelector("#decide").getAttribute("action");

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

  function parse(html, address) {
    const next = new DOMParser().parseFromString(html, "text/html");
    const node = next.getElementById("review");
    return node && { node: document.adoptNode(node), title: next.title, address, card: card_of(node) };
  }

  function lay(fresh) {
    if (!fresh || !desk()) return false;
    desk().replaceWith(fresh.node);
    ahead = null;
    document.title = fresh.title;
    if (fresh.address) history.pushState({ review: true }, "", fresh.address);
    reveal();
    const head = desk().querySelector("h1");
    if (head) head.focus({ preventScroll: true });
    desk().dispatchEvent(new CustomEvent("card", { bubbles: true }));
    return true;
  }

  // What the answer to a decision says beside its card: that it was kept, one's own decisions, how many are left.
  function refresh(fresh) {
    for (const name of ["[data-said]", ".queue", "section.own"]) {
      const mine = desk().querySelector(name);
      const theirs = fresh.node.querySelector(name);
      if (mine && theirs) mine.replaceWith(theirs.cloneNode(true));
    }
    const shown = (card_of(desk()) || "").split("?")[0].split("/").pop();
    for (const field of desk().querySelectorAll("section.own input[name=card]")) field.value = shown;
  }

  async function fetch_screen(address, options, headers) {
    const answer = await fetch(address, { ...options, headers: { "X-Review": "1", Accept: "text/html", ...headers } });
    const where = answer.headers.get("X-Location") || (answer.ok ? answer.url : "");
    return { answer, fresh: parse(await answer.text(), where) };
  }

  // The next card is fetched while this one is read: the key then only lays it down.
  async function look_ahead() {
    const link = part("next");
    const shown = card_of(desk());
    if (!link || ahead || busy) return;
    try {
      const { answer, fresh } = await fetch_screen(link.href, {});
      const stands = !busy && card_of(desk()) === shown; // else it is the card behind another one
      if (stands && answer.ok && fresh && fresh.card && fresh.card !== shown) ahead = fresh;
    } catch {
      // Whoever decides then waits for the answer, as without this.
    }
  }

  function set_busy(state) {
    busy = state;
    if (desk()) desk().classList.toggle("busy", state);
    if (state || !waiting) return;
    const target = part(waiting);
    waiting = null;
    if (target) target.click();
  }

  async function ask(address, options, quick) {
    if (busy) return;
    const left = desk();
    const laid = quick && ahead;
    ahead = null;
    let shown = "";
    if (laid) {
      lay(laid);
      shown = card_of(desk());
    }
    set_busy(true);
    try {
      // The address of the card that is shown already tells the server which one to send after it.
      const headers = laid ? { "X-Shown": shown.split("?")[0].split("/").pop() } : {};
      const { answer, fresh } = await fetch_screen(address, options, headers);
      if (laid && answer.ok && fresh && answer.headers.get("X-Stays")) {
        refresh(fresh);
        if (fresh.card !== shown) ahead = fresh;
      } else {
        waiting = null; // the screen is another one now
        if (!lay(fresh)) location.assign(answer.status === 401 ? "/sign-in" : address);
      }
    } catch {
      // The server is away: nothing was kept, and what was typed still stands in the form.
      waiting = null;
      if (laid) desk().replaceWith(left);
      say(document.documentElement.lang === "en"
        ? "Not kept: the server does not answer. Your input is still here; try again."
        : "Belum tersimpan: server tidak menjawab. Isian Anda masih ada; coba lagi.");
    } finally {
      if (left) left.classList.remove("busy");
      set_busy(false);
      look_ahead();
    }
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-swap]")) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    // A form that was filled in may be wrong: it stays until the server has taken it.
    const quick = form.id === "decide" && ["accept", "reject"].includes(body.get("act"));
    ask(form.action, { method: "POST", body, keepalive: true }, quick);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-go], a[data-action]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.matches("[data-go]")) {
      event.preventDefault();
      if (ahead && !busy && ["next", "skip"].includes(link.dataset.action)) {
        const laid = ahead;
        ahead = null;
        lay(laid);
        look_ahead();
      } else ask(link.href, {});
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
    if (event.repeat) return;
    // While a decision is on its way another key decides nothing; what it asks for otherwise is done afterwards.
    if (!busy) target.click();
    else if (!["accept", "reject"].includes(action)) waiting = action;
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
  document.addEventListener("DOMContentLoaded", () => {
    reveal();
    look_ahead();
  });
})();
