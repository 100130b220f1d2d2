import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

export const publicStatusQuery = queryOptions({
  queryKey: ["status", "public"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/status/public", { signal })),
  staleTime: 5 * 60_000,
});
