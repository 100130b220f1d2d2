import { queryOptions } from "@tanstack/react-query";
import { reconcile } from "@/lib/live/podCache";
import { request, requestPage } from "./client";
import type {
  Page,
  Pod,
  PodConnections,
  PodCreated,
  PodLogs,
  PodRequest,
  PodStatus,
} from "./types";

/** Which pods a list shows. */
export type PodScope =
  { kind: "own" } | { kind: "all"; userEmail: string; status: PodStatus | ""; page: number };

const PAGE_SIZE = 50;

export const podKeys = {
  lists: ["pods", "list"] as const,
  list: (scope: PodScope) => ["pods", "list", scope] as const,
  connections: (podId: string) => ["pods", podId, "connections"] as const,
  logs: (podId: string) => ["pods", podId, "logs"] as const,
};

function fetchPods(scope: PodScope, signal: AbortSignal): Promise<Page<Pod>> {
  if (scope.kind === "own") return requestPage<Pod>("/api/pods", { signal });
  const { userEmail, status, page } = scope;
  return requestPage<Pod>("/api/pods/admin", {
    query: { userEmail, status, page, size: PAGE_SIZE },
    signal,
  });
}

export function podsQuery(scope: PodScope) {
  return queryOptions({
    queryKey: podKeys.list(scope),
    queryFn: ({ signal }) => fetchPods(scope, signal),
    structuralSharing: (held, fetched) =>
      reconcile(held as Page<Pod> | undefined, fetched as Page<Pod>),
  });
}

export function connectionsQuery(podId: string) {
  return queryOptions({
    queryKey: podKeys.connections(podId),
    queryFn: ({ signal }) =>
      request<PodConnections>("GET", `/api/pods/${encodeURIComponent(podId)}/connections`, {
        signal,
      }),
  });
}

export interface LogsRequest {
  /** How many of the last lines. */
  tail: number;
  /** Of the container that ran before the last restart. */
  previous: boolean;
}

export function logsQuery(podId: string, { tail, previous }: LogsRequest) {
  return queryOptions({
    queryKey: [...podKeys.logs(podId), tail, previous],
    queryFn: ({ signal }) =>
      request<PodLogs>("GET", `/api/pods/${encodeURIComponent(podId)}/logs`, {
        query: { tail, previous: previous || undefined },
        signal,
      }),
  });
}

export function createPod(body: PodRequest, idempotencyKey: string): Promise<PodCreated> {
  return request("POST", "/api/pods", { body, idempotencyKey });
}

/** What a person can tell a pod to do. All are accepted at once and done in the background. */
export type PodOperation = "start" | "stop" | "delete" | "retry";

/** @returns the pod as it is after the wish was written */
export function operatePod(podId: string, operation: PodOperation): Promise<Pod | undefined> {
  const id = encodeURIComponent(podId);
  switch (operation) {
    case "start":
    case "stop":
      return request("POST", `/api/pods/${id}/${operation}`);
    case "delete":
      return request("DELETE", `/api/pods/${id}`);
    case "retry":
      return request("POST", `/api/admin/pods/${id}/retry`);
  }
}
