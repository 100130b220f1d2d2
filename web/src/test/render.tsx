import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import Toasts from "@/components/Toasts";
import { FeedContext, type Feed } from "@/lib/live/feed";
import type { FeedEvent, FeedStatus } from "@/lib/live/feedSocket";

/** A live connection that says what the test makes it say. */
export class ScriptedFeed implements Feed {
  private current: FeedStatus = "live";
  private readonly statusListeners = new Set<() => void>();
  private readonly eventListeners = new Set<(event: FeedEvent) => void>();
  retries = 0;

  readonly status = () => this.current;

  readonly onStatus = (listener: () => void) => {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  };

  readonly onEvent = (listener: (event: FeedEvent) => void) => {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  };

  readonly subscribe = () => () => undefined;

  readonly retryNow = () => {
    this.retries += 1;
  };

  become(status: FeedStatus): void {
    this.current = status;
    for (const listener of this.statusListeners) listener();
  }

  say(type: string, data: unknown): void {
    for (const listener of this.eventListeners) listener({ type, data });
  }
}

export function testQueryClient(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false } } });
}

/** Shows a page as the application does: inside a router, with the cache, a feed and the toasts. */
export function renderPage(page: ReactNode) {
  const client = testQueryClient();
  const feed = new ScriptedFeed();
  const root = createRootRoute({
    component: () => (
      <FeedContext value={feed}>
        <Outlet />
        <Toasts />
      </FeedContext>
    ),
  });
  const shown = createRoute({
    getParentRoute: () => root,
    path: "/",
    component: () => page,
  });
  const elsewhere = createRoute({
    getParentRoute: () => root,
    path: "$",
    component: () => <p>Otra página</p>,
  });
  const router = createRouter({
    routeTree: root.addChildren([shown, elsewhere]),
    history: createMemoryHistory({ initialEntries: ["/"] }),
  });
  const view = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  return { ...view, client, feed, router };
}
