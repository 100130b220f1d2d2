import { queryOptions } from "@tanstack/react-query";
import { request } from "./client";
import type { Template } from "./types";

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: ({ signal }) => request<Template[]>("GET", "/api/templates", { signal }),
});
