import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Transaction } from "@/lib/api/types";
import { applyFeedEvent } from "@/lib/live/applyFeedEvent";
import { saveFile } from "@/lib/saveFile";
import { answer, failure, success, successPage } from "@/test/api";
import { pod, wallet } from "@/test/fixtures";
import { renderPage } from "@/test/render";
import { StatsPage } from "./StatsPage";

vi.mock("@/lib/saveFile");

const charge: Transaction = {
  n: 2,
  kind: "charge",
  subject: "pod",
  amount: -2.500001,
  value: 2.500001,
  balanceAfter: 7.499999,
  podId: "pod-1",
  podName: "mi-pod",
  ratePerHour: 2.5,
  priceVersion: 1,
  actor: "billing",
  createdAt: "2026-01-20T10:00:00Z",
};

const noUsage = { group: "day", groups: [], total: {}, from: "", to: "" };

function answerAll() {
  answer("get", "/api/wallet", success(wallet({ available: 7.499999 })));
  answer("get", "/api/pods", successPage([pod(), pod({ id: "pod-2", status: "stopped" })]));
  answer("get", "/api/wallet/usage", success(noUsage));
  answer("get", "/api/wallet/alerts", successPage([]));
  answer("get", "/api/wallet/transactions", successPage([{ ...charge }]));
}

const plain = (text: string | null) => (text ?? "").replace(/\u00a0/g, " ");
const figure = async (label: string) =>
  plain((await screen.findByText(label)).closest("div")?.textContent ?? "");

describe("the overview of one's money", () => {
  it("tells what is left and how many pods run", async () => {
    answerAll();
    renderPage(<StatsPage />);
    await waitFor(async () => expect(await figure("Saldo disponible")).toContain("7,49 €"));
    await waitFor(async () => expect(await figure("Pods en marcha")).toContain("1"));
    expect(await figure("El saldo dura")).toContain("∞");
    expect(screen.getByText("Sin gasto en los últimos 30 días")).toBeVisible();
    expect(screen.getByText("Ningún aviso")).toBeVisible();
  });

  it("counts down to the end of the money", async () => {
    answerAll();
    const runsOutAt = new Date(Date.now() + 3 * 3_600_000 + 30_000).toISOString();
    answer("get", "/api/wallet", success(wallet({ runsOutAt, burnRatePerHour: 2.5 })));
    renderPage(<StatsPage />);
    await waitFor(async () => expect(await figure("El saldo dura")).toContain("3h"));
  });

  it("lists each entry to the micro-euro, with what it was for", async () => {
    answerAll();
    renderPage(<StatsPage />);
    const row = within((await screen.findByText("· mi-pod")).closest("tr") ?? document.body);
    expect(row.getByText(/Uso/)).toBeVisible();
    const cells = row.getAllByRole("cell").map((cell) => plain(cell.textContent));
    expect(cells.slice(2)).toEqual(["2,50 €/h", "-2,500001 €", "7,499999 €"]);
  });

  it("fetches the entries anew when the balance changes", async () => {
    answerAll();
    const { client } = renderPage(<StatsPage />);
    await screen.findByText("· mi-pod");
    const topUp = { ...charge, n: 3, kind: "topUp", amount: 5, balanceAfter: 12.499999 };
    answer("get", "/api/wallet/transactions", successPage([topUp]));
    act(() =>
      applyFeedEvent(client, { type: "walletUpdate", data: wallet({ balance: 12.499999 }) }),
    );
    expect(await screen.findByText(/Recarga/)).toBeVisible();
  });

  it("shows the days as numbers for who cannot see bars", async () => {
    answerAll();
    const key = new Date().toISOString().slice(0, 10);
    answer("get", "/api/wallet/usage", success({ ...noUsage, groups: [{ key, amount: -1.5 }] }));
    renderPage(<StatsPage />);
    const table = within(await screen.findByRole("table", { name: "Gasto por día" }));
    expect(plain(table.getByRole("cell").textContent)).toBe("1,50 €");
  });

  it("saves all entries as a table", async () => {
    answerAll();
    renderPage(<StatsPage />);
    await screen.findByText("· mi-pod");
    answer("get", "/api/wallet/transactions", (request) => {
      expect(request.headers.get("Accept")).toBe("text/csv");
      return new Response("n,amount\n2,-2.500001\n", { headers: { "Content-Type": "text/csv" } });
    });
    await userEvent.click(screen.getByRole("button", { name: "Descargar CSV" }));
    await waitFor(() => expect(saveFile).toHaveBeenCalledOnce());
    const [name, table] = vi.mocked(saveFile).mock.calls[0] ?? [];
    expect(name).toBe("neuropod-movimientos.csv");
    expect(await table?.text()).toContain("-2.500001");
  });

  it("says which part could not be loaded, and tries it again", async () => {
    answerAll();
    answer("get", "/api/wallet/alerts", failure(503, { code: "X", message: "Sin base de datos." }));
    renderPage(<StatsPage />);
    expect(await screen.findByText("Sin base de datos.")).toBeVisible();
    answer("get", "/api/wallet/alerts", successPage([]));
    await userEvent.click(screen.getByRole("button", { name: "Reintentar" }));
    expect(await screen.findByText("Ningún aviso")).toBeVisible();
  });
});
