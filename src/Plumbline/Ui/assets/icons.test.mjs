import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const names = JSON.parse(readFileSync(new URL("icons.json", import.meta.url), "utf8"));
const product = new URL("../../", import.meta.url);
const sources = readdirSync(product, { recursive: true })
  .filter((path) => /\.(razor|cs)$/.test(path) && !/^(node_modules|wwwroot|bin|obj)\//.test(path))
  .map((path) => readFileSync(new URL(path, product), "utf8"));

test("Every icon that a page names is in the sprite", () => {
  const used = sources.flatMap((text) => [...text.matchAll(/(?:<Icon\b[^>]*\bName|\bIcon)="([a-z][a-z0-9-]*)"/g)].map((found) => found[1]));
  assert.ok(used.length > 0);
  assert.deepEqual([...new Set(used)].filter((name) => !names.includes(name)), []);
});

test("Every icon in the sprite is named somewhere", () => assert.deepEqual(names.filter((name) => !sources.some((text) => text.includes(`"${name}"`))), []));

test("The icons are in order, each once", () => assert.deepEqual(names, [...new Set(names)].sort()));
