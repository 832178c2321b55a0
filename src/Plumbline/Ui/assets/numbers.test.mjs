import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { decimalOf, readBlock, readNumber, showNumber, sum, writeBlock } from "./numbers.js";

const cases = JSON.parse(readFileSync(new URL("numbers.cases.json", import.meta.url), "utf8"));
const said = (number) => number && number.text + (number.percent ? "%" : "");

for (const [typed, expected] of Object.entries(cases.money)) {
  test(`${JSON.stringify(typed)} reads ${expected}`, () => assert.equal(said(readNumber(typed)), expected));
}

for (const [typed, expected] of Object.entries(cases.fraction)) {
  test(`${JSON.stringify(typed)} reads ${expected} where thousandths are usual`, () => assert.equal(said(readNumber(typed, { fraction: true })), expected));
}

for (const typed of cases.refused) {
  test(`${JSON.stringify(typed)} is no number`, () => assert.equal(readNumber(typed), null));
}

for (const [plain, shown] of Object.entries(cases.shown)) {
  test(`${plain} is shown as ${shown} and reads back`, () => {
    assert.equal(showNumber(plain), shown);
    assert.equal(readNumber(shown).text, plain);
  });
}

test("A block with one proven decimal comma is read by it throughout", () => {
  const block = ["2.000", "12,50", "1.234"];
  const decimal = decimalOf(block);
  assert.equal(decimal, ",");
  assert.deepEqual(block.map((cell) => readNumber(cell, { decimal }).text), ["2000", "12.5", "1234"]);
});

test("A block with one proven decimal point is read by it throughout", () => {
  const decimal = decimalOf(["1,234.5", "0.125", "1.250"]);
  assert.equal(decimal, ".");
  assert.equal(readNumber("1.250", { decimal }).text, "1.25");
});

test("A block that proves nothing, or both, decides nothing", () => {
  assert.equal(decimalOf(["1,234", "12", "x"]), null);
  assert.equal(decimalOf(["12,5", "12.5"]), null);
});

test("Two groups of thousands prove the other sign decimal", () => assert.equal(decimalOf(["1.234.567"]), ","));

test("A block from a spreadsheet ends with a line break that is no row", () => {
  assert.deepEqual(readBlock("1\t2\r\n3\t4\r\n"), [["1", "2"], ["3", "4"]]);
  assert.deepEqual(readBlock("1\t2\n3\t4"), [["1", "2"], ["3", "4"]]);
});

test("Empty cells and rows inside a block are kept", () => assert.deepEqual(readBlock("\t2\n\n3\t\n"), [["", "2"], [""], ["3", ""]]));

test("A quoted cell holds tabs, line breaks and quotes", () => assert.deepEqual(readBlock('"a\tb\nc ""d"""\t2\n'), [['a\tb\nc "d"', "2"]]));

test("A quote inside a plain cell is a quote", () => assert.deepEqual(readBlock('15" screen\t"loose" end'), [['15" screen', '"loose" end']]));

test("What is written reads back", () => {
  const rows = [["a\tb", 'say "x"', ""], ["line\nbreak", "1234.5", "z"]];
  assert.deepEqual(readBlock(writeBlock(rows)), rows);
});

test("Sums are exact", () => {
  assert.equal(sum(["0.1", "0.2"]), "0.3");
  assert.equal(sum(["-1.5", "0.5"]), "-1");
  assert.equal(sum(["-0.0001"]), "-0.0001");
  assert.equal(sum(["90071992547409.93", "0.01"]), "90071992547409.94");
  assert.equal(sum([]), "0");
});
