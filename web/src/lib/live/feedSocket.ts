import { reconnectDelay } from "./backoff";

/**
 * - `off`: not wanted
 * - `connecting`: the first connection is on its way
 * - `live`: authenticated; what is shown is current
 * - `lost`: it was there, or could not be made; tried again by itself
 */
export type FeedStatus = "off" | "connecting" | "live" | "lost";

/** A frame from the server. */
export interface FeedEvent {
  type: string;
  data: unknown;
}

/** Who is listening, and in which language messages are wanted. */
export interface FeedIdentity {
  token: string;
  language: string;
}

export interface FeedSocketOptions {
  url: string;
  /** What the first frame says; null means that nobody is signed in. */
  identity: () => FeedIdentity | null;
  /** Milliseconds before a lost connection is tried again, by the count of failed tries. */
  delay?: (attempt: number) => number;
  /** Milliseconds that the server may take to answer the first frame, or a ping. */
  patience?: number;
}

const DEFAULT_HEARTBEAT_SECONDS = 25;

/**
 * The live feed: one authenticated WebSocket that comes back by itself. Subscriptions are kept here
 * and sent again on every new connection, so their owners need not know that one was lost.
 */
export class FeedSocket {
  private readonly options: Required<FeedSocketOptions>;
  private socket: WebSocket | null = null;
  private currentStatus: FeedStatus = "off";
  private failures = 0;
  private heartbeatMs = DEFAULT_HEARTBEAT_SECONDS * 1000;
  private reconnectTimer: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private readonly topics = new Map<string, Record<string, unknown>>();
  private readonly statusListeners = new Set<() => void>();
  private readonly eventListeners = new Set<(event: FeedEvent) => void>();

  constructor(options: FeedSocketOptions) {
    this.options = { delay: reconnectDelay, patience: 10_000, ...options };
  }

  readonly status = (): FeedStatus => this.currentStatus;

  readonly onStatus = (listener: () => void): (() => void) => {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  };

  readonly onEvent = (listener: (event: FeedEvent) => void): (() => void) => {
    this.eventListeners.add(listener);
    return () => this.eventListeners.delete(listener);
  };

  start(): void {
    if (this.currentStatus !== "off") return;
    window.addEventListener("online", this.retryNow);
    this.failures = 0;
    this.setStatus("connecting");
    this.open();
  }

  stop(): void {
    window.removeEventListener("online", this.retryNow);
    clearTimeout(this.reconnectTimer);
    this.drop();
    this.setStatus("off");
  }

  /** Tries at once instead of waiting for the next turn; no effect while the feed is live. */
  readonly retryNow = (): void => {
    if (this.currentStatus !== "lost") return;
    clearTimeout(this.reconnectTimer);
    this.drop();
    this.open();
  };

  /** Says over the open connection that the token or the language is another one now. */
  readonly renewIdentity = (): void => {
    if (this.currentStatus === "live") this.authenticate();
  };

  /** @returns a function that ends the subscription */
  subscribe(subscription: Record<string, unknown>): () => void {
    const key = JSON.stringify(subscription);
    this.topics.set(key, subscription);
    if (this.currentStatus === "live") this.send("subscribe", subscription);
    return () => {
      this.topics.delete(key);
      if (this.currentStatus === "live") this.send("unsubscribe", subscription);
    };
  }

  private open(): void {
    const socket = new WebSocket(this.options.url);
    this.socket = socket;
    socket.onopen = () => this.authenticate();
    socket.onmessage = (message: MessageEvent<unknown>) => this.receive(socket, message.data);
    // `error` is always followed by `close`, which alone decides what happens next.
    socket.onclose = () => this.lose(socket);
    this.expectFrame(() => this.lose(socket));
  }

  private authenticate(): void {
    const identity = this.options.identity();
    if (identity === null) this.stop();
    else this.send("auth", { ...identity });
  }

  private receive(socket: WebSocket, frame: unknown): void {
    if (socket !== this.socket) return;
    const event = parseFrame(frame);
    // No server of ours sends such a frame: whoever answers, a new connection is the way out.
    if (!event) {
      this.lose(socket);
      return;
    }
    if (event.type === "connection") this.connected(event.data);
    if (this.currentStatus === "live") this.watch(socket);
    for (const listener of [...this.eventListeners]) listener(event);
  }

  private connected(data: unknown): void {
    const seconds = (data as { heartbeatSeconds?: number } | null)?.heartbeatSeconds;
    this.heartbeatMs = (seconds ?? DEFAULT_HEARTBEAT_SECONDS) * 1000;
    this.failures = 0;
    if (this.currentStatus === "live") return; // the answer to a renewed identity
    this.setStatus("live");
    for (const subscription of this.topics.values()) this.send("subscribe", subscription);
  }

  /**
   * A connection whose other end vanished without a word stays "open" for minutes. After a
   * heartbeat of silence the server is asked, and given up when it does not answer.
   */
  private watch(socket: WebSocket): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => {
      this.send("ping", {});
      this.expectFrame(() => this.lose(socket));
    }, this.heartbeatMs);
  }

  private expectFrame(otherwise: () => void): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(otherwise, this.options.patience);
  }

  private lose(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.drop();
    const delay = this.options.delay(this.failures);
    this.failures += 1;
    this.setStatus("lost");
    this.reconnectTimer = setTimeout(() => this.open(), delay);
  }

  /** Forgets the socket: whatever it still reports concerns nobody. */
  private drop(): void {
    clearTimeout(this.watchdog);
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private send(type: string, data: Record<string, unknown>): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ type, data }));
    }
  }

  private setStatus(status: FeedStatus): void {
    if (status === this.currentStatus) return;
    this.currentStatus = status;
    for (const listener of [...this.statusListeners]) listener();
  }
}

function parseFrame(frame: unknown): FeedEvent | null {
  if (typeof frame !== "string") return null;
  try {
    const parsed: unknown = JSON.parse(frame);
    if (typeof parsed !== "object" || parsed === null) return null;
    const { type, data } = parsed as Partial<FeedEvent>;
    return typeof type === "string" ? { type, data } : null;
  } catch {
    return null; // not JSON
  }
}
