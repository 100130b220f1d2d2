import { act, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { applyFeedEvent } from "@/lib/live/applyFeedEvent";
import { answer, failure, success } from "@/test/api";
import { wallet } from "@/test/fixtures";
import { renderPage } from "@/test/render";
import { WalletSummary } from "./WalletSummary";

const text = async () =>
  (await screen.findByRole("region", { name: "Saldo" })).textContent.replace(/\u00a0/g, " ");

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000 + 30_000).toISOString();

describe("the balance", () => {
  it("is what is left, never rounded up", async () => {
    answer("get", "/api/wallet", success(wallet({ balance: 10, available: 8.635999 })));
    renderPage(<WalletSummary />);
    expect(await text()).toContain("8,63 €");
  });

  it("says what is spent, and when it runs out", async () => {
    answer(
      "get",
      "/api/wallet",
      success(wallet({ burnRatePerHour: 2.5, runsOutAt: inHours(4), activeSessions: 1 })),
    );
    renderPage(<WalletSummary />);
    expect(await text()).toContain("2,50 €/h");
    expect(await text()).toContain("Se agota en 4h");
  });

  it("has no end for administrators", async () => {
    answer("get", "/api/wallet", success(wallet({ balance: null, available: null })));
    renderPage(<WalletSummary />);
    expect(await text()).toContain("∞ €");
  });

  it("follows the feed", async () => {
    answer("get", "/api/wallet", success(wallet()));
    const { client } = renderPage(<WalletSummary />);
    expect(await text()).toContain("10,00 €");
    act(() => applyFeedEvent(client, { type: "walletUpdate", data: wallet({ available: 7.5 }) }));
    expect(await screen.findByText(/7,50/)).toBeVisible();
  });

  it("says when it is not known", async () => {
    answer("get", "/api/wallet", failure(503, { code: "DATABASE_UNAVAILABLE" }));
    renderPage(<WalletSummary />);
    expect(await screen.findByText("Saldo no disponible")).toBeVisible();
  });
});
