import type { QueryClient } from "@tanstack/react-query";
import { podKeys, type PodScope } from "@/lib/api/pods";
import type { Page, Pod, Wallet } from "@/lib/api/types";
import { walletQuery } from "@/lib/api/wallet";
import { isNewer, withoutPod, withPod } from "./podCache";
import type { FeedEvent } from "./feedSocket";

/**
 * Puts what the feed says into the query cache, which every screen reads from. Events carry whole
 * views, so one that is lost, late or repeated does no harm.
 */
export function applyFeedEvent(client: QueryClient, event: FeedEvent): void {
  switch (event.type) {
    case "subscribed":
      for (const pod of (event.data as { pods?: Pod[] }).pods ?? []) putPod(client, pod);
      break;
    case "podCreated":
    case "podUpdate":
      putPod(client, event.data as Pod);
      break;
    case "podDeleted":
      dropPod(client, (event.data as { podId: string }).podId);
      break;
    case "walletUpdate":
      client.setQueryData<Wallet>(walletQuery.queryKey, event.data as Wallet);
      break;
  }
}

/** Puts one view of a pod into every list that shows it, if it is newer than what is there. */
export function putPod(client: QueryClient, pod: Pod): void {
  if (pod.status === "deleted") {
    dropPod(client, pod.id);
    return;
  }
  let changed = false;
  let added = false;
  for (const [key, list] of cachedLists(client)) {
    const scope = key[2] as PodScope;
    const next = withPod(list, pod, (candidate) => shows(scope, candidate));
    if (next === list) continue;
    changed = true;
    added ||= next.items.length > list.items.length;
    client.setQueryData(key, next);
  }
  if (added) repeatFetchUnderWay(client);
  changed = putOnItsPage(client, pod) || changed;
  if (!changed) return;
  // Which services answer, and what happened, changes with the pod.
  void client.invalidateQueries({ queryKey: podKeys.connections(pod.id) });
  void client.invalidateQueries({ queryKey: podKeys.events(pod.id) });
}

/** @returns whether the page of the pod showed an older view */
function putOnItsPage(client: QueryClient, pod: Pod): boolean {
  const key = podKeys.one(pod.id);
  const held = client.getQueryData<Pod>(key);
  if (!held || !isNewer(pod, held)) return false;
  client.setQueryData(key, pod);
  return true;
}

function dropPod(client: QueryClient, podId: string): void {
  for (const [key, list] of cachedLists(client)) {
    client.setQueryData(key, withoutPod(list, podId));
  }
  // The page of a deleted pod asks once more, and is told that it is gone.
  void client.resetQueries({ queryKey: podKeys.one(podId) });
  for (const key of [podKeys.connections(podId), podKeys.logs(podId), podKeys.events(podId)]) {
    client.removeQueries({ queryKey: key });
  }
  repeatFetchUnderWay(client);
}

/** An answer that left the server before a pod came or went would undo that: ask again. */
function repeatFetchUnderWay(client: QueryClient): void {
  if (client.isFetching({ queryKey: podKeys.lists }) > 0) {
    void client.invalidateQueries({ queryKey: podKeys.lists });
  }
}

function cachedLists(client: QueryClient): [readonly unknown[], Page<Pod>][] {
  return client
    .getQueriesData<Page<Pod>>({ queryKey: podKeys.lists })
    .flatMap(([key, list]) => (list ? [[key, list]] : []));
}

/** Whether a pod that has just appeared belongs into a list. */
function shows(scope: PodScope, pod: Pod): boolean {
  if (scope.kind === "own") return true; // the feed of a client carries no other pods
  return (
    scope.page === 0 &&
    (scope.status === "" || scope.status === pod.status) &&
    (pod.owner?.email ?? "").toLowerCase().includes(scope.userEmail.toLowerCase())
  );
}
