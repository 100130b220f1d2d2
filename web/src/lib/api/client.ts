import createClient, { type Middleware } from "openapi-fetch";
import { currentLanguage } from "@/lib/i18n/language";
import { session } from "@/lib/session";
import type { paths } from "./schema";
import type { Failure, FieldError, Page, PageInfo } from "./types";

/**
 * A request that did not succeed. `code` is stable and is what to branch on; `message` is written
 * for the person, in their language. Two codes are made here and never by the server: `NETWORK`
 * (no answer at all; status 0) and `UNREADABLE` (an answer that is no API answer, such as a proxy's
 * error page).
 */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fieldErrors: readonly FieldError[];
  readonly traceId: string | undefined;

  constructor(
    status: number,
    failure: Partial<Failure> & { code: string },
    options?: ErrorOptions,
  ) {
    super(failure.message ?? "", options);
    this.name = "ApiError";
    this.status = status;
    this.code = failure.code;
    this.fieldErrors = failure.errors ?? [];
    this.traceId = failure.traceId;
  }

  /** Whether the same request may succeed later without anybody changing anything. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

const identity: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", currentLanguage());
    const token = session.current()?.token;
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
  },
  onResponse({ request, response }) {
    const token = session.current()?.token;
    // The token was refused, not the person's rights (403): this session is over. A refusal of an
    // older token says nothing about a session that has begun meanwhile.
    if (
      response.status === 401 &&
      request.headers.get("Authorization") === `Bearer ${token ?? ""}`
    ) {
      session.end("expired");
    }
  },
};

/** Typed by the contract: a path, parameter or body that the API does not have does not compile. */
export const api = createClient<paths, "application/json">({
  baseUrl: window.location.origin,
  headers: { Accept: "application/json" },
  fetch: (request) => fetch(request),
});
api.use(identity);

interface Success<T> {
  data: T;
  success: boolean;
}

interface Sent<A> {
  data?: A;
  error?: unknown;
  response: Response;
}

async function settle<A extends Success<unknown>>(sent: Promise<Sent<A>>): Promise<A> {
  let answer: Sent<A>;
  try {
    answer = await sent;
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    // A success that is not JSON comes from something else than the API, such as a captive portal.
    if (cause instanceof SyntaxError) throw new ApiError(200, { code: "UNREADABLE" }, { cause });
    throw new ApiError(0, { code: "NETWORK" }, { cause });
  }
  if (answer.response.ok && answer.data?.success) return answer.data;
  const failure = isFailure(answer.error) ? answer.error : { code: "UNREADABLE" };
  throw new ApiError(answer.response.status, failure);
}

function isFailure(body: unknown): body is Failure {
  return typeof body === "object" && body !== null && "code" in body;
}

/**
 * Unwraps what the API answers with.
 *
 * @throws ApiError for every answer but success, and when there was none
 */
export async function unwrap<T>(sent: Promise<Sent<Success<T>>>): Promise<T> {
  return (await settle(sent)).data;
}

/** As {@link unwrap}, for a list that the API answers in pages. */
export async function unwrapPage<T>(
  sent: Promise<Sent<Success<T[]> & { page: PageInfo }>>,
): Promise<Page<T>> {
  const { data, page } = await settle(sent);
  return { items: data, page };
}
