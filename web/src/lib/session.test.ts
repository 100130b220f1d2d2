import { beforeEach, describe, expect, it, vi } from "vitest";
import { ana } from "@/test/fixtures";

/** The module as a page sees it that has just been loaded. */
async function load() {
  vi.resetModules();
  return (await import("./session")).session;
}

describe("the session", () => {
  beforeEach(() => sessionStorage.clear());

  it("survives a reload of the tab", async () => {
    (await load()).start({ token: "token-1", user: ana });
    expect((await load()).current()).toEqual({ token: "token-1", user: ana });
  });

  it("leaves nothing behind when it ends", async () => {
    const session = await load();
    session.start({ token: "token-1", user: ana });
    session.end("signedOut");
    expect(sessionStorage).toHaveLength(0);
    expect((await load()).current()).toBeNull();
  });

  it("begins anew when what was kept cannot be read", async () => {
    sessionStorage.setItem("neuropod.session", "{");
    expect((await load()).current()).toBeNull();
    expect(sessionStorage).toHaveLength(0);
  });

  it("tells those who listen", async () => {
    const session = await load();
    const heard: (string | undefined)[] = [];
    session.subscribe(() => heard.push(session.current()?.user.name));
    session.start({ token: "token-1", user: ana });
    session.update({ ...ana, name: "Ana María" });
    session.end("expired");
    expect(heard).toEqual(["Ana", "Ana María", undefined]);
    expect(session.lastEnd()).toBe("expired");
  });
});
