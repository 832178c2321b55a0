// Runs before anything is drawn, so that a page never flashes in the wrong theme.
(() => {
  const preference = matchMedia("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  let inThisPage = null;

  const chosen = () => {
    try {
      return localStorage.getItem("theme");
    } catch {
      return inThisPage; // storage is switched off
    }
  };

  const show = () => {
    const theme = chosen() ?? (preference.matches ? "dark" : "light");
    if (root.dataset.bsTheme !== theme) {
      root.dataset.bsTheme = theme;
    }
  };

  window.plumblineTheme = {
    turn() {
      inThisPage = root.dataset.bsTheme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("theme", inThisPage);
      } catch {
        // Storage is switched off: the choice holds while the page is open.
      }
      show();
    },
  };

  show();
  preference.addEventListener("change", show);
  // Enhanced navigation gives the document the attributes that the server sent; put ours back before it is drawn.
  new MutationObserver(show).observe(root, { attributes: true, attributeFilter: ["data-bs-theme"] });
})();
