import { enterAnchor } from "./places.js";

// Each element's script is fetched when a page first holds one.
const elements = {
  "plumb-autosave": () => import("./autosave.js"),
  "plumb-board": () => import("./board.js"),
  "plumb-dropzone": () => import("./dropzone.js"),
  "plumb-grid": () => import("./grid.js"),
  "plumb-log": () => import("./log.js"),
  "plumb-log-form": () => import("./logform.js"),
  "plumb-mentions": () => import("./mentions.js"),
  "plumb-notes": () => import("./slides.js"),
  "plumb-passkey": () => import("./passkey.js"),
  "plumb-progress": () => import("./progress.js"),
  "plumb-slides": () => import("./slides.js"),
  "plumb-suppose": () => import("./suppose.js"),
  "plumb-typeahead": () => import("./typeahead.js"),
};

function start() {
  for (const [name, load] of Object.entries(elements)) {
    if (document.querySelector(`${name}:not(:defined)`)) {
      load();
    }
  }

  // Where there is room nothing is folded. An anchor's place is unfolded on its own.
  if (matchMedia("(min-width: 64rem)").matches) {
    document.querySelectorAll("details[data-open-wide]").forEach((fold) => { fold.open = true; });
  }

  document.querySelectorAll("[data-needs-script]").forEach((element) => { element.hidden = false; });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-theme-switch]");
  if (button) {
    window.plumblineTheme.turn();
  }

  if (event.target.closest?.("[data-print]")) {
    window.print();
  }

  // A menu closes once something in it was chosen; enhanced navigation keeps the page's elements.
  const link = event.target.closest?.("a");
  link?.closest("[popover]")?.hidePopover();

  // A link to a place on this page changes nothing but the address, and may be followed twice.
  if (link?.hash && link.origin + link.pathname + link.search === location.origin + location.pathname + location.search && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    setTimeout(() => enterAnchor(link.hash));
  }
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

// Once for an address: a form that was sent comes back under the same, and leaves the keyboard where it is.
let entered;

// That something is done stands at the top, and the button at the end of what may be a long page.
function told() {
  document.querySelector("main .notice-done")?.scrollIntoView({ block: "nearest" });
}

function arrive() {
  start();
  if (entered !== location.href) {
    entered = location.href;
    enterAnchor(location.hash);
    if (!location.hash) {
      told();
    }
    return;
  }

  // Why a form was refused stands above it, which may be far from the button that was pressed.
  document.querySelector("main form .notice[role=alert]")?.scrollIntoView({ block: "nearest" });
  told();
}

arrive();
window.Blazor?.addEventListener("enhancedload", arrive);
