import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Where the API answers while developing. In production the API itself serves the built files.
const api = process.env["NEUROPOD_API"] ?? "http://localhost:3000";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) },
  },
  server: {
    proxy: {
      "/api": { target: api },
      // The API lets in sockets of its own pages only.
      "/ws": { target: api, ws: true, rewriteWsOrigin: true },
    },
  },
  build: {
    target: "es2023",
    // An inlined asset would be a data: URL, which the Content-Security-Policy need not allow.
    assetsInlineLimit: 0,
    manifest: true, // read and removed by scripts/first-load.js
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // One document for all files of a worker, cleared after every test: making one takes seconds.
    isolate: false,
    // Bounds for a busy machine; a passing test waits for neither.
    testTimeout: 30_000,
  },
});
