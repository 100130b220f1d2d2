import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

export const walletQuery = queryOptions({
  queryKey: ["wallet"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/wallet", { signal })),
});
