import { createContext, use, useSyncExternalStore } from "react";
import type { FeedSocket, FeedStatus } from "./feedSocket";

/** What the interface uses of the live connection. */
export type Feed = Pick<FeedSocket, "status" | "onStatus" | "onEvent" | "subscribe" | "retryNow">;

/** The one connection of the signed-in person, given by the application's frame. */
export const FeedContext = createContext<Feed | null>(null);

export function useFeed(): Feed {
  const feed = use(FeedContext);
  if (!feed) throw new Error("No live feed above this component");
  return feed;
}

export function useFeedStatus(): FeedStatus {
  const feed = useFeed();
  return useSyncExternalStore(feed.onStatus, feed.status);
}
