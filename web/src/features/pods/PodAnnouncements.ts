import type { TFunction } from "i18next";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { toast } from "@/components/toasts";
import type { Pod } from "@/lib/api/types";
import { useFeed } from "@/lib/live/feed";
import type { FeedEvent } from "@/lib/live/feedSocket";
import { awaited } from "./awaited";

/** The server's word that one of the person's pods has changed, whoever brought that about. */
interface Notification {
  kind: string;
  podId: string;
  message: string;
}

/**
 * Tells as messages in the corner what became of pods: that what was asked for here is done, in our
 * words, and everything else, in the server's. Shows nothing itself.
 */
export function PodAnnouncements(): null {
  const { t } = useTranslation();
  const feed = useFeed();
  useEffect(() => {
    // The server notifies of the same change that was told here a moment before.
    const told = new Set<string>();
    return feed.onEvent((event) => {
      const podId = tellOutcome(event, t);
      if (podId !== null) told.add(podId);
      if (event.type !== "notification") return;
      const notification = event.data as Notification;
      if (!told.delete(notification.podId)) tellNotification(notification);
    });
  }, [feed, t]);
  return null;
}

/** @returns the pod whose awaited end was told */
function tellOutcome({ type, data }: FeedEvent, t: TFunction): string | null {
  if (type === "podDeleted") {
    const { podId } = data as { podId: string };
    if (awaited.get(podId) === "delete") toast.ok(t("pods.done.deleted"));
    awaited.delete(podId);
    return null; // the server says nothing more of it
  }
  if (type !== "podUpdate") return null;
  const pod = data as Pod;
  if (!tellArrival(pod, t)) return null;
  awaited.delete(pod.id);
  return pod.id;
}

/** @returns whether the pod has arrived where it was to be brought, or failed on the way */
function tellArrival(pod: Pod, t: TFunction): boolean {
  switch (awaited.get(pod.id)) {
    case undefined:
    case "delete":
      return false;
    case "stop":
      if (pod.status !== "stopped") return false;
      toast.ok(t("pods.done.stopped"));
      return true;
    case "start":
    case "retry":
      if (pod.status === "running") toast.ok(t("pods.done.started", { name: pod.name }));
      else if (pod.status === "error") {
        toast.bad(t("pods.done.failed", { name: pod.name }), pod.statusReason?.message);
      } else return false;
      return true;
  }
}

function tellNotification({ kind, message }: Notification): void {
  if (kind === "podFailed") toast.bad(message);
  else if (kind === "podStarted") toast.ok(message);
  else toast.info(message);
}
