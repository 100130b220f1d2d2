import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket as RealWebSocket, WebSocketServer } from "ws";
import { api } from "@/test/api";
import { FeedSocket, type FeedEvent, type FeedSocketOptions } from "./feedSocket";

interface Frame {
  type: string;
  data?: Record<string, unknown>;
}

/**
 * The socket of jsdom does not work on every version of Node; this one speaks the same interface.
 * Other than a browser's it throws errors that nobody listens to.
 */
class BrowserSocket extends RealWebSocket {
  constructor(url: string) {
    super(url);
    this.on("error", () => undefined);
  }
}

/** A real server on a free port, that records what it hears. */
class Server {
  readonly heard: Frame[][] = [];
  private readonly sockets: RealWebSocket[] = [];
  private server: WebSocketServer | undefined;
  /** Answers `auth` by itself, unless a test wants it to keep silent. */
  welcoming = true;
  heartbeatSeconds = 25;
  port = 0;

  /** Listens on a free port, or again on the one it had. */
  async comeUp(): Promise<void> {
    const server = new WebSocketServer({ port: this.port, host: "127.0.0.1" });
    this.server = server;
    server.on("connection", (socket) => {
      const frames: Frame[] = [];
      this.heard.push(frames);
      this.sockets.push(socket);
      socket.on("message", (message: Buffer) => {
        const frame = JSON.parse(message.toString()) as Frame;
        frames.push(frame);
        if (frame.type === "auth" && this.welcoming) {
          this.say({ type: "connection", data: { heartbeatSeconds: this.heartbeatSeconds } });
        }
      });
    });
    await new Promise<void>((resolve) => server.once("listening", resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  say(frame: Frame): void {
    this.sockets.at(-1)?.send(JSON.stringify(frame));
  }

  sayRaw(text: string): void {
    this.sockets.at(-1)?.send(text);
  }

  /** Cuts the newest connection as a crashed process would. */
  cut(): void {
    this.sockets.at(-1)?.terminate();
  }

  types(connection: number): string[] {
    return (this.heard[connection] ?? []).map(({ type }) => type);
  }

  goDown(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    return new Promise((resolve) => this.server?.close(() => resolve()));
  }
}

describe("FeedSocket", () => {
  let server: Server;
  let feed: FeedSocket;
  let delays: number[];

  function connect(options: Partial<FeedSocketOptions> = {}): FeedSocket {
    feed = new FeedSocket({
      url: `ws://127.0.0.1:${server.port}/ws`,
      identity: () => ({ token: "token-1", language: "es" }),
      delay: (attempt) => {
        delays.push(attempt);
        return 5;
      },
      ...options,
    });
    return feed;
  }

  const becomes = (status: string) => vi.waitFor(() => expect(feed.status()).toBe(status));

  // A real connection: nothing may stand between.
  beforeAll(() => api.close());

  beforeEach(async () => {
    vi.stubGlobal("WebSocket", BrowserSocket);
    server = new Server();
    await server.comeUp();
    delays = [];
  });

  afterEach(async () => {
    feed.stop();
    await server.goDown();
    vi.unstubAllGlobals();
  });

  it("authenticates first, and subscribes only when that is answered", async () => {
    server.welcoming = false;
    connect().subscribe({ topic: "pods" });
    feed.start();
    await vi.waitFor(() => expect(server.types(0)).toEqual(["auth"]));
    expect(server.heard[0]?.[0]?.data).toEqual({ token: "token-1", language: "es" });
    expect(feed.status()).toBe("connecting");

    server.say({ type: "connection", data: { heartbeatSeconds: 25 } });
    await becomes("live");
    await vi.waitFor(() => expect(server.types(0)).toEqual(["auth", "subscribe"]));
    expect(server.heard[0]?.[1]?.data).toEqual({ topic: "pods" });
  });

  it("passes on what the server says", async () => {
    const events: FeedEvent[] = [];
    connect().onEvent((event) => events.push(event));
    feed.start();
    await becomes("live");
    server.say({ type: "podUpdate", data: { id: "pod-1", revision: 2 } });
    await vi.waitFor(() =>
      expect(events).toContainEqual({ type: "podUpdate", data: { id: "pod-1", revision: 2 } }),
    );
  });

  it("comes back by itself after a loss, and subscribes again", async () => {
    connect().subscribe({ topic: "pods" });
    feed.start();
    await becomes("live");
    const statuses: string[] = [];
    feed.onStatus(() => statuses.push(feed.status()));

    server.cut();
    await vi.waitFor(() => expect(statuses).toEqual(["lost", "live"]));
    await vi.waitFor(() => expect(server.types(1)).toEqual(["auth", "subscribe"]));
  });

  it("waits longer with every failed try, and starts over after a success", async () => {
    connect();
    feed.start();
    await becomes("live");
    await server.goDown();
    await vi.waitFor(() => expect(delays.length).toBeGreaterThanOrEqual(4));
    expect(delays.slice(0, 4)).toEqual([0, 1, 2, 3]);

    await server.comeUp();
    await becomes("live");
    delays = [];
    server.cut();
    await vi.waitFor(() => expect(delays[0]).toBe(0));
  });

  it("tries at once when asked to", async () => {
    connect({ delay: () => 60_000 });
    feed.start();
    await becomes("live");
    server.cut();
    await becomes("lost");
    feed.retryNow();
    await becomes("live");
  });

  it("notices a server that has fallen silent, by asking it", async () => {
    server.heartbeatSeconds = 0.02;
    connect({ patience: 30 });
    feed.start();
    await becomes("live");
    await vi.waitFor(() => expect(server.types(0)).toContain("ping"));
    await vi.waitFor(() => expect(delays.length).toBeGreaterThan(0)); // it was given up
  });

  it("keeps a quiet connection whose server answers", async () => {
    server.heartbeatSeconds = 0.02;
    connect({ patience: 2_000 }).onEvent(({ type }) => {
      if (type === "connection") pings = 0;
    });
    let pings = 0;
    feed.start();
    await becomes("live");
    await vi.waitFor(() => {
      const asked = server.types(0).filter((type) => type === "ping").length;
      if (asked > pings) {
        pings = asked;
        server.say({ type: "pong" });
      }
      expect(pings).toBeGreaterThanOrEqual(3);
    });
    expect(feed.status()).toBe("live");
    expect(delays).toEqual([]);
  });

  it("gives up a server that does not answer the token", async () => {
    server.welcoming = false;
    connect({ patience: 20 });
    feed.start();
    await becomes("lost");
  });

  it("starts a new connection when a frame cannot be read", async () => {
    connect();
    feed.start();
    await becomes("live");
    server.sayRaw("<html>");
    await vi.waitFor(() => expect(server.heard.length).toBe(2));
    await becomes("live");
  });

  it("tells a renewed token over the open connection", async () => {
    let token = "token-1";
    connect({ identity: () => ({ token, language: "es" }) });
    feed.start();
    await becomes("live");
    token = "token-2";
    feed.renewIdentity();
    await vi.waitFor(() =>
      expect(server.heard[0]?.at(-1)?.data).toMatchObject({ token: "token-2" }),
    );
    expect(server.heard.length).toBe(1);
  });

  it("ends without trying again when it is stopped", async () => {
    connect();
    feed.start();
    await becomes("live");
    feed.stop();
    expect(feed.status()).toBe("off");
    expect(delays).toEqual([]);
  });

  it("stops when nobody is signed in any more", async () => {
    connect({ identity: () => null });
    feed.start();
    await becomes("off");
    expect(server.types(0)).toEqual([]);
  });
});
