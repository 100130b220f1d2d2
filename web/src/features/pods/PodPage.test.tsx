import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import type { Pod, PodEvent } from "@/lib/api/types";
import { applyFeedEvent } from "@/lib/live/applyFeedEvent";
import { answer, failure, success } from "@/test/api";
import { pod } from "@/test/fixtures";
import { renderPage } from "@/test/render";
import { awaited } from "./awaited";
import { PodPage } from "./PodPage";

const ordered: PodEvent = {
  seq: 1,
  phase: "accepted",
  label: "Creación aceptada",
  at: "2026-01-20T08:00:00Z",
  durationSeconds: 0.42,
  actor: { kind: "user", name: "Ana" },
};
const started: PodEvent = {
  seq: 1,
  phase: "running",
  label: "En marcha",
  at: "2026-01-20T08:00:03Z",
  actor: { kind: "system", name: "NeuroPod" },
};

const total = { amount: -2.5, value: 2.5, seconds: 3600, writtenOff: 0, writtenOffSeconds: 0 };
const receipt = {
  sessions: [
    {
      subject: "pod",
      session: 1,
      from: "2026-01-20T08:00:03Z",
      to: "2026-01-20T09:00:03Z",
      ratePerHour: 2.5,
      priceVersion: 3,
      intervals: [],
      total,
    },
  ],
  other: [],
  total,
};

function show(shown: Pod = pod(), admin = false) {
  answer("get", "/api/pods/pod-1", success({ ...shown }));
  answer("get", "/api/pods/pod-1/events", success([{ ...ordered }, { ...started }]));
  answer("get", "/api/pods/pod-1/logs", success({ logs: "hola\n" }));
  answer(
    "get",
    "/api/pods/pod-1/connections",
    success({
      podId: "pod-1",
      podName: "mi-pod",
      status: "running",
      httpServices: [],
      tcpServices: [],
    }),
  );
  answer("get", "/api/wallet/receipts", success(receipt));
  answer("get", "/api/admin/users/u1/wallet/receipts", success(receipt));
  const view = renderPage(
    <PodPage podId="pod-1" admin={admin} podsPath={admin ? "/admin/pods" : "/client/pods"} />,
  );
  view.feed.onEvent((event) => applyFeedEvent(view.client, event));
  return { ...view, say: (type: string, data: unknown) => act(() => view.feed.say(type, data)) };
}

const plain = (text: string | null) => (text ?? "").replace(/\u00a0/g, " ");
const part = async (name: string) =>
  within(await screen.findByRole("region", { name }, { timeout: 3_000 }));

beforeEach(() => awaited.clear());

describe("the page of a pod", () => {
  it("tells what it is, what happened and what it cost", async () => {
    show();
    expect(await screen.findByRole("heading", { level: 1, name: "mi-pod" })).toBeVisible();
    expect(await screen.findByText("Creación aceptada")).toBeVisible();
    expect(screen.getByText("0,4s")).toBeVisible();
    const bill = await part("Recibo");
    await waitFor(() =>
      expect(plain(bill.getByText(/^Total/).parentElement?.textContent ?? "")).toBe(
        "Total, 1h2,50 €",
      ),
    );
    expect(plain(bill.getByText(/precios v3/).textContent)).toContain("2,50 €/h");
  });

  it("shows the newest step first", async () => {
    show();
    await screen.findByText("Creación aceptada");
    const labels = screen
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent)
      .filter((text) => /Creación aceptada|En marcha/.test(text));
    expect(labels[0]).toContain("En marcha");
    expect(labels[1]).toContain("Creación aceptada");
  });

  it("follows the feed, and takes no older view", async () => {
    const { say } = show(pod({ status: "starting", revision: 5 }));
    expect(await screen.findAllByText("Iniciando")).not.toHaveLength(0);
    say("podUpdate", pod({ status: "running", revision: 6 }));
    expect(await screen.findByText("Ejecutando")).toBeVisible();
    say("podUpdate", pod({ status: "queued", revision: 4 }));
    expect(screen.getByText("Ejecutando")).toBeVisible();
  });

  it("fetches what happened anew when the pod changes", async () => {
    const { say } = show(pod({ status: "running", revision: 5 }));
    await screen.findByText("En marcha");
    const stopped = { ...started, phase: "stopped", label: "Parado del todo" };
    answer("get", "/api/pods/pod-1/events", success([{ ...ordered }, stopped]));
    say("podUpdate", pod({ status: "stopped", revision: 6 }));
    expect(await screen.findByText("Parado del todo")).toBeVisible();
  });

  it("stops the pod", async () => {
    show();
    answer(
      "post",
      "/api/pods/pod-1/stop",
      success({ ...pod({ status: "stopping", revision: 6 }) }, 202),
    );
    await userEvent.click(await screen.findByRole("button", { name: "Detener mi-pod" }));
    expect(await screen.findByText("Deteniendo")).toBeVisible();
  });

  it("says that a pod is gone, also when it goes while one looks", async () => {
    const { say } = show();
    await screen.findByRole("heading", { level: 1, name: "mi-pod" });
    answer("get", "/api/pods/pod-1", failure(404, { code: "POD_NOT_FOUND" }));
    say("podDeleted", { podId: "pod-1" });
    expect(await screen.findByText("Este pod ya no existe")).toBeVisible();
  });

  it("shows an administrator whose it is, with that person's receipt", async () => {
    const owner = { id: "u1", email: "ana@example.com", name: "Ana" };
    show(pod({ owner }), true);
    expect(await screen.findByText("ana@example.com")).toBeVisible();
    expect(await screen.findByText(/precios v3/)).toBeVisible();
  });
});
