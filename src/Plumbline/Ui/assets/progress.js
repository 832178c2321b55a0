// <plumb-progress data-url>: asks {percent, words, done, href} until done, then goes there. Without script the page is loaded anew by hand.

const pause = 700; // ms between questions

class PlumbProgress extends HTMLElement {
  static observedAttributes = ["data-url"];

  #timer;

  connectedCallback() {
    this.#ask();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  attributeChangedCallback(_, before) {
    if (before !== null && this.isConnected) {
      clearTimeout(this.#timer);
      this.#ask();
    }
  }

  async #ask() {
    let answer = null;
    try {
      const response = await fetch(this.dataset.url, { headers: { Accept: "application/json" } });
      answer = response.ok ? await response.json() : null;
    } catch {
      answer = null; // offline for a moment
    }

    if (!this.isConnected) {
      return;
    }
    if (answer) {
      this.#show(answer);
    }
    if (answer?.done && answer.href) {
      this.#go(answer.href);
    } else if (!answer?.done) {
      this.#timer = setTimeout(() => this.#ask(), answer ? pause : pause * 4);
    }
  }

  #show({ percent, words }) {
    const bar = this.querySelector("progress");
    if (percent === null || percent === undefined) {
      bar.removeAttribute("value");
    } else {
      bar.max = 100;
      bar.value = percent;
    }
    const text = this.querySelector("[data-words]");
    if (text && words && text.textContent !== words) {
      text.textContent = words;
    }
  }

  #go(href) {
    scrollTo(0, 0); // the page that was sent from may have been a long one
    if (window.Blazor?.navigateTo) {
      window.Blazor.navigateTo(href);
    } else {
      location.assign(href);
    }
  }
}

customElements.define("plumb-progress", PlumbProgress);
