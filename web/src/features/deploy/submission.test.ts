import { describe, expect, it } from "vitest";
import { ApiError } from "@/lib/api/client";
import type { PodRequest } from "@/lib/api/types";
import { Submission } from "./submission";

const request: PodRequest = { name: "mi-pod", deploymentType: "docker", gpu: "cpu" };
const lost = new ApiError(0, { code: "NETWORK" });
const refused = new ApiError(402, { code: "INSUFFICIENT_FUNDS" });

describe("the idempotency key", () => {
  it("stays while nobody knows whether the pod was made", () => {
    const submission = new Submission();
    const key = submission.keyFor(request);
    submission.failed(lost);
    expect(submission.keyFor({ ...request })).toBe(key);
    submission.failed(new ApiError(503, { code: "DATABASE_UNAVAILABLE" }));
    expect(submission.keyFor(request)).toBe(key);
  });

  it("is another one for a changed form", () => {
    const submission = new Submission();
    const key = submission.keyFor(request);
    submission.failed(lost);
    expect(submission.keyFor({ ...request, name: "otro" })).not.toBe(key);
  });

  it("is another one after a clear answer", () => {
    const submission = new Submission();
    const first = submission.keyFor(request);
    submission.failed(refused);
    const second = submission.keyFor(request);
    expect(second).not.toBe(first);
    submission.answered();
    expect(submission.keyFor(request)).not.toBe(second);
  });

  it("is a UUID", () => {
    expect(new Submission().keyFor(request)).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
