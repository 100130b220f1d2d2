import { queryOptions } from "@tanstack/react-query";
import { request } from "./client";
import type { PublicStatus } from "./types";

export const publicStatusQuery = queryOptions({
  queryKey: ["status", "public"],
  queryFn: ({ signal }) => request<PublicStatus>("GET", "/api/status/public", { signal }),
  staleTime: 5 * 60_000,
});
