// Small comforts. Every page works without this file.

// "/" goes to the search field, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const field = document.querySelector("#q, #find");
  if (field) {
    event.preventDefault();
    field.focus();
  }
});

// A link to a passage, #c=start-end, counts code points. The server cuts the text; we only ask for it, because
// JavaScript counts otherwise and would miss after an emoji.
function followPassage() {
  const wanted = /^#c=(\d{1,8}-\d{1,8})$/.exec(location.hash);
  if (!wanted || !document.querySelector("[data-text]") || document.getElementById(`c=${wanted[1]}`)) return;
  const address = new URL(location.href);
  if (address.searchParams.get("c") === wanted[1]) return;
  address.searchParams.set("c", wanted[1]);
  location.replace(address);
}
followPassage();
window.addEventListener("hashchange", followPassage);
