// Holds the promise that a first visit loads at most 200 kB of compressed JavaScript, whatever page
// it starts on: for each route, the entry, its own chunk, the texts of one language, and all that
// these import at once. What is loaded later, when a dialog opens, does not count.
import { readFileSync, rmSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 200_000;
const dist = new URL("../dist/", import.meta.url);
const manifestUrl = new URL(".vite/manifest.json", dist);
const manifest = JSON.parse(readFileSync(manifestUrl, "utf8"));

function collect(key, files) {
  const chunk = manifest[key];
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const imported of chunk.imports ?? []) collect(imported, files);
}

const size = (file) => gzipSync(readFileSync(new URL(file, dist))).length;
const entry = Object.keys(manifest).filter((key) => manifest[key].isEntry);
const routes = Object.keys(manifest).filter((key) => key.startsWith("src/app/routes/"));
const texts = Object.keys(manifest).filter((key) => /i18n\/\w+\.ts$/.test(key));
if (entry.length !== 1 || routes.length === 0 || texts.length === 0) {
  throw new Error("The manifest does not look as expected: entry, routes or texts are missing");
}

let failed = false;
for (const route of routes) {
  const largest = Math.max(
    ...texts.map((language) => {
      const files = new Set();
      for (const key of [...entry, route, language]) collect(key, files);
      return [...files].reduce((sum, file) => sum + size(file), 0);
    }),
  );
  failed ||= largest > LIMIT;
  console.log(`${(largest / 1000).toFixed(1).padStart(6)} kB  ${route}`);
}
rmSync(new URL(".vite/", dist), { recursive: true }); // of no use to browsers
if (failed) {
  console.error(`The first load is larger than ${LIMIT / 1000} kB.`);
  process.exitCode = 1;
}
