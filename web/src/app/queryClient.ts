import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/lib/api/client";

const MOST_RETRIES = 2;

export function createAppQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The feed keeps things current; this only bounds how old an unwatched answer may get.
        staleTime: 15_000,
        // Asking again for what was refused gets the same refusal.
        retry: (failures, error) =>
          failures < MOST_RETRIES && error instanceof ApiError && error.transient,
      },
    },
  });
}
