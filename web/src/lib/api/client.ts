import { currentLanguage } from "@/lib/i18n/language";
import { session } from "@/lib/session";
import type { Page, PageInfo } from "./types";

/** One input that the server refused, named as in the request's JSON. */
export interface FieldError {
  field: string;
  message: string;
}

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
    code: string,
    message: string,
    fieldErrors: readonly FieldError[] = [],
    traceId?: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "ApiError";
    this.status = status;
    this.code = code;
    this.fieldErrors = fieldErrors;
    this.traceId = traceId;
  }

  /** Whether the same request may succeed later without anybody changing anything. */
  get transient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export interface RequestOptions {
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  /** Lets the server recognise a repeated request and answer it without doing the work twice. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

interface Envelope {
  success: boolean;
  data?: unknown;
  page?: PageInfo;
  code?: string;
  message?: string;
  errors?: FieldError[];
  traceId?: string;
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Envelope> {
  const headers = new Headers({
    Accept: "application/json",
    "Accept-Language": currentLanguage(),
  });
  const token = session.current()?.token;
  if (token) headers.set("Authorization", `Bearer ${token}`);
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
  if (options.body !== undefined) headers.set("Content-Type", "application/json");

  const url = new URL(path, window.location.origin);
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== "") url.searchParams.set(name, String(value));
  }

  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: options.body === undefined ? null : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, "NETWORK", "", [], undefined, { cause });
  }
  const envelope = await readEnvelope(response);
  if (response.ok && envelope?.success) return envelope;

  // The token was refused, not the person's rights (403): this session is over.
  if (response.status === 401 && token && session.current()?.token === token)
    session.end("expired");

  if (!envelope) throw new ApiError(response.status, "UNREADABLE", "");
  throw new ApiError(
    response.status,
    envelope.code ?? "UNREADABLE",
    envelope.message ?? "",
    envelope.errors,
    envelope.traceId,
  );
}

async function readEnvelope(response: Response): Promise<Envelope | null> {
  const text = await response.text();
  try {
    const parsed: unknown = JSON.parse(text);
    const isEnvelope = typeof parsed === "object" && parsed !== null && "success" in parsed;
    return isEnvelope ? (parsed as Envelope) : null;
  } catch {
    // Not JSON: told to the caller as no envelope, which becomes UNREADABLE.
    return null;
  }
}

/**
 * Sends one request and unwraps `data`.
 *
 * @throws ApiError for every answer but success, and when there was none
 */
export async function request<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  return (await send(method, path, options)).data as T;
}

/** As {@link request}, for a list that the server answers in pages. */
export async function requestPage<T>(path: string, options: RequestOptions = {}): Promise<Page<T>> {
  const { data, page } = await send("GET", path, options);
  return { items: data as T[], page: page ?? null };
}
