import { readdirSync } from "node:fs";
import { defineConfig } from "vitest/config";

const entries = Object.fromEntries(
  readdirSync(new URL("src", import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => [entry.name.slice(0, -3), `src/${entry.name}`]),
);

// Each file right in src is an entry: one page's script (and, through its imports, its styles). The Python side reads manifest.json to learn the
// hashed names; see graphapp/web/assets.py.
export default defineConfig({
  base: "/static/assets/",
  build: {
    outDir: "../web/static/assets",
    emptyOutDir: true,
    assetsDir: "",
    assetsInlineLimit: 0,
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    sourcemap: true,
    // MapLibre and the editor are large, and fetched only by the pages that show them; the editor's parser names eval where it is never called.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: entries, checks: { eval: false } },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
