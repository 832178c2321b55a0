// Each element's script is fetched when a page first holds one.
const elements = {
  "plumb-autosave": () => import("./autosave.js"),
  "plumb-board": () => import("./board.js"),
  "plumb-dropzone": () => import("./dropzone.js"),
  "plumb-grid": () => import("./grid.js"),
  "plumb-log": () => import("./log.js"),
  "plumb-log-form": () => import("./logform.js"),

  "plumb-mentions": () => import("./mentions.js"),
  "plumb-passkey": () => import("./passkey.js"),
  "plumb-progress": () => import("./progress.js"),
  "plumb-typeahead": () => import("./typeahead.js"),
};

function start() {
  for (const [name, load] of Object.entries(elements)) {
    if (document.querySelector(`${name}:not(:defined)`)) {
      load();
    }
  }

  document.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-theme-switch]");
  if (button) {
    window.plumblineTheme.turn();
  }

  // A menu closes once something in it was chosen; enhanced navigation keeps the page's elements.
  event.target.closest?.("a")?.closest("[popover]")?.hidePopover();
});

// "/" goes to the search, unless something is being typed.
document.addEventListener("keydown", (event) => {
  const box = document.querySelector("[data-search]");
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && box?.checkVisibility() && !event.target.closest?.("input, textarea, select, [contenteditable]")) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

start();
window.Blazor?.addEventListener("enhancedload", start);
