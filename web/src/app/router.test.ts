import { createMemoryHistory } from "@tanstack/react-router";
import { QueryClient } from "@tanstack/react-query";
import { describe, expect, it } from "vitest";
import type { Role } from "@/lib/api/types";
import { session } from "@/lib/session";
import { ana } from "@/test/fixtures";
import { createAppRouter } from "./router";

/** Where a visit to an address ends. */
async function visit(address: string): Promise<string> {
  const router = createAppRouter(new QueryClient());
  router.update({
    ...router.options,
    history: createMemoryHistory({ initialEntries: [address] }),
  } as never);
  await router.load();
  return router.state.location.href;
}

const signIn = (role: Role) => session.start({ token: "token-1", user: { ...ana, role } });

describe("the routes", () => {
  it.each(["/dashboard", "/stats"])("%s leads a client to what was spent", async (address) => {
    signIn("client");
    expect(await visit(address)).toBe("/client/stats");
  });

  it.each(["/", "/pods", "/client", "/admin"])(
    "%s leads to the pods of one's role",
    async (address) => {
      signIn("client");
      expect(await visit(address)).toBe("/client/pods");
      signIn("admin");
      expect(await visit(address)).toBe("/admin/pods");
    },
  );

  it("/pods/deploy leads to the form of one's role", async () => {
    signIn("admin");
    expect(await visit("/pods/deploy")).toBe("/admin/pods/deploy");
  });

  it("keep clients out of the administrators' pages, and the other way round", async () => {
    signIn("client");
    expect(await visit("/admin/pods")).toBe("/client/pods");
    signIn("admin");
    expect(await visit("/client/pods/deploy")).toBe("/admin/pods");
  });

  it("ask to sign in first, and lead back afterwards", async () => {
    signIn("client");
    session.end("expired");
    const login = await visit("/client/pods/deploy");
    expect(login).toBe("/login?redirect=%2Fclient%2Fpods%2Fdeploy");
    signIn("client");
    expect(await visit(login)).toBe("/client/pods/deploy");
  });

  it("do not lead back who has signed out", async () => {
    signIn("client");
    session.end("signedOut");
    expect(await visit("/client/pods")).toBe("/login");
  });

  it.each(["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])(
    "never lead to %s after sign-in",
    async (target) => {
      signIn("client");
      expect(await visit(`/login?redirect=${encodeURIComponent(target)}`)).toBe("/client/pods");
    },
  );
});
