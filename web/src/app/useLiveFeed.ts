import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { meQuery } from "@/lib/api/auth";
import { onLanguageChange } from "@/lib/i18n";
import { currentLanguage } from "@/lib/i18n/language";
import { applyFeedEvent } from "@/lib/live/applyFeedEvent";
import { FeedSocket, type FeedIdentity } from "@/lib/live/feedSocket";
import { session } from "@/lib/session";

function feedUrl(): string {
  const url = new URL("/ws", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

function identity(): FeedIdentity | null {
  const token = session.current()?.token;
  return token === undefined ? null : { token, language: currentLanguage() };
}

/** Keeps one live connection for as long as the caller is shown, and the query cache current by it. */
export function useLiveFeed(): FeedSocket {
  const client = useQueryClient();
  const [feed] = useState(() => new FeedSocket({ url: feedUrl(), identity }));

  useEffect(() => {
    let wasLost = false;
    const ends = [
      feed.onEvent((event) => applyFeedEvent(client, event)),
      feed.subscribe({ topic: "pods" }),
      onLanguageChange(feed.renewIdentity),
      feed.onStatus(() => {
        const status = feed.status();
        if (status === "lost" && !wasLost) {
          wasLost = true;
          // A refused token also ends the connection; asking who I am tells the two apart.
          void client.invalidateQueries({ queryKey: meQuery.queryKey });
        }
        if (status === "live" && wasLost) {
          wasLost = false;
          // Whatever happened meanwhile was not heard: fetch once what is on the screen.
          void client.invalidateQueries();
        }
      }),
    ];
    feed.start();
    return () => {
      for (const end of ends) end();
      feed.stop();
    };
  }, [client, feed]);

  return feed;
}
