import type { PodOperation } from "@/lib/api/pods";

/**
 * What the person at this screen has asked of pods and has not been told the end of, by pod. It
 * outlives the list: who starts a pod and goes on to another page still wants to know.
 */
export const awaited = new Map<string, PodOperation>();
