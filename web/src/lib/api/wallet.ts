import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap, unwrapPage, ApiError } from "./client";

export const walletQuery = queryOptions({
  queryKey: ["wallet"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/wallet", { signal })),
});

/** Everything below changes with the wallet's entries: one key to fetch all of it anew. */
export const ledgerKey = ["ledger"] as const;

const PAGE_SIZE = 20;

/** Whose money: one's own, or as an administrator somebody's. */
export type Purse = { kind: "own" } | { kind: "of"; userId: string };

/** What was spent on each day. */
export function usagePerDayQuery(from: string) {
  return queryOptions({
    queryKey: [...ledgerKey, "usage", "day", from],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/wallet/usage", { params: { query: { group: "day", from } }, signal })),
  });
}

/** The entries of a wallet, newest first. */
export function transactionsQuery(page: number) {
  return queryOptions({
    queryKey: [...ledgerKey, "transactions", page],
    queryFn: ({ signal }) =>
      unwrapPage(
        api.GET("/api/wallet/transactions", {
          params: { query: { page, size: PAGE_SIZE } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function alertsQuery() {
  return queryOptions({
    queryKey: [...ledgerKey, "alerts"],
    queryFn: ({ signal }) =>
      unwrapPage(
        api.GET("/api/wallet/alerts", { params: { query: { page: 0, size: 5 } }, signal }),
      ),
  });
}

/** What one pod has cost, session by session. */
export function receiptQuery(purse: Purse, podId: string) {
  return queryOptions({
    queryKey: [...ledgerKey, "receipt", purse, podId],
    queryFn: ({ signal }) =>
      purse.kind === "own"
        ? unwrap(api.GET("/api/wallet/receipts", { params: { query: { podId } }, signal }))
        : unwrap(
            api.GET("/api/admin/users/{id}/wallet/receipts", {
              params: { path: { id: purse.userId }, query: { podId } },
              signal,
            }),
          ),
  });
}

/**
 * All entries as a table for a spreadsheet.
 *
 * @throws ApiError when there is none to be had
 */
export async function transactionsCsv(): Promise<Blob> {
  let answer;
  try {
    answer = await api.GET("/api/wallet/transactions", {
      headers: { Accept: "text/csv" },
      parseAs: "blob",
    });
  } catch (cause) {
    throw new ApiError(0, { code: "NETWORK" }, { cause });
  }
  if (!answer.response.ok || !answer.data) {
    throw new ApiError(answer.response.status, { code: "UNREADABLE" });
  }
  return answer.data;
}
