import { test as base, type APIRequestContext } from "@playwright/test";
import { Spa } from "./spa.ts";

interface Fixtures {
  /** Signs a person in; whatever pods they have left at the end are removed, as GPUs are few. */
  signIn: (email: string) => Promise<Spa>;
}

export const test = base.extend<Fixtures>({
  signIn: async ({ page, request }, use) => {
    const people: string[] = [];
    await use(async (email) => {
      people.push(email);
      return await Spa.signIn(page, email);
    });
    for (const email of people) await removePods(request, email);
  },
});

async function removePods(request: APIRequestContext, email: string): Promise<void> {
  const signedIn = await request.post("/api/auth/mock-login", { data: { email } });
  const { data } = (await signedIn.json()) as { data: { token: string } };
  const headers = { Authorization: `Bearer ${data.token}` };
  const pods = async () => {
    const answer = await request.get("/api/pods", { headers });
    return ((await answer.json()) as { data: { id: string }[] }).data;
  };
  for (const { id } of await pods()) await request.delete(`/api/pods/${id}`, { headers });
  await base.expect.poll(pods).toEqual([]);
}
