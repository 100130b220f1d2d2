import { replaceEqualDeep } from "@tanstack/react-query";
import type { Page, Pod } from "@/lib/api/types";

/**
 * Whether `next` tells something that `held` does not. A higher revision is newer. Live usage is
 * measured beside the pod's document and may change within one revision; there `statsAt` decides.
 */
export function isNewer(next: Pod, held: Pod): boolean {
  if (next.revision !== held.revision) return next.revision > held.revision;
  return (next.stats.statsAt ?? "") > (held.stats.statsAt ?? "");
}

/** The later of two views of one pod; the held one where `next` says nothing new. */
export function newer(held: Pod | undefined, next: Pod): Pod {
  return held && !isNewer(next, held) ? held : next;
}

/**
 * A view from the feed, put into a list. Replaces the entry if it is newer; a pod that the list does
 * not have is added on top when `accepts` it.
 */
export function withPod(
  list: Page<Pod>,
  pod: Pod,
  accepts: (pod: Pod) => boolean = () => true,
): Page<Pod> {
  const held = list.items.find((item) => item.id === pod.id);
  if (!held) return accepts(pod) ? { ...list, items: [pod, ...list.items] } : list;
  if (!isNewer(pod, held)) return list;
  return { ...list, items: list.items.map((item) => (item.id === pod.id ? pod : item)) };
}

export function withoutPod(list: Page<Pod>, podId: string): Page<Pod> {
  if (!list.items.some((item) => item.id === podId)) return list;
  return { ...list, items: list.items.filter((item) => item.id !== podId) };
}

/**
 * A list that was fetched, reconciled with what is held: the answer may have been on its way while
 * newer views came over the feed, and must not take them back. What has not changed stays the same
 * object: a list that is new every time it is asked for would be drawn again for ever.
 */
export function reconcile(held: Page<Pod> | undefined, fetched: Page<Pod>): Page<Pod> {
  if (!held) return fetched;
  const heldById = new Map(held.items.map((pod) => [pod.id, pod]));
  const items = fetched.items.map((pod) => {
    const known = heldById.get(pod.id);
    return known && !isNewer(pod, known) ? known : pod;
  });
  return replaceEqualDeep(held, { ...fetched, items });
}
