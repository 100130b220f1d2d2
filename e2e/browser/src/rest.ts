import { expect, type APIRequestContext } from "@playwright/test";

export interface Pod {
  id: string;
  name: string;
  status: string;
}

/** Somebody who works by REST, where how something came about does not matter. */
export class Rest {
  private readonly request: APIRequestContext;
  private readonly headers: Record<string, string>;

  private constructor(request: APIRequestContext, token: string) {
    this.request = request;
    this.headers = { Authorization: `Bearer ${token}` };
  }

  /** Signs in for development. */
  static async signIn(request: APIRequestContext, email: string, role = "client"): Promise<Rest> {
    const answer = await request.post("/api/auth/mock-login", { data: { email, role } });
    expect(answer.ok(), await answer.text()).toBe(true);
    const { data } = (await answer.json()) as { data: { token: string } };
    return new Rest(request, data.token);
  }

  /** Own pods. */
  async pods(): Promise<Pod[]> {
    const answer = await this.request.get("/api/pods", { headers: this.headers });
    return ((await answer.json()) as { data: Pod[] }).data;
  }

  /** Orders a pod. */
  async create(order: Record<string, unknown>): Promise<Pod> {
    const answer = await this.request.post("/api/pods", { headers: this.headers, data: order });
    expect(answer.ok(), await answer.text()).toBe(true);
    return ((await answer.json()) as { data: Pod }).data;
  }

  /** Waits until a pod has this status. */
  async awaitStatus(pod: Pod, status: string): Promise<void> {
    await expect
      .poll(async () => (await this.pods()).find(({ id }) => id === pod.id)?.status)
      .toBe(status);
  }

  /** Waits until a pod has a service that is ready. */
  async awaitService(pod: Pod): Promise<void> {
    await expect
      .poll(async () => {
        const path = `/api/pods/${pod.id}/connections`;
        const answer = await this.request.get(path, { headers: this.headers });
        const { data } = (await answer.json()) as {
          data: { httpServices: { status: string }[] };
        };
        return data.httpServices.map(({ status }) => status);
      })
      .toContain("ready");
  }

  async stop(pod: Pod): Promise<void> {
    await this.request.post(`/api/pods/${pod.id}/stop`, { headers: this.headers });
    await this.awaitStatus(pod, "stopped");
  }

  /** Removes all own pods, and waits until they are gone. */
  async removeAll(): Promise<void> {
    for (const { id } of await this.pods()) {
      await this.request.delete(`/api/pods/${id}`, { headers: this.headers });
    }
    await expect.poll(async () => await this.pods()).toEqual([]);
  }
}
