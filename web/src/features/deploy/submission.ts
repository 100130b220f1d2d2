import { ApiError } from "@/lib/api/client";
import type { PodRequest } from "@/lib/api/types";
import { randomUuid } from "@/lib/ids";

/**
 * Gives every intention to deploy one idempotency key. Sending again after a lost answer uses the
 * same key, so that the pod is made once; a changed form, or one that was clearly answered, is a new
 * intention.
 */
export class Submission {
  private held: { body: string; key: string } | null = null;

  keyFor(request: PodRequest): string {
    const body = JSON.stringify(request);
    if (this.held?.body !== body) this.held = { body, key: randomUuid() };
    return this.held.key;
  }

  /** The server's answer is known; the next submission is another one. */
  answered(): void {
    this.held = null;
  }

  /** Keeps the key only if nobody can know whether the request was carried out. */
  failed(error: unknown): void {
    if (!(error instanceof ApiError && error.transient)) this.answered();
  }
}
