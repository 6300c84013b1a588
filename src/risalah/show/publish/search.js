// Search of a published register: all words of the question must begin a word of the row. Nothing is fetched.
const box = document.querySelector("#results");
const field = document.querySelector("#q");
const { columns, rows } = window.risalahIndex;
const at = Object.fromEntries(columns.map((name, n) => [name, n]));
const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
const texts = rows.map((row) => " " + plain(`${row[at.title]} ${row[at.words]}`).replace(/[^\p{L}\p{N}]+/gu, " "));
const lists = [...box.childNodes];
const MOST = 200;

function readAsked() {
  const asked = new URLSearchParams(location.hash.slice(1));
  for (const [name, value] of new URLSearchParams(location.search)) asked.set(name, value);
  return asked;
}

function fits(row, asked) {
  const states = row[at.states].split(" ");
  return (!asked.get("type") || row[at.type] === asked.get("type"))
    && (!(asked.get("stage") || asked.get("status")) || row[at.stage] === (asked.get("stage") || asked.get("status")))
    && (!asked.get("sector") || row[at.sectors].split(" ").includes(asked.get("sector")))
    && (!asked.get("state") || states.includes(asked.get("state")))
    && (!asked.get("pair") || asked.get("pair").split("-").every((side) => states.includes(side)));
}

function find() {
  const asked = readAsked();
  const words = plain(field.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (!words.length && ![...asked].some(([name, value]) => name !== "q" && value)) {
    box.replaceChildren(...lists);
    return;
  }
  const found = rows.filter((row, n) => words.every((w) => texts[n].includes(" " + w)) && fits(row, asked));
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  told.className = found.length ? "faint" : "empty";
  told.textContent = found.length ? box.dataset.found.replace("{n}", found.length) : box.dataset.none;
  const list = document.createElement("ul");
  list.className = "items";
  for (const row of found.slice(0, MOST)) {
    const link = document.createElement("a");
    link.className = "head";
    link.href = box.dataset.root + (box.dataset.lang === "id" ? "" : box.dataset.lang + "/") + row[at.file];
    link.textContent = row[at.title];
    const item = document.createElement("li");
    const meta = document.createElement("span");
    meta.className = "meta";
    meta.textContent = [row[at.stage], row[at.states], row[at.day]].filter(Boolean).join(" · ");
    item.append(link, " ", meta);
    list.append(item);
  }
  box.replaceChildren(told, list);
}

field.value = readAsked().get("q") || "";
field.form.addEventListener("submit", (event) => { event.preventDefault(); find(); });
field.addEventListener("input", find);
window.addEventListener("hashchange", find);
find();
