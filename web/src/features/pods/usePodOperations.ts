import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "@/components/errorText";
import { toast } from "@/components/toasts";
import { operatePod, podKeys, type PodOperation } from "@/lib/api/pods";
import type { Pod } from "@/lib/api/types";
import { putPod } from "@/lib/live/applyFeedEvent";
import { useFeed } from "@/lib/live/feed";

interface Operation {
  pod: Pod;
  operation: PodOperation;
}

export interface PodOperations {
  run: (pod: Pod, operation: PodOperation) => Promise<void>;
  /** The request that is under way for a pod. */
  pending: (podId: string) => PodOperation | undefined;
}

/** Tells that a pod has arrived where an operation was to bring it. @returns whether it has */
function tellOutcome(pod: Pod, operation: PodOperation, t: TFunction): boolean {
  if (operation === "delete") return false; // told by the pod's disappearance
  if (operation === "stop") {
    if (pod.status === "stopped") toast.ok(t("pods.done.stopped"));
    return pod.status === "stopped";
  }
  if (pod.status === "running") toast.ok(t("pods.done.started", { name: pod.name }));
  if (pod.status === "error") {
    toast.bad(t("pods.done.failed", { name: pod.name }), pod.statusReason?.message);
  }
  return pod.status === "running" || pod.status === "error";
}

/**
 * Sends what a person wants of a pod. The server accepts at once and works in the background, so
 * there are two messages: one when it is accepted, one when the feed says that it is done.
 */
export function usePodOperations(): PodOperations {
  const { t } = useTranslation();
  const client = useQueryClient();
  const feed = useFeed();
  const [underWay, setUnderWay] = useState<ReadonlyMap<string, PodOperation>>(new Map());
  const awaited = useRef(new Map<string, PodOperation>());

  useEffect(
    () =>
      feed.onEvent(({ type, data }) => {
        if (type === "podDeleted") {
          const { podId } = data as { podId: string };
          if (awaited.current.get(podId) === "delete") toast.ok(t("pods.done.deleted"));
          awaited.current.delete(podId);
        }
        if (type !== "podUpdate") return;
        const pod = data as Pod;
        const operation = awaited.current.get(pod.id);
        if (operation && tellOutcome(pod, operation, t)) awaited.current.delete(pod.id);
      }),
    [feed, t],
  );

  const mutation = useMutation({
    mutationFn: ({ pod, operation }: Operation) => operatePod(pod.id, operation),
    onMutate: ({ pod, operation }) => {
      awaited.current.set(pod.id, operation);
      setUnderWay((held) => new Map(held).set(pod.id, operation));
    },
    onSuccess: (accepted, { operation }) => {
      putPod(client, accepted);
      toast.info(t(`pods.accepted.${operation}`));
    },
    onError: (error, { pod, operation }) => {
      awaited.current.delete(pod.id);
      toast.bad(t(`pods.failed.${operation}`), errorText(error, t));
      // The refusal may come from a change that has not been seen here yet.
      void client.invalidateQueries({ queryKey: podKeys.lists });
    },
    onSettled: (_data, _error, { pod }) =>
      setUnderWay((held) => {
        const next = new Map(held);
        next.delete(pod.id);
        return next;
      }),
  });

  return {
    run: async (pod, operation) => {
      // The outcome is told by the callbacks above; the caller only waits for the end.
      await mutation.mutateAsync({ pod, operation }).catch(() => undefined);
    },
    pending: (podId) => underWay.get(podId),
  };
}
