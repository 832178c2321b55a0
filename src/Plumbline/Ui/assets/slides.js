// <plumb-slides data-channel data-before data-next>: one section.slide at a time, turned by keys, buttons and the window of notes. Without script they stand below one another.
// <plumb-notes data-channel>: shows the notes to the slide that is on, and turns the slides from there.

const turns = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1, Home: -Infinity, End: Infinity };

/** How far a key turns; 0 where it means something else, as while someone types or stands on a button. */
function turnOf(event) {
  const elsewhere = event.target.closest?.("input, textarea, select, [contenteditable]") || (event.target.closest?.("a, button") && (event.key === "Enter" || event.key === " "));
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  const wide = sideways && event.target.closest?.(".scroll");
  if (wide && wide.scrollWidth > wide.clientWidth) {
    return 0; // A table that is scrolled.
  }

  // What is taller than the screen is read to its end first.
  const page = document.scrollingElement;
  const turn = turns[event.key] ?? 0;
  if (!sideways && Number.isFinite(turn) && event.key !== "Enter" && (turn > 0 ? page.scrollTop + page.clientHeight < page.scrollHeight - 2 : turn < 0 && page.scrollTop > 2)) {
    return 0;
  }

  return elsewhere || event.ctrlKey || event.metaKey || event.altKey ? 0 : turn;
}

class PlumbSlides extends HTMLElement {
  #channel;
  #at = 0;
  #keys = (event) => this.#key(event);

  connectedCallback() {
    this.#channel = new BroadcastChannel(this.dataset.channel);
    this.#channel.onmessage = ({ data }) => (data.turn ? this.#turn(data.turn) : data.asks && this.#tell());
    document.addEventListener("keydown", this.#keys);
    this.addEventListener("click", (event) => {
      const button = event.target.closest("[data-slide]");
      if (button?.dataset.slide === "full") {
        document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen?.();
      } else if (button) {
        this.#turn(button.dataset.slide === "on" ? 1 : -1);
      }
    });
    this.classList.add("one-by-one");
    const asked = this.#slides.findIndex((slide) => `#${slide.id}` === location.hash);
    this.#show(location.hash === "#-1" ? this.#slides.length - 1 : Math.max(asked, 0), false);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#keys);
    this.#channel.close();
  }

  get #slides() {
    return [...this.querySelectorAll("section.slide")];
  }

  #key(event) {
    const turn = turnOf(event);
    if (turn) {
      event.preventDefault();
      this.#turn(turn);
    } else if (event.key === "f" && !event.ctrlKey && !event.metaKey) {
      document.documentElement.requestFullscreen?.();
    }
  }

  #turn(by) {
    const to = Math.min(Math.max(this.#at + by, -1), this.#slides.length);
    if (Number.isFinite(by) && to === this.#slides.length && this.dataset.next) {
      location.assign(this.dataset.next);
    } else if (Number.isFinite(by) && to === -1 && this.dataset.before) {
      location.assign(`${this.dataset.before}#-1`);
    } else {
      this.#show(Math.min(Math.max(to, 0), this.#slides.length - 1), true);
    }
  }

  #show(at, moves) {
    const slides = this.#slides;
    this.#at = at;
    slides.forEach((slide, i) => slide.toggleAttribute("data-on", i === at));
    this.querySelector("[data-slide-at]").textContent = `${at + 1} / ${slides.length}`;
    history.replaceState(history.state, "", `${location.pathname}${location.search}#${slides[at].id}`);
    if (moves) {
      slides[at].focus({ preventScroll: true });
    }
    requestAnimationFrame(() => scrollTo(0, 0)); // The browser goes to an address's anchor by itself.
    this.#tell();
  }

  #tell() {
    this.#channel.postMessage({ on: this.#slides[this.#at].id });
  }
}

class PlumbNotes extends HTMLElement {
  #channel;
  #began = Date.now();
  #clock;
  #keys = (event) => {
    const turn = turnOf(event);
    if (turn) {
      event.preventDefault();
      this.#channel.postMessage({ turn });
    }
  };

  connectedCallback() {
    this.#channel = new BroadcastChannel(this.dataset.channel);
    this.#channel.onmessage = ({ data }) => data.on && this.#show(data.on);
    this.#channel.postMessage({ asks: true });
    document.addEventListener("keydown", this.#keys);
    this.#tick();
    this.#clock = setInterval(() => this.#tick(), 1000);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#keys);
    clearInterval(this.#clock);
    this.#channel.close();
  }

  #show(on) {
    for (const note of this.querySelectorAll("[data-note]")) {
      note.toggleAttribute("data-on", note.id === on);
    }
    this.querySelector("[data-note][data-on]")?.scrollIntoView({ block: "start" });
  }

  #tick() {
    const clock = this.querySelector("[data-clock]");
    const seconds = Math.floor((Date.now() - this.#began) / 1000);
    if (clock) {
      clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    }
  }
}

customElements.define("plumb-slides", PlumbSlides);
customElements.define("plumb-notes", PlumbNotes);
