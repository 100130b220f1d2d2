import type { PodStatus } from "@/lib/api/types";

/** What a person can do with a pod in a status. */
export interface PodActionSet {
  /** The one switch of the row: a pod can be started or stopped, never both. */
  power: "start" | "stop" | null;
  /** Offered to administrators beside the owner's own start. */
  retry: boolean;
  /** The dialogs and deletion; nothing is left to do with a pod that is going away. */
  rest: boolean;
}

export function actionsFor(status: PodStatus): PodActionSet {
  switch (status) {
    case "creating":
    case "queued":
    case "starting":
    case "running":
      return { power: "stop", retry: false, rest: true };
    case "stopping":
    case "stopped":
      return { power: "start", retry: false, rest: true };
    case "error":
      return { power: "start", retry: true, rest: true };
    case "deleting":
    case "deleted":
      return { power: null, retry: false, rest: false };
  }
}
