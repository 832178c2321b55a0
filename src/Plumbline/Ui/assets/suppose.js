// <plumb-suppose>: around a form by which something is supposed and what is answered to it, each a data-answer of its own name. The answers follow what is chosen and typed, and the address with them,
// so that it can be gone back to and sent on; the fields stay as they are, with the keyboard in them. Without script, and where no answer comes, the form's button asks.
const soon = 300; // ms without another change

class PlumbSuppose extends HTMLElement {
  #off;
  #timer;
  #asking;
  #changed = null; // the form, while what it says has no answer yet

  connectedCallback() {
    this.#off = new AbortController();
    const { signal } = this.#off;
    this.addEventListener("change", (event) => {
      const form = event.target.closest("form[method=get]");
      if (form) {
        this.#changed = form;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#ask(form), soon);
      }
    }, { signal });
    this.addEventListener("submit", (event) => this.#submit(event), { signal });
  }

  disconnectedCallback() {
    this.#stop();
    this.#off.abort();
  }

  /** What is kept is what was chosen last: a form that keeps it waits for the answer. */
  #submit(event) {
    if (event.target.method === "get" || !this.#changed) {
      this.#stop();
      return;
    }
    event.preventDefault();
    this.#ask(this.#changed).then((told) => told && event.target.requestSubmit());
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#asking?.abort();
  }

  /** Whether there was an answer. */
  async #ask(form) {
    this.#stop();
    const asking = this.#asking = new AbortController();
    const url = new URL(form.action);
    url.search = new URLSearchParams(new FormData(form));
    this.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { signal: asking.signal });
      if (!response.ok || response.redirected) {
        form.requestSubmit(); // The page that comes says why.
        return false;
      }
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const place of this.querySelectorAll("[data-answer]")) {
        const told = page.querySelector(`[data-answer="${place.dataset.answer}"]`);
        if (!(place.querySelector("form") && told?.querySelector("form"))) { // A form that is there may be half filled in, and asks about what the address says.
          place.innerHTML = told?.innerHTML ?? "";
        }
      }
      for (const field of form.querySelectorAll("[name]")) {
        const told = page.getElementsByName(field.name)[0]?.getAttribute("aria-invalid");
        told ? field.setAttribute("aria-invalid", told) : field.removeAttribute("aria-invalid");
      }
      history.replaceState(history.state, "", url);
      this.#changed = null;
      return true;
    } catch (error) {
      if (error.name !== "AbortError") {
        form.requestSubmit(); // The browser says what is wrong with the line.
      }
      return false;
    } finally {
      if (this.#asking === asking) {
        this.removeAttribute("aria-busy");
      }
    }
  }
}

customElements.define("plumb-suppose", PlumbSuppose);
