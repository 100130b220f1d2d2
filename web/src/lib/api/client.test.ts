import { QueryClient } from "@tanstack/react-query";
import { HttpResponse } from "msw";
import { describe, expect, it } from "vitest";
import { session } from "@/lib/session";
import { answer, failure, noAnswer, success, successPage } from "@/test/api";
import { ana } from "@/test/fixtures";
import { createPod, podsQuery } from "./pods";
import type { PodRequest } from "./types";
import { api, ApiError, unwrap, unwrapPage } from "./client";

async function refusal(sent: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await sent.then(
    () => new Error("It was not refused"),
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw error;
}

const wallet = () => unwrap(api.GET("/api/wallet"));
const pods = () => unwrapPage(api.GET("/api/pods"));
const order: PodRequest = { name: "mi-pod", deploymentType: "docker", gpu: "cpu" };

describe("a request", () => {
  it("unwraps the data of a success", async () => {
    answer("get", "/api/wallet", success({ balance: 10 }));
    await expect(wallet()).resolves.toEqual({ balance: 10 });
  });

  it("hands on a page beside its data", async () => {
    const page = { number: 0, size: 50, totalElements: 1, totalPages: 1 };
    answer("get", "/api/pods/admin", HttpResponse.json({ success: true, data: [1], page }));
    await expect(unwrapPage(api.GET("/api/pods/admin"))).resolves.toEqual({ items: [1], page });
  });

  it("tells who asks, in which language, and once", async () => {
    session.start({ token: "token-1", user: ana });
    let headers: Headers | undefined;
    answer("post", "/api/pods", (sent) => {
      headers = sent.headers;
      return success({}, 201);
    });
    await createPod(order, "key-1");
    expect(headers?.get("Authorization")).toBe("Bearer token-1");
    expect(headers?.get("Accept-Language")).toBe("es");
    expect(headers?.get("Idempotency-Key")).toBe("key-1");
  });

  it("leaves empty filters out of the address", async () => {
    let search = "";
    answer("get", "/api/pods/admin", (sent) => {
      search = new URL(sent.url).search;
      return successPage([]);
    });
    await new QueryClient().query(podsQuery({ kind: "all", userEmail: "", status: "", page: 0 }));
    expect(search).toBe("?page=0&size=50");
  });

  it("throws the code, message and fields of a failure", async () => {
    const errors = [{ field: "name", message: "Nombre es requerido" }];
    answer("post", "/api/pods", failure(400, { code: "VALIDATION", message: "No", errors }));
    const error = await refusal(createPod(order, "key-1"));
    expect(error).toMatchObject({
      status: 400,
      code: "VALIDATION",
      message: "No",
      traceId: "trace-1",
    });
    expect(error.fieldErrors).toEqual(errors);
    expect(error.transient).toBe(false);
  });

  it("tells a missing answer apart", async () => {
    answer("get", "/api/wallet", noAnswer);
    const error = await refusal(wallet());
    expect(error).toMatchObject({ status: 0, code: "NETWORK", transient: true });
  });

  it("tells an answer that is not the API's apart", async () => {
    answer("get", "/api/wallet", HttpResponse.html("<h1>Bad gateway</h1>", { status: 502 }));
    const error = await refusal(wallet());
    expect(error).toMatchObject({ status: 502, code: "UNREADABLE", transient: true });
  });

  it("does not take a page of another program for a success", async () => {
    answer("get", "/api/wallet", HttpResponse.html("<h1>Hello</h1>"));
    await expect(refusal(wallet())).resolves.toMatchObject({
      code: "UNREADABLE",
    });
  });

  it("ends the session when its token is refused", async () => {
    session.start({ token: "token-1", user: ana });
    answer("get", "/api/pods", failure(401, { code: "UNAUTHENTICATED" }));
    await refusal(pods());
    expect(session.current()).toBeNull();
    expect(session.lastEnd()).toBe("expired");
  });

  it("keeps the session when the person may not do something", async () => {
    session.start({ token: "token-1", user: ana });
    answer("get", "/api/pods/admin", failure(403, { code: "FORBIDDEN" }));
    await refusal(unwrapPage(api.GET("/api/pods/admin")));
    expect(session.current()?.token).toBe("token-1");
  });

  it("does not end a session that began after the refused request", async () => {
    session.start({ token: "token-1", user: ana });
    answer("get", "/api/pods", () => {
      session.start({ token: "token-2", user: ana });
      return failure(401, { code: "UNAUTHENTICATED" });
    });
    await refusal(pods());
    expect(session.current()?.token).toBe("token-2");
  });
});
