import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "@/components/errorText";
import { toast } from "@/components/toasts";
import { operatePod, podKeys, type PodOperation } from "@/lib/api/pods";
import type { Pod } from "@/lib/api/types";
import { putPod } from "@/lib/live/applyFeedEvent";
import { awaited } from "./awaited";

interface Operation {
  pod: Pod;
  operation: PodOperation;
}

export interface PodOperations {
  run: (pod: Pod, operation: PodOperation) => Promise<void>;
  /** The request that is under way for a pod. */
  pending: (podId: string) => PodOperation | undefined;
}

/**
 * Sends what a person wants of a pod. The server accepts at once and works in the background: here it
 * is told that it was accepted, and by `PodAnnouncements` that it is done.
 */
export function usePodOperations(): PodOperations {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [underWay, setUnderWay] = useState<ReadonlyMap<string, PodOperation>>(new Map());
  const mutation = useMutation({
    mutationFn: ({ pod, operation }: Operation) => operatePod(pod.id, operation),
    onMutate: ({ pod, operation }) => {
      awaited.set(pod.id, operation);
      setUnderWay((held) => new Map(held).set(pod.id, operation));
    },
    onSuccess: (accepted, { operation }) => {
      putPod(client, accepted);
      toast.info(t(`pods.accepted.${operation}`));
    },
    onError: (error, { pod, operation }) => {
      awaited.delete(pod.id);
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
