import { queryOptions } from "@tanstack/react-query";
import { request } from "./client";
import type { Wallet } from "./types";

export const walletQuery = queryOptions({
  queryKey: ["wallet"],
  queryFn: ({ signal }) => request<Wallet>("GET", "/api/wallet", { signal }),
});
