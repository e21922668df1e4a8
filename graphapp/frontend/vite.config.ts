import { defineConfig } from "vitest/config";

// Each entry is one page's script (and, through its imports, its styles). The Python side reads manifest.json to learn the
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
    rollupOptions: { input: { site: "src/site.ts" } },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
