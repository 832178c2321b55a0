// Numbers as people type and paste them. The server reads them by the same rules (TypedNumber.cs); numbers.cases.json holds both to it.

const longest = 64;
const currency = "(?:\\p{Sc}|[A-Z]{3}|[A-Z]{1,2}\\p{Sc}|kr\\.?|Fr\\.?|лв\\.?|zł|Kč|Ft|lei)";
const shape = new RegExp(`^(?:${currency})? *(?<before>[+\\-])? *(?:${currency})? *(?<digits>\\d(?:[\\d.,'\\u2019\\u02bc ]*[\\d.,])?|[.,]\\d+) *(?<scale>[kKmMB]|bn|Mio\\.?|Mrd\\.?)? *(?<percent>%)? *(?:${currency})? *(?<after>-)?$`, "u");
const dash = new RegExp(`^(?:${currency})? *- *(?:${currency})?$`, "u"); // a sheet's accounting format shows a zero so; an empty cell it shows empty
const places = { k: 3, m: 6, mio: 6, b: 9, bn: 9, mrd: 9 };

/**
 * Reads a number. `decimal` is the decimal sign where it is known ("." or ",").
 * `fraction`: a lone point is decimal even before three digits, as in 1.250; else 1.250 and 1,250 are both a thousand.
 * Returns { text: "-1234.5", percent: bool }, or null where it is no number.
 */
export function readNumber(typed, { decimal = null, fraction = false } = {}) {
  const text = typed.replace(/[\s\u0085]/g, " ").replace(/[\u2212\u2012\u2013]/g, "-").trim();
  if (text.length <= longest && dash.test(text)) {
    return { text: "0", percent: false };
  }

  const inBrackets = /^\(.*\)$/.test(text);
  const found = shape.exec(inBrackets ? text.slice(1, -1).trim() : text)?.groups;
  if (text.length > longest || !found || (found.before && found.after) || (inBrackets && (found.before || found.after)) || (found.scale && found.percent)) {
    return null;
  }

  const parts = split(found.digits, decimal, fraction, Boolean(found.scale || found.percent));
  if (!parts) {
    return null;
  }

  const [whole, rest] = scaled(parts, places[found.scale?.toLowerCase().replace(".", "")] ?? 0);
  const plain = `${whole.replace(/^0+(?=\d)/, "") || "0"}${rest.replace(/0+$/, "") && `.${rest.replace(/0+$/, "")}`}`;
  const negative = inBrackets || found.before === "-" || found.after === "-";
  return { text: negative && /[1-9]/.test(plain) ? `-${plain}` : plain, percent: found.percent === "%" };
}

/** The decimal sign that some of the texts prove, where none proves the other; else null. */
export function decimalOf(texts) {
  const proofs = new Set(texts.map(proofOf).filter(Boolean));
  return proofs.size === 1 ? [...proofs][0] : null;
}

function proofOf(text) {
  const digits = text.replace(/[^\d.,]/g, "");
  const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  if (last < 0) {
    return null;
  }

  const sign = digits[last];
  const other = sign === "." ? "," : ".";
  const once = digits.indexOf(sign) === last;
  if (!once) {
    return digits.includes(other) ? null : other;
  }

  return digits.includes(other) || digits.length - last !== 4 || /^0?[.,]/.test(digits) ? sign : null;
}

function split(digits, decimal, fraction, loneIsDecimal) {
  const groups = digits.replace(/['\u2019\u02bc]/g, " ");
  const dots = groups.split(".").length - 1;
  const commas = groups.split(",").length - 1;
  const sign = decimal ?? (
    dots > 0 && commas > 0 ? (groups.lastIndexOf(".") > groups.lastIndexOf(",") ? "." : ",")
    : dots + commas === 1 ? loneSign(groups, dots === 1 ? "." : ",", fraction, loneIsDecimal)
    : null);
  const at = sign === null ? -1 : groups.lastIndexOf(sign);
  const [whole, rest] = at < 0 ? [groups, ""] : [groups.slice(0, at), groups.slice(at + 1)];
  return /^\d*$/.test(rest) && /^(?:\d*|\d{1,3}(?:([., ])\d{3})(?:\1\d{3})*)$/.test(whole) && (sign === null || !whole.includes(sign))
    ? [whole.replace(/\D/g, ""), rest]
    : null;
}

function loneSign(groups, sign, fraction, loneIsDecimal) {
  const thousands = new RegExp(`^[1-9]\\d{0,2}\\${sign}\\d{3}$`);
  return thousands.test(groups) && !loneIsDecimal && !(fraction && sign === ".") ? null : sign;
}

function scaled([whole, rest], by) {
  const padded = rest.padEnd(by, "0");
  return [whole + padded.slice(0, by), padded.slice(by)];
}

/** "-1234.5" as a page shows it in an input: "-1,234.50". It reads back as the same number. */
export function showNumber(plain) {
  const [, sign, whole, rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return sign + grouped + (rest && `.${rest.padEnd(rest.length === 3 ? 4 : 2, "0")}`);
}

/** A block copied from a spreadsheet: rows of cells. Cells in quotes may hold tabs and line breaks. */
export function readBlock(text) {
  const rows = [[]];
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/y;
  while (cell.lastIndex <= text.length) {
    const [, quoted, plain, end] = cell.exec(text);
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "") {
      break;
    } else if (end !== "\t") {
      rows.push([]);
    }
  }

  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") {
    rows.pop();
  }

  return rows;
}

/** The block as a spreadsheet takes it. */
export function writeBlock(rows) {
  return rows.map((row) => row.map((cell) => /[\t\r\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell).join("\t")).join("\n");
}

/** The sum of plain numbers, exact to four places. */
export function sum(plains) {
  const tenThousandths = plains.reduce((total, plain) => total + units(plain), 0n);
  const digits = (tenThousandths < 0n ? -tenThousandths : tenThousandths).toString().padStart(5, "0");
  const rest = digits.slice(-4).replace(/0+$/, "");
  return `${tenThousandths < 0n ? "-" : ""}${digits.slice(0, -4)}${rest && `.${rest}`}`;
}

function units(plain) {
  const [, sign, whole, rest = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plain);
  return BigInt(`${sign}${whole}${rest.padEnd(4, "0").slice(0, 4)}`);
}
