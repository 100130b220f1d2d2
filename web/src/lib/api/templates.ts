import { queryOptions } from "@tanstack/react-query";
import { api, unwrapPage } from "./client";

// The largest page that the API gives: people choose from all templates at once.
const ALL = 500;

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: async ({ signal }) => {
    const params = { query: { size: ALL } };
    return (await unwrapPage(api.GET("/api/templates", { params, signal }))).items;
  },
});
