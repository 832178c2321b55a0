// Bundles what the pages share into wwwroot/ui. Run by the project's build.
import { build } from "esbuild";
import { readFile, rm, writeFile } from "node:fs/promises";

const from = "Ui/assets";
const to = "wwwroot/ui";
const common = { bundle: true, minify: true, outdir: to, target: ["chrome125", "firefox128", "safari17.5"], logLevel: "warning" };

await rm(to, { recursive: true, force: true });

// app.js is written last: its age says whether the bundle is up to date.
await build({
  ...common,
  entryPoints: [`${from}/app.css`],
  loader: { ".woff2": "file" },
  assetNames: "[name]-[hash]",
});
await build({ ...common, entryPoints: [`${from}/theme.js`], format: "iife" });
await writeFile(`${to}/icons.svg`, await sprite(JSON.parse(await readFile(`${from}/icons.json`, "utf8"))));
await build({ ...common, entryPoints: [`${from}/app.js`], format: "esm", splitting: true, chunkNames: "[name]-[hash]" });

/** One file with the icons we use, each a symbol named as Tabler names it. */
async function sprite(names) {
  const symbols = await Promise.all(names.map(async (name) => {
    const svg = await readFile(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
    const drawing = svg.replace(/^[\s\S]*?<svg[^>]*>/, "").replace("</svg>", "").replace(/\s*\n\s*/g, "");
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`;
  }));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
}
