import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./client";

export const pricingQuery = queryOptions({
  queryKey: ["pricing"],
  queryFn: ({ signal }) => unwrap(api.GET("/api/pricing", { signal })),
});
