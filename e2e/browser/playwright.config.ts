import { defineConfig } from "@playwright/test";
import { environment } from "./src/environment.ts";

const MINUTE = 60_000;

// Limits are for a busy machine; a passing test waits for none of them.
export default defineConfig({
  testDir: ".",
  outputDir: "../target/browser",
  timeout: 8 * MINUTE,
  expect: { timeout: 2 * MINUTE },
  forbidOnly: true,
  retries: 0,
  // They share one small node.
  workers: 1,
  reporter: "list",
  use: {
    baseURL: environment.productUrl,
    locale: "es-ES",
    timezoneId: "Europe/Madrid",
    viewport: { width: 1440, height: 900 },
    actionTimeout: MINUTE,
    navigationTimeout: MINUTE,
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: environment.chromium,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // The pods' names, which no DNS knows: the edge is on this machine.
        "--host-resolver-rules=MAP *.neuropod.test 127.0.0.1",
      ],
    },
  },
});
