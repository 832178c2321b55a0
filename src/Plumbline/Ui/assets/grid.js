// <plumb-grid>: a table of inputs that behaves like a spreadsheet. Without script it is a table of inputs.
import { fieldText, setField, tell } from "./fields.js";
import { decimalOf, readBlock, readNumber, showNumber, sum, writeBlock } from "./numbers.js";
import { sheet } from "./sheet.js";

const cellOf = "td input:not([type=hidden], [type=checkbox], [type=radio]), td select";
const styles = sheet(`
  :host { display: block }
  [role=status] { font-size: .8125rem; color: var(--ink-2) }
  [role=status]:empty { display: none }
  [role=status].quiet { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }`);
const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

class PlumbGrid extends HTMLElement {
  #off;
  #status;
  #head = null; // the other corner of what is picked; null where nothing but the cell with the focus is
  #tail = null; // the first corner, where it is not the cell with the focus
  #mode = "pick"; // pick: keys move; type: typing has begun, keys move; edit: keys move the caret
  #before = "";
  #fresh = false;
  #done = [];
  #undone = [];

  connectedCallback() {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = styles;
      root.innerHTML = `<slot></slot><div role="status"></div>`;
      this.#status = root.lastChild;
    }

    this.#off = new AbortController();
    const on = (type, heard) => this.addEventListener(type, (event) => heard.call(this, event), { signal: this.#off.signal });
    on("keydown", this.#key);
    on("focusin", this.#enter);
    on("focusout", this.#leave);
    on("input", this.#typed);
    on("change", this.#commit);
    on("pointerdown", this.#press);
    on("pointerover", this.#drag);
    on("click", this.#click);
    on("copy", this.#copy);
    on("cut", this.#copy);
    on("paste", this.#paste);
    this.querySelectorAll("tbody tr").forEach(label);
    if (this.#focused()) {
      this.#enter({ target: this.#focused() }); // entered before this script came
    }
  }

  disconnectedCallback() {
    this.#off.abort();
  }

  // Where cells are

  #rows() {
    return [...this.querySelectorAll("tbody tr")]
      .map((row) => new Map([...row.querySelectorAll(cellOf)].map((input) => [input.closest("td").cellIndex, input])))
      .filter((cells) => cells.size > 0);
  }

  #at(input, rows) {
    const column = input.closest("td").cellIndex;
    return [rows.findIndex((cells) => cells.get(column) === input), column];
  }

  #focused() {
    const input = document.activeElement;
    return this.contains(input) && input.matches(cellOf) ? input : null;
  }

  /** The cells picked, row by row; null for a place without one. */
  #picked() {
    const rows = this.#rows();
    const focused = this.#focused();
    if (!focused) {
      return [];
    }

    const [[r1, c1], [r2, c2]] = [this.#at(this.#tail ?? focused, rows), this.#at(this.#head ?? focused, rows)];
    return rows.slice(Math.min(r1, r2), Math.max(r1, r2) + 1).map((cells) =>
      Array.from({ length: Math.abs(c1 - c2) + 1 }, (_, i) => cells.get(Math.min(c1, c2) + i) ?? null));
  }

  #step(from, [down, right], far) {
    const rows = this.#rows();
    let [r, c] = this.#at(from, rows);
    const last = Math.max(...rows.flatMap((cells) => [...cells.keys()]));
    let found = null;
    for (r += down, c += right; rows[r] && c >= 0 && c <= last; r += down, c += right) {
      const cell = rows[r].get(c);
      if (cell && !cell.disabled) {
        found = cell;
        if (!far) {
          break;
        }
      }
    }

    return found;
  }

  // Keys

  #key(event) {
    const cell = event.target;
    if (event.defaultPrevented || event.altKey || !cell.matches?.(cellOf)) {
      return;
    }

    const ctrl = event.ctrlKey || event.metaKey;
    const picking = this.#mode === "pick";
    const step = steps[event.key];
    if (step) {
      if (cell.matches("select") && !event.shiftKey && !ctrl && step[1] === 0) {
        return;
      }
      if (this.#mode === "edit" && step[0] === 0) {
        return;
      }
      event.preventDefault();
      if (event.shiftKey && picking) {
        this.#pick(this.#step(this.#head ?? cell, step, ctrl));
      } else {
        this.#go(this.#step(cell, step, ctrl));
      }
      return;
    }

    const act = {
      Enter: () => this.#finish(cell, event.shiftKey),
      Escape: () => this.#restore(cell),
      F2: () => this.#edit(cell),
      Home: picking && (() => this.#go(this.#edge(cell, -1, ctrl))),
      End: picking && (() => this.#go(this.#edge(cell, 1, ctrl))),
      Delete: picking && (() => this.#clear()),
      Backspace: picking && (() => this.#clear()),
      d: ctrl && (() => this.#fill(1, 0)),
      r: ctrl && (() => this.#fill(0, 1)),
      a: ctrl && picking && (() => this.#pickAll()),
      y: ctrl && picking && (() => this.#redo(this.#undone, this.#done)),
      z: ctrl && picking && (() => event.shiftKey ? this.#redo(this.#undone, this.#done) : this.#redo(this.#done, this.#undone)),
    }[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  }

  #finish(cell, up) {
    if (cell.value !== this.#before) {
      this.#commit({ target: cell });
    }
    this.#go(this.#step(cell, [up ? -1 : 1, 0]) ?? (up ? null : this.#grown(cell)));
  }

  #go(cell) {
    if (cell) {
      cell.focus();
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  }

  #edge(cell, direction, ofGrid) {
    const rows = this.#rows();
    const cells = ofGrid ? rows.at(direction < 0 ? 0 : -1) : rows[this.#at(cell, rows)[0]];
    return [...cells.values()].filter((each) => !each.disabled).at(direction < 0 ? 0 : -1);
  }

  #edit(cell) {
    this.#mode = "edit";
    cell.setSelectionRange?.(cell.value.length, cell.value.length);
  }

  #restore(cell) {
    const typed = cell.value !== this.#before;
    cell.value = this.#before;
    this.#mode = "pick";
    this.#unpick();
    cell.select?.();
    this.total();
    if (typed) {
      check(cell);
      tell(cell); // what was typed may have been saved meanwhile
    }
  }

  // Picking

  #enter(event) {
    if (event.target.matches(cellOf)) {
      this.#mode = "pick";
      this.#before = event.target.value;
      this.#fresh = true;
      event.target.select?.();
      this.#unpick();
    }
  }

  #leave(event) {
    if (!this.contains(event.relatedTarget)) {
      this.#unpick();
    }
  }

  #press(event) {
    const cell = event.target.closest(cellOf);
    if (cell && event.shiftKey && this.#focused() && cell !== this.#focused()) {
      event.preventDefault();
      this.#pick(cell);
    } else if (cell && this.#head) {
      this.#unpick();
    }
  }

  #drag(event) {
    const cell = event.target.closest(cellOf);
    if (cell && event.buttons === 1 && event.pointerType === "mouse" && this.#focused() && (this.#head || cell !== this.#focused())) {
      this.#pick(cell);
    }
  }

  #click(event) {
    if (event.target.closest("[data-add-row]")) {
      event.preventDefault();
      this.#go(this.grow()?.querySelector(cellOf));
    } else if (event.target.matches(cellOf)) {
      if (this.#fresh && !this.#head) {
        event.target.select?.();
      } else if (!event.shiftKey && !this.#head) {
        this.#mode = "edit";
      }
      this.#fresh = false;
    }
  }

  #pick(cell) {
    if (cell) {
      cell.scrollIntoView({ block: "nearest", inline: "nearest" });
      this.#show(null, cell === this.#focused() ? null : cell);
    }
  }

  #unpick() {
    [this.#tail, this.#head] = [null, null];
    this.#paint();
  }

  /** The focus stays in its cell, and with it what is typed next. */
  #pickAll() {
    const rows = this.#rows();
    this.#show([...rows[0].values()][0], [...rows.at(-1).values()].at(-1));
  }

  #show(tail, head) {
    [this.#tail, this.#head] = [tail, head];
    this.#paint();
    const picked = this.#picked();
    this.#say(head ? `${picked.length} by ${picked[0].length} cells picked` : "", true);
  }

  #paint() {
    this.querySelectorAll("td.picked").forEach((td) => td.classList.remove("picked"));
    if (this.#head) {
      this.#picked().flat().forEach((cell) => cell?.closest("td").classList.add("picked"));
    }
  }

  // Writing

  #typed(event) {
    if (event.target.matches(cellOf)) {
      this.#mode = this.#mode === "pick" ? "type" : this.#mode;
      this.total();
    }
  }

  #commit(event) {
    const cell = event.target;
    if (cell.matches(cellOf)) {
      const typed = fieldText(cell);
      cell.value = this.#before;
      this.#write([[cell, typed]]);
      this.#before = cell.value;
    }
  }

  /** Writes texts into cells as one step that can be undone; says how many could not be written. */
  #write(edits, decimal = null) {
    const step = [];
    let left = 0;
    for (const [cell, text] of edits) {
      const was = cell.value;
      if (cell.disabled || cell.readOnly || !setField(cell, asShown(cell, text, decimal))) {
        left++;
      } else if (cell.value !== was) {
        step.push([cell, was, cell.value]);
      }
    }

    if (step.length > 0) {
      this.#done.push(step);
      this.#undone = [];
      this.#announce(step.map(([cell]) => cell));
    }

    return left;
  }

  #announce(cells) {
    for (const cell of cells) {
      check(cell);
      tell(cell);
    }
    const focused = this.#focused();
    if (focused && cells.includes(focused)) {
      this.#before = focused.value;
      focused.select?.();
      this.#mode = "pick";
    }
    this.total();
  }

  #redo(from, to) {
    const step = from.pop();
    if (step) {
      const back = from === this.#done;
      step.forEach(([cell, was, is]) => { cell.value = back ? was : is; });
      to.push(step);
      this.#announce(step.map(([cell]) => cell));
    }
  }

  #clear() {
    this.#report(this.#write(this.#picked().flat().filter(Boolean).map((cell) => [cell, ""])));
  }

  #fill(down, right) {
    const one = !this.#head;
    const cells = one ? [[this.#step(this.#focused(), [-down, -right]), this.#focused()]] : this.#picked();
    const edits = one
      ? cells.filter(([from]) => from).map(([from, to]) => [to, fieldText(from)])
      : cells.flatMap((row, r) => row.map((cell, c) => [cell, cells[down ? 0 : r][right ? 0 : c]]))
        .filter(([cell, from]) => cell && from && cell !== from).map(([cell, from]) => [cell, fieldText(from)]);
    this.#report(this.#write(edits));
  }

  // Copy and paste

  #copy(event) {
    if (this.#mode === "pick" && this.#focused()) {
      event.preventDefault();
      event.clipboardData.setData("text/plain", writeBlock(this.#picked().map((row) => row.map((cell) => cell ? plain(cell) : ""))));
      if (event.type === "cut") {
        this.#clear();
      }
    }
  }

  #paste(event) {
    const focused = this.#focused();
    const block = readBlock(event.clipboardData.getData("text/plain"));
    const single = block.length === 1 && block[0].length === 1;
    if (!focused || (single && this.#mode !== "pick")) {
      return;
    }

    event.preventDefault();
    const decimal = decimalOf(block.flat());
    if (single) {
      this.#report(this.#write(this.#picked().flat().filter(Boolean).map((cell) => [cell, block[0][0]]), decimal));
      return;
    }

    const rows = this.#rows();
    const picked = this.#picked();
    const [row, column] = this.#at(picked.flat().find(Boolean), rows);
    while (rows.length < row + block.length && this.grow()) {
      rows.splice(0, Infinity, ...this.#rows());
    }

    let lost = 0;
    const edits = block.flatMap((texts, r) => texts.map((text, c) => [rows[row + r]?.get(column + c), text]))
      .filter(([cell, text]) => cell || (lost += text.trim() === "" ? 0 : 1, false));
    this.#report(this.#write(edits, decimal), lost);
  }

  #report(left, lost = 0) {
    const words = [
      left > 0 && `${left} ${left === 1 ? "cell was" : "cells were"} left as before: locked, or without such a choice.`,
      lost > 0 && `${lost} pasted ${lost === 1 ? "value" : "values"} did not fit here.`,
    ].filter(Boolean);
    this.#say(words.join(" "), false);
  }

  #say(words, quiet) {
    this.#status.classList.toggle("quiet", quiet);
    this.#status.textContent = words;
  }

  // Rows and totals

  #grown(cell) {
    const filled = [...cell.closest("tr").querySelectorAll(cellOf)].some((each) => each.value.trim() !== "");
    return filled ? this.grow()?.querySelectorAll(cellOf)[0] ?? null : null;
  }

  /** Adds a row; null where there can be no more. */
  grow() {
    const template = this.querySelector("template[data-row]");
    const body = this.querySelector("tbody");
    if (!this.hasAttribute("data-can-grow") || !template) {
      return null;
    }

    const next = Number(this.dataset.next ?? this.#rows().length);
    this.dataset.next = next + 1;
    const row = template.content.querySelector("tr").cloneNode(true);
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.replaceAll("{row}", next);
      }
    }

    body.append(row);
    label(row);
    return row;
  }

  /** Adds up anew; also for whoever puts values into cells from outside. */
  total() {
    const cells = [...this.querySelectorAll("tbody [data-sum]")];
    for (const output of this.querySelectorAll("output[data-total-of]")) {
      const [, place, key] = /^(row|col)?:?(.*)$/.exec(output.dataset.totalOf);
      const counted = cells.filter((cell) =>
        (!key || cell.dataset.sum.split(/\s+/).includes(key))
        && (place !== "row" || cell.closest("tr") === output.closest("tr"))
        && (place !== "col" || (cell.closest("table") === output.closest("table") && cell.closest("td").cellIndex === output.closest("td, th").cellIndex)));
      const numbers = counted.map((cell) => ({ cell, number: read(cell, cell.value) }));
      output.value = showNumber(sum(numbers.filter(({ number }) => number).map(({ number }) => number.text)));
      output.classList.toggle("partial", numbers.some(({ cell, number }) => !number && cell.value.trim() !== ""));
    }
  }
}

const isNumber = (cell) => ["decimal", "numeric"].includes(cell.inputMode);

const read = (cell, text, decimal = null) => readNumber(text, { decimal, fraction: cell.hasAttribute("data-percent") });

/** The text as the cell shows it: a number in the page's way of writing, all else as it is. */
function asShown(cell, text, decimal) {
  const number = isNumber(cell) && read(cell, text, decimal);
  return number ? showNumber(number.text) + (number.percent ? "%" : "") : text.trim();
}

/** The cell's text as a spreadsheet takes it: a number without grouping. */
function plain(cell) {
  const number = isNumber(cell) && read(cell, cell.value);
  return number ? number.text + (number.percent ? "%" : "") : fieldText(cell);
}

function check(cell) {
  const number = isNumber(cell) && cell.value.trim() !== "" ? read(cell, cell.value) : {};
  if (number && (!number.percent || cell.hasAttribute("data-percent"))) {
    cell.removeAttribute("aria-invalid");
  } else {
    cell.setAttribute("aria-invalid", "true");
  }
}

/** Names each cell after its row and column, where the page did not. */
function label(row) {
  const heads = row.closest("table")?.querySelectorAll("thead tr:last-child > *") ?? [];
  const name = row.querySelector("th")?.textContent.trim();
  for (const cell of row.querySelectorAll(cellOf)) {
    if (!cell.hasAttribute("aria-label") && !cell.hasAttribute("aria-labelledby") && cell.labels.length === 0) {
      cell.setAttribute("aria-label", [name, heads[cell.closest("td").cellIndex]?.textContent.trim()].filter(Boolean).join(", "));
    }
  }
}

customElements.define("plumb-grid", PlumbGrid);
