import { describe, expect, it } from "vitest";
import type { Page, Pod } from "@/lib/api/types";
import { page, pod } from "@/test/fixtures";
import { reconcile, withoutPod, withPod } from "./podCache";

const list = (...items: Pod[]) => page(...items);
const statuses = (shown: Page<Pod>) => shown.items.map(({ id, status }) => `${id} ${status}`);

describe("a view from the feed", () => {
  it("replaces the held one when its revision is higher", () => {
    const held = list(pod({ revision: 5, status: "starting" }));
    expect(statuses(withPod(held, pod({ revision: 6, status: "running" })))).toEqual([
      "pod-1 running",
    ]);
  });

  it("is dropped when an older one arrives late", () => {
    const held = list(pod({ revision: 6, status: "stopped" }));
    expect(withPod(held, pod({ revision: 5, status: "running" }))).toBe(held);
  });

  it("is dropped when it is a repetition", () => {
    const held = list(pod({ revision: 6 }));
    expect(withPod(held, pod({ revision: 6 }))).toBe(held);
  });

  it("brings newer usage within one revision", () => {
    const usage = (statsAt: string, cpu: number) => ({ ...pod().stats, statsAt, cpu });
    const held = list(pod({ stats: usage("2026-01-20T10:30:05Z", 10) }));
    const newer = withPod(held, pod({ stats: usage("2026-01-20T10:30:10Z", 90) }));
    expect(newer.items[0]?.stats.cpu).toBe(90);
    const older = withPod(newer, pod({ stats: usage("2026-01-20T10:30:00Z", 10) }));
    expect(older).toBe(newer);
  });

  it("of an unknown pod is put on top, where the list accepts it", () => {
    const held = list(pod({ id: "a" }));
    expect(withPod(held, pod({ id: "b" })).items.map(({ id }) => id)).toEqual(["b", "a"]);
    expect(withPod(held, pod({ id: "b" }), () => false)).toBe(held);
  });

  it("leaves the order of the others alone", () => {
    const held = list(pod({ id: "a" }), pod({ id: "b" }), pod({ id: "c" }));
    const next = withPod(held, pod({ id: "b", revision: 9, status: "error" }));
    expect(statuses(next)).toEqual(["a running", "b error", "c running"]);
  });
});

describe("a fetched list", () => {
  it("does not take back what the feed has told meanwhile", () => {
    const held = list(pod({ id: "a", revision: 9, status: "stopped" }), pod({ id: "b" }));
    const fetched = list(
      pod({ id: "a", revision: 7, status: "running" }),
      pod({ id: "b", revision: 8, status: "error" }),
    );
    expect(statuses(reconcile(held, fetched))).toEqual(["a stopped", "b error"]);
  });

  it("stays the same object when it brings nothing new", () => {
    const held = list(pod({ id: "a" }), pod({ id: "b" }));
    expect(reconcile(held, list(pod({ id: "a" }), pod({ id: "b" })))).toBe(held);
  });

  it("drops pods that are gone", () => {
    const held = list(pod({ id: "a" }), pod({ id: "b" }));
    expect(statuses(reconcile(held, list(pod({ id: "b" }))))).toEqual(["b running"]);
  });
});

describe("a deleted pod", () => {
  it("leaves the list", () => {
    expect(statuses(withoutPod(list(pod({ id: "a" }), pod({ id: "b" })), "a"))).toEqual([
      "b running",
    ]);
  });
});
