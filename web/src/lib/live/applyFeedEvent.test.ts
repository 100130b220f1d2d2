import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { podKeys, podsQuery, type PodScope } from "@/lib/api/pods";
import type { Page, Pod } from "@/lib/api/types";
import { walletQuery } from "@/lib/api/wallet";
import { answer, successPage } from "@/test/api";
import { page, pod, wallet } from "@/test/fixtures";
import { applyFeedEvent } from "./applyFeedEvent";

const OWN: PodScope = { kind: "own" };
const all = (changes: Partial<Extract<PodScope, { kind: "all" }>> = {}): PodScope => ({
  kind: "all",
  userEmail: "",
  status: "",
  page: 0,
  ...changes,
});

describe("what the feed says", () => {
  let client: QueryClient;

  const hold = (scope: PodScope, ...items: Pod[]) =>
    client.setQueryData<Page<Pod>>(podKeys.list(scope), page(...items));
  const held = (scope: PodScope) =>
    (client.getQueryData<Page<Pod>>(podKeys.list(scope))?.items ?? []).map(
      ({ id, status }) => `${id} ${status}`,
    );

  beforeEach(() => {
    client = new QueryClient();
  });

  it("changes a pod in every list that shows it", () => {
    hold(OWN, pod());
    hold(all(), pod());
    applyFeedEvent(client, { type: "podUpdate", data: pod({ revision: 6, status: "stopped" }) });
    expect(held(OWN)).toEqual(["pod-1 stopped"]);
    expect(held(all())).toEqual(["pod-1 stopped"]);
  });

  it("does nothing when it comes late", () => {
    hold(OWN, pod({ revision: 6, status: "stopped" }));
    applyFeedEvent(client, { type: "podUpdate", data: pod({ revision: 5 }) });
    expect(held(OWN)).toEqual(["pod-1 stopped"]);
  });

  it("adds a new pod only where it belongs", () => {
    hold(all());
    hold(all({ userEmail: "ana" }));
    hold(all({ userEmail: "luis" }));
    hold(all({ status: "error" }));
    hold(all({ page: 1 }));
    const owner = { id: "u1", email: "Ana@example.com", name: "Ana" };
    applyFeedEvent(client, { type: "podCreated", data: pod({ status: "creating", owner }) });
    expect(held(all())).toEqual(["pod-1 creating"]);
    expect(held(all({ userEmail: "ana" }))).toEqual(["pod-1 creating"]);
    expect(held(all({ userEmail: "luis" }))).toEqual([]);
    expect(held(all({ status: "error" }))).toEqual([]);
    expect(held(all({ page: 1 }))).toEqual([]);
  });

  it("takes in the snapshot of a subscription", () => {
    hold(OWN, pod({ id: "a", revision: 3 }));
    const pods = [pod({ id: "a", revision: 4, status: "error" }), pod({ id: "b" })];
    applyFeedEvent(client, { type: "subscribed", data: { topic: "pods", pods } });
    expect(held(OWN)).toEqual(["b running", "a error"]);
  });

  it("removes a deleted pod", () => {
    hold(OWN, pod({ id: "a" }), pod({ id: "b" }));
    applyFeedEvent(client, { type: "podDeleted", data: { podId: "a" } });
    expect(held(OWN)).toEqual(["b running"]);
  });

  it("does not let an answer that was under way bring a deleted pod back", async () => {
    hold(OWN, pod({ id: "a" }), pod({ id: "b" }));
    const answers = [
      [pod({ id: "a" }), pod({ id: "b" })], // read before the deletion
      [pod({ id: "b" })],
    ];
    let release: () => void = () => undefined;
    const first = new Promise<void>((resolve) => (release = resolve));
    let asked = 0;
    answer("get", "/api/pods", async () => {
      const body = answers[Math.min(asked, 1)] ?? [];
      asked += 1;
      if (asked === 1) await first;
      return successPage(body);
    });
    const shown = new QueryObserver(client, { ...podsQuery(OWN), staleTime: 0 });
    const hide = shown.subscribe(() => undefined);
    await vi.waitFor(() => expect(asked).toBe(1));
    applyFeedEvent(client, { type: "podDeleted", data: { podId: "a" } });
    release();
    await vi.waitFor(() => expect(client.isFetching()).toBe(0));
    hide();
    expect(held(OWN)).toEqual(["b running"]);
  });

  it("removes a pod whose view says that it is deleted", () => {
    hold(OWN, pod({ id: "a" }), pod({ id: "b" }));
    applyFeedEvent(client, { type: "podUpdate", data: pod({ id: "a", status: "deleted" }) });
    expect(held(OWN)).toEqual(["b running"]);
  });

  it("updates the balance", () => {
    client.setQueryData(walletQuery.queryKey, wallet());
    applyFeedEvent(client, { type: "walletUpdate", data: wallet({ available: 3 }) });
    expect(client.getQueryData(walletQuery.queryKey)?.available).toBe(3);
  });
});
