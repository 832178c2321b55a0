// <plumb-dropzone>: lets files be dropped on the file input inside, and says which were chosen. Without script it is a file input.
// With data-most (bytes) and data-most-words, one that is larger is not taken: it would be sent for nothing.

class PlumbDropzone extends HTMLElement {
  #off;

  connectedCallback() {
    this.#off = new AbortController();
    const { signal } = this.#off;
    for (const type of ["dragenter", "dragover"]) {
      this.addEventListener(type, (event) => {
        event.preventDefault();
        this.classList.add("over");
      }, { signal });
    }
    this.addEventListener("dragleave", (event) => !this.contains(event.relatedTarget) && this.classList.remove("over"), { signal });
    this.addEventListener("drop", (event) => this.#drop(event), { signal });
    this.addEventListener("change", () => this.#list(), { signal });
  }

  disconnectedCallback() {
    this.#off.abort();
  }

  #drop(event) {
    event.preventDefault();
    this.classList.remove("over");
    const input = this.querySelector("input[type=file]");
    const all = new DataTransfer();
    for (const file of [...(input.multiple ? input.files : []), ...event.dataTransfer.files].slice(input.multiple ? 0 : -1)) {
      all.items.add(file);
    }
    input.files = all.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #list() {
    let list = this.querySelector("ul");
    if (!list) {
      list = document.createElement("ul");
      list.setAttribute("aria-live", "polite");
      list.setAttribute("aria-label", "Files chosen");
      this.append(list);
    }

    const input = this.querySelector("input[type=file]");
    const most = Number(this.dataset.most) || Infinity;
    const files = [...input.files];
    if (files.some((file) => file.size > most)) {
      input.value = "";
    }

    list.replaceChildren(...files.map((file) => {
      const line = document.createElement("li");
      const size = document.createElement("small");
      size.textContent = file.size > most ? `${inWords(file.size)}: too large, and not taken. At most ${this.dataset.mostWords}.` : inWords(file.size);
      line.append(file.name, " ", size);
      return line;
    }));
  }
}

function inWords(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000)).toLocaleString("en")} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

customElements.define("plumb-dropzone", PlumbDropzone);
