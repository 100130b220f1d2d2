import { http, HttpResponse, type JsonBodyType } from "msw";
import { setupServer } from "msw/node";

/** Stands where the network is: a request that a test does not answer fails it. */
export const api = setupServer();

type Answer = (request: Request) => Response | Promise<Response>;
type Method = "get" | "post" | "delete";

/** Answers one path, by a fixed body or a function of the request. */
export function answer(method: Method, path: string, response: Response | Answer): void {
  api.use(
    http[method](path, ({ request }) =>
      typeof response === "function" ? response(request) : response.clone(),
    ),
  );
}

export function success(data: JsonBodyType, status = 200): Response {
  return HttpResponse.json({ success: true, data }, { status });
}

/** A list that the API answers in pages, on the first of them. */
export function successPage(items: JsonBodyType[]): Response {
  const page = { number: 0, size: 50, totalElements: items.length, totalPages: 1 };
  return HttpResponse.json({ success: true, data: items, page });
}

interface Failure {
  code: string;
  message?: string;
  errors?: { field: string; message: string }[];
}

export function failure(status: number, { code, message = "", errors }: Failure): Response {
  return HttpResponse.json(
    { success: false, code, message, ...(errors && { errors }), traceId: "trace-1" },
    { status },
  );
}

export const noAnswer = (): Response => HttpResponse.error();
