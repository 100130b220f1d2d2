import { queryOptions } from "@tanstack/react-query";
import { newer, reconcile } from "@/lib/live/podCache";
import { api, unwrap, unwrapPage } from "./client";
import type { Page, Pod, PodCreated, PodRequest, PodStatus } from "./types";

/** Which pods a list shows. */
export type PodScope =
  { kind: "own" } | { kind: "all"; userEmail: string; status: PodStatus | ""; page: number };

const PAGE_SIZE = 50;

export const podKeys = {
  lists: ["pods", "list"] as const,
  list: (scope: PodScope) => ["pods", "list", scope] as const,
  one: (podId: string) => ["pods", podId, "view"] as const,
  events: (podId: string) => ["pods", podId, "events"] as const,
  connections: (podId: string) => ["pods", podId, "connections"] as const,
  logs: (podId: string) => ["pods", podId, "logs"] as const,
};

function fetchPods(scope: PodScope, signal: AbortSignal): Promise<Page<Pod>> {
  if (scope.kind === "own") return unwrapPage(api.GET("/api/pods", { signal }));
  const { userEmail, status, page } = scope;
  const query = {
    ...(userEmail !== "" && { userEmail }),
    ...(status !== "" && { status: [status] }),
    page,
    size: PAGE_SIZE,
  };
  return unwrapPage(api.GET("/api/pods/admin", { params: { query }, signal }));
}

export function podsQuery(scope: PodScope) {
  return queryOptions({
    queryKey: podKeys.list(scope),
    queryFn: ({ signal }) => fetchPods(scope, signal),
    structuralSharing: (held, fetched) =>
      reconcile(held as Page<Pod> | undefined, fetched as Page<Pod>),
  });
}

/** One pod, wherever it is listed. A newer view that came over the feed is not taken back. */
export function podQuery(id: string) {
  return queryOptions({
    queryKey: podKeys.one(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/pods/{id}", { params: { path: { id } }, signal })),
    structuralSharing: (held, fetched) => newer(held as Pod | undefined, fetched as Pod),
  });
}

/** What happened to a pod since it was ordered, oldest first. */
export function eventsQuery(id: string) {
  return queryOptions({
    queryKey: podKeys.events(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/pods/{id}/events", { params: { path: { id } }, signal })),
  });
}

export function connectionsQuery(id: string) {
  return queryOptions({
    queryKey: podKeys.connections(id),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/api/pods/{id}/connections", { params: { path: { id } }, signal })),
  });
}

export interface LogsRequest {
  /** How many of the last lines. */
  tail: number;
  /** Of the container that ran before the last restart. */
  previous: boolean;
}

export function logsQuery(id: string, { tail, previous }: LogsRequest) {
  return queryOptions({
    queryKey: [...podKeys.logs(id), tail, previous],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/api/pods/{id}/logs", {
          params: { path: { id }, query: { tail, ...(previous && { previous }) } },
          signal,
        }),
      ),
  });
}

/**
 * @param idempotencyKey lets the server recognise a repeated request, and answer it without making
 *   a second pod
 */
export function createPod(body: PodRequest, idempotencyKey: string): Promise<PodCreated> {
  const header = { "Idempotency-Key": idempotencyKey };
  return unwrap(api.POST("/api/pods", { params: { header }, body }));
}

/** What a person can tell a pod to do. All are accepted at once and done in the background. */
export type PodOperation = "start" | "stop" | "delete" | "retry";

/** @returns the pod as it is after the wish was written */
export function operatePod(id: string, operation: PodOperation): Promise<Pod> {
  const params = { path: { id } };
  switch (operation) {
    case "start":
      return unwrap(api.POST("/api/pods/{id}/start", { params }));
    case "stop":
      return unwrap(api.POST("/api/pods/{id}/stop", { params }));
    case "delete":
      return unwrap(api.DELETE("/api/pods/{id}", { params }));
    case "retry":
      return unwrap(api.POST("/api/admin/pods/{id}/retry", { params }));
  }
}
