import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { meQuery } from "@/lib/api/auth";
import { podsQuery } from "@/lib/api/pods";
import { FeedContext } from "@/lib/live/feed";
import { session } from "@/lib/session";
import { answer, failure, success, successPage } from "@/test/api";
import { ana, pod } from "@/test/fixtures";
import { testQueryClient } from "@/test/render";
import { ConnectionBanner } from "./Banners";
import { useLiveFeed } from "./useLiveFeed";

/** The browser's end of a connection, whose other end is the test. */
class ScriptedSocket {
  static readonly OPEN = 1;
  static made: ScriptedSocket[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: string[] = [];

  readonly url: string;

  constructor(url: string) {
    this.url = url;
    ScriptedSocket.made.push(this);
  }

  send(frame: string): void {
    this.sent.push(frame);
  }

  close(): void {
    this.readyState = 3;
  }
}

const newest = () => ScriptedSocket.made.at(-1)!;
const say = (type: string, data: unknown) =>
  act(() => newest().onmessage?.({ data: JSON.stringify({ type, data }) }));
const connect = () => {
  act(() => newest().onopen?.());
  say("connection", { userId: "u1", role: "client", heartbeatSeconds: 25 });
};

function Screen() {
  const feed = useLiveFeed();
  useQuery(meQuery);
  const { data } = useQuery(podsQuery({ kind: "own" }));
  return (
    <FeedContext value={feed}>
      <ConnectionBanner />
      {data?.items.map(({ id, name, status }) => (
        <p key={id}>
          {name} {status}
        </p>
      ))}
    </FeedContext>
  );
}

describe("the live feed of the application", () => {
  let asked = 0;
  let listed = [pod({ status: "starting" })];

  beforeEach(() => {
    ScriptedSocket.made = [];
    vi.stubGlobal("WebSocket", ScriptedSocket);
    session.start({ token: "token-1", user: ana });
    asked = 0;
    listed = [pod({ status: "starting" })];
    answer("get", "/api/pods", () => {
      asked += 1;
      return successPage(listed);
    });
    answer("get", "/api/auth/me", success(ana));
  });

  afterEach(() => vi.unstubAllGlobals());

  const show = () =>
    render(
      <QueryClientProvider client={testQueryClient()}>
        <Screen />
      </QueryClientProvider>,
    );

  it("brings changes onto the screen", async () => {
    show();
    await screen.findByText("mi-pod starting");
    connect();
    say("podUpdate", pod({ revision: 6, status: "running" }));
    expect(await screen.findByText("mi-pod running")).toBeVisible();
    expect(newest().url).toMatch(/^ws:.*\/ws$/);
    expect(newest().url).not.toContain("token");
  });

  it("tells a loss, and fetches once when the connection is back", async () => {
    const user = userEvent.setup();
    show();
    await screen.findByText("mi-pod starting");
    connect();
    expect(screen.queryByText(/Se ha perdido la conexión/)).not.toBeInTheDocument();

    act(() => newest().onclose?.());
    expect(screen.getByText(/Se ha perdido la conexión/)).toBeVisible();
    listed = [pod({ revision: 8, status: "stopped" })];
    const before = asked;

    await user.click(screen.getByRole("button", { name: "Reconectar ahora" }));
    connect();
    expect(await screen.findByText("mi-pod stopped")).toBeVisible();
    expect(screen.queryByText(/Se ha perdido la conexión/)).not.toBeInTheDocument();
    expect(asked).toBe(before + 1);
  });

  it("ends the session when the connection was lost because the token is no longer good", async () => {
    show();
    await screen.findByText("mi-pod starting");
    connect();
    answer("get", "/api/auth/me", failure(401, { code: "UNAUTHENTICATED" }));
    answer("get", "/api/pods", failure(401, { code: "UNAUTHENTICATED" }));
    act(() => newest().onclose?.());
    await waitFor(() => expect(session.current()).toBeNull());
  });

  it("closes the connection when the screen goes away", async () => {
    const { unmount } = show();
    await screen.findByText("mi-pod starting");
    connect();
    const socket = newest();
    unmount();
    expect(socket.readyState).toBe(3);
    expect(ScriptedSocket.made.filter(({ readyState }) => readyState === 1)).toEqual([]);
  });
});
