import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { toast } from "@/components/toasts";
import { initI18n } from "@/lib/i18n";
import { session } from "@/lib/session";
import { api } from "./api";
import { installLayout, setViewport } from "./viewport";

installLayout();
configure({ asyncUtilTimeout: 5_000 });
await initI18n();

beforeAll(() => api.listen({ onUnhandledRequest: "error" }));

beforeEach(() => setViewport(1440));

afterEach(() => {
  cleanup();
  toast.clear();
  api.resetHandlers();
  session.end("signedOut");
  sessionStorage.clear();
});

afterAll(() => api.close());
