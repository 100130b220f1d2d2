import { queryOptions } from "@tanstack/react-query";
import { request } from "./client";
import type { Pricing } from "./types";

export const pricingQuery = queryOptions({
  queryKey: ["pricing"],
  queryFn: ({ signal }) => request<Pricing>("GET", "/api/pricing", { signal }),
});
